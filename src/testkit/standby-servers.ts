import { execFile } from 'node:child_process'
import { appendFile, chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type EmbeddedServer, removeEmbeddedServer, startEmbeddedServer } from '../db/embedded-server.js'

/** Two PostgreSQL servers on loopback: what is written to the one, the other replays. */
export interface StandbyServers {
  primary: EmbeddedServer
  /** The same database on the standby. */
  standbyUrl(databaseUrl: string): string
  /** As a power cut would. */
  killStandby(): Promise<void>
  stop(): Promise<void>
}

/** Starts both: the standby is a copy of the primary's data, made while it was stopped, that follows by streaming. */
export async function startStandbyServers(): Promise<StandbyServers> {
  const root = await mkdtemp(path.join(tmpdir(), 'standby-'))
  // Under root PostgreSQL runs as somebody else, who must be able to pass through.
  await chmod(root, 0o711)
  const [ours, theirs] = [path.join(root, 'primary'), path.join(root, 'standby')]
  const empty = await startEmbeddedServer({ dataDirectory: ours })
  await empty.stop()
  // Owners and modes are part of what PostgreSQL asks of its data.
  await promisify(execFile)('cp', ['-a', await realpath(ours), theirs])
  const primary = await startEmbeddedServer({ dataDirectory: ours, ephemeral: true })
  const { port, username, password } = new URL(primary.url('postgres'))
  const data = path.join(theirs, 'cluster', 'data')
  await appendFile(
    path.join(data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\n`,
  )
  await writeFile(path.join(data, 'standby.signal'), '')
  const standby = await startEmbeddedServer({ dataDirectory: theirs, ephemeral: true })
  return {
    primary,
    standbyUrl(databaseUrl) {
      const url = new URL(databaseUrl)
      url.port = new URL(standby.url('postgres')).port
      return url.href
    },
    killStandby: () => standby.stop(),
    async stop() {
      await Promise.all([ours, theirs].map(removeEmbeddedServer))
      await rm(root, { recursive: true, force: true })
    },
  }
}
