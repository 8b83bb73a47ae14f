import path from 'node:path'
import { printSchema } from 'graphql'
import { packageRoot } from '../../src/kernel/package-root.js'
import { buildGatewaySchema } from '../../src/schema.js'

/** The schema as it is committed: generated, and reviewed like code. */
export const SCHEMA_FILE = path.join(packageRoot(), 'schema', 'schema.graphql')

/** What the file has to hold, by the code. */
export function emittedSchema(): string {
  return `${printSchema(buildGatewaySchema())}\n`
}
