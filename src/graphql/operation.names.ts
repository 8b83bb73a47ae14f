import { readdirSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../kernel/package-root.js'

/** What an operation is called that has no name, or one that nobody here knows: callers would make up labels without end. */
export const OTHER_OPERATION = 'other'

/** Names of the operations that the gateway ships, one a file in `schema/operations`; none where they were left out. */
export function shippedOperationNames(folder = path.join(packageRoot(), 'schema', 'operations')): ReadonlySet<string> {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'))
    return new Set(files.map((file) => path.basename(file, '.graphql')))
  } catch {
    return new Set()
  }
}
