import path from 'node:path'
import { packageRoot } from '../src/kernel/package-root.js'
import { documentManifest } from './lib/document-manifest.js'

/**
 * Prints the manifest for `TRUSTED_DOCUMENTS`: of the files and folders that are named, else of the operations that the
 * gateway ships, which are those of the SDK. Exit code 1 if a document does not fit the schema.
 */
const schemaFolder = path.join(packageRoot(), 'schema')
const named = process.argv.slice(2)
try {
  const paths = named.length === 0 ? [path.join(schemaFolder, 'operations')] : named
  console.log(JSON.stringify(documentManifest(paths, path.join(schemaFolder, 'schema.graphql')), null, 2))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
