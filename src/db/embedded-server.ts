import { promises as fs } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { type EmbeddedBinaries, prepareBinaries } from './embedded-binaries.js'
import { EMBEDDED_USER, ensureCluster } from './embedded-cluster.js'
import { type EmbeddedHome, findHome, prepareHome } from './embedded-home.js'
import { findPostmaster, launchPostmaster, removeStalePidFile, stopPostmaster } from './embedded-postmaster.js'
import { isLast, setKeepsAlive, takePresence } from './embedded-presence.js'
import { isErrno } from './embedded-system.js'

/** How to start; see `startEmbeddedServer`. */
export interface EmbeddedServerOptions {
  /** Folder of the server, made if missing; may become a symlink, so remove it with `removeEmbeddedServer`. */
  readonly dataDirectory: string
  /** Told in one sentence what takes time or is shared. */
  readonly log?: (message: string) => void
  /** For tests: nothing is synced to disk, and `stop` deletes everything, whoever else is connected. */
  readonly ephemeral?: boolean
}

/** A running PostgreSQL that this process uses, alone or with others. */
export interface EmbeddedServer {
  /** Connection string of a database, password included: not for logs. The server may outlive this process. */
  url(databaseName: string): string
  /** Creates an empty UTF8 database; one that exists is left alone, also if two processes ask at once. */
  createDatabaseIfMissing(databaseName: string): Promise<void>
  /**
   * Ends our use. Close your own pools first: the server is shut down only if no other client is connected, and any
   * open connection counts as one. A second call waits for the first.
   */
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 90_000
/** How long others may refuse connections before a pid file that cannot be checked otherwise counts as stale. */
const REFUSED_LIMIT_MS = 5_000

/**
 * Starts PostgreSQL on `dataDirectory`, or joins the server that another process, perhaps killed since, started there.
 * It listens on 127.0.0.1 only and asks for a password kept beside the data. Throws if this platform has no binaries,
 * the disk cannot be written, or PostgreSQL refuses; the message holds what it said.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { dataDirectory, log = () => {}, ephemeral = false } = options
  const home = await prepareHome(dataDirectory, ephemeral, removeHome)
  const binaries = once(() => prepareBinaries(home.folder, home.user))
  await ensureCluster(home, binaries, ephemeral)
  const password = (await fs.readFile(home.passwordFile, 'utf8')).trim()
  const { presence, port } = await join(home, binaries, password, ephemeral, log)
  const url = (databaseName: string): string =>
    `postgresql://${EMBEDDED_USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(databaseName)}`
  return {
    url,
    createDatabaseIfMissing: (databaseName) => createDatabaseIfMissing(url('postgres'), databaseName),
    stop: once(async () => {
      setKeepsAlive(presence, true)
      if (!ephemeral) return leave(home, presence, binaries, log)
      await presence.end()
      await removeEmbeddedServer(dataDirectory)
    }),
  }
}

/** Stops the server of `dataDirectory`, whoever uses it, and deletes all its data; nothing there is fine. */
export async function removeEmbeddedServer(dataDirectory: string): Promise<void> {
  const home = await findHome(dataDirectory)
  if (home === undefined) return
  await removeHome(home)
  await fs.rm(path.resolve(dataDirectory), { recursive: true, force: true })
}

async function removeHome(home: EmbeddedHome): Promise<void> {
  const server = await findPostmaster(home)
  const pgCtl = async (): Promise<string> => (await prepareBinaries(home.folder, home.user)).pgCtl
  if (server !== undefined) await stopPostmaster(home, server, 'immediate', pgCtl)
  await fs.rm(home.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

interface Joined {
  readonly presence: pg.Client
  readonly port: number
}

/** Connects to the server, starting it if there is none; begins again if it goes down meanwhile. */
async function join(
  home: EmbeddedHome,
  binaries: () => Promise<EmbeddedBinaries>,
  password: string,
  ephemeral: boolean,
  log: (message: string) => void,
): Promise<Joined> {
  const deadline = Date.now() + START_TIMEOUT_MS
  let refusedSince: number | undefined
  let lastError: unknown
  let launched = false
  while (Date.now() < deadline) {
    const server = await findPostmaster(home)
    if (server === undefined) {
      launched = await launchPostmaster(home, await binaries(), ephemeral)
      if (!launched) await sleep(100)
      continue
    }
    try {
      const joined = { presence: await takePresence(server, password), port: server.port }
      log(`PostgreSQL ${launched ? 'started' : 'was running already'} on 127.0.0.1:${server.port}`)
      return joined
    } catch (error) {
      lastError = error
      if (isErrno(error, '28P01', '28000')) {
        throw new Error(`The server on port ${server.port} refuses the password in ${home.passwordFile}`, {
          cause: error,
        })
      }
      refusedSince = isErrno(error, 'ECONNREFUSED') ? (refusedSince ?? Date.now()) : undefined
      const isStale = refusedSince !== undefined && Date.now() - refusedSince > REFUSED_LIMIT_MS
      if (isStale && process.platform !== 'linux') await removeStalePidFile(home, server)
      await sleep(50)
    }
  }
  throw new Error(`No PostgreSQL on ${home.data} within ${START_TIMEOUT_MS / 1000} s; see ${home.logFile}`, {
    cause: lastError,
  })
}

/** The last one out turns off the light. */
async function leave(
  home: EmbeddedHome,
  presence: pg.Client,
  binaries: () => Promise<EmbeddedBinaries>,
  log: (message: string) => void,
): Promise<void> {
  try {
    if (!(await isLast(presence))) {
      log('PostgreSQL keeps running: others are connected')
      return
    }
    // Still holding the lock alone: who comes now waits for it, loses the connection and starts anew.
    const server = await findPostmaster(home)
    if (server !== undefined) await stopPostmaster(home, server, 'fast', async () => (await binaries()).pgCtl)
  } finally {
    await presence.end().catch(() => undefined)
  }
}

async function createDatabaseIfMissing(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, ssl: false })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    // Made by another process meanwhile: duplicate_database, or unique_violation in its catalogue.
    if (!isErrno(error, '42P04', '23505')) throw error
  } finally {
    await client.end()
  }
}

function once<T>(task: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= task())
}
