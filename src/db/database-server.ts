import path from 'node:path'
import { packageRoot } from '../kernel/package-root.js'
import { startEmbeddedServer } from './embedded-server.js'

/** Everything that development keeps between starts; `npm run reset` empties it. */
export const STATE_DIRECTORY = path.join(packageRoot(), 'var')
export const EMBEDDED_DATA_DIRECTORY = path.join(STATE_DIRECTORY, 'postgres')
const EMBEDDED_DATABASE = 'gateway'

/** A database that this process may use. */
export interface DatabaseServer {
  /** Connection string, password included: not for logs. */
  url: string
  /** To be called after all pools were closed. */
  stop(): Promise<void>
}

/** The database of `databaseUrl`, or, without one, that of the embedded server of development. */
export async function openDatabaseServer(
  databaseUrl: string | null,
  log: (message: string) => void,
): Promise<DatabaseServer> {
  if (databaseUrl !== null) return { url: databaseUrl, stop: async () => undefined }
  const server = await startEmbeddedServer({ dataDirectory: EMBEDDED_DATA_DIRECTORY, log })
  await server.createDatabaseIfMissing(EMBEDDED_DATABASE)
  return { url: server.url(EMBEDDED_DATABASE), stop: () => server.stop() }
}
