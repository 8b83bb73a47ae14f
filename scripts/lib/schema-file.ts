import path from 'node:path'
import { printSchema } from 'graphql'
import { packageRoot } from '../../src/kernel/package-root.js'
import { buildGatewaySchema } from '../../src/schema.js'
import { webhookJsonSchema } from '../../src/webhooks/webhook.data.js'

/** A file of schema/ that is made of the code, and is reviewed like code. */
export interface EmittedFile {
  /** From the root of the package. */
  name: string
  file: string
  /** What it has to hold. */
  content: string
}

/** What is emitted, by the code: the schema of the API first. */
export function emittedFiles(): [schema: EmittedFile, webhooks: EmittedFile] {
  return [
    emitted('schema/schema.graphql', `${printSchema(buildGatewaySchema())}\n`),
    emitted('schema/webhooks.schema.json', `${JSON.stringify(webhookJsonSchema(), null, 2)}\n`),
  ]
}

function emitted(name: string, content: string): EmittedFile {
  return { name, file: path.join(packageRoot(), name), content }
}
