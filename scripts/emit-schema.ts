import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { printSchema } from 'graphql'
import { packageRoot } from '../src/kernel/package-root.js'
import { buildGatewaySchema } from '../src/schema.js'

/** `emit-schema` writes schema/schema.graphql; `emit-schema --check` fails when the file is not what the code says. */
const file = path.join(packageRoot(), 'schema', 'schema.graphql')
const emitted = `${printSchema(buildGatewaySchema())}\n`
const committed = await readFile(file, 'utf8').catch(() => '')
if (emitted === committed) {
  console.log('schema/schema.graphql is up to date')
} else if (process.argv.includes('--check')) {
  console.error('schema/schema.graphql is not what the code says: run `npm run schema` and look at the difference')
  process.exitCode = 1
} else {
  await writeFile(file, emitted)
  console.log('schema/schema.graphql written')
}
