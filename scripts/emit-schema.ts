import { readFile, writeFile } from 'node:fs/promises'
import { emittedSchema, SCHEMA_FILE } from './lib/schema-file.js'

/** Writes schema/schema.graphql; scripts/check-schema.ts says whether that is due. */
const emitted = emittedSchema()
if (emitted === (await readFile(SCHEMA_FILE, 'utf8').catch(() => ''))) {
  console.log('schema/schema.graphql is up to date')
} else {
  await writeFile(SCHEMA_FILE, emitted)
  console.log('schema/schema.graphql written')
}
