import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { EMBEDDED_USER } from './embedded-cluster.js'
import type { Postmaster } from './embedded-postmaster.js'

/** Held shared by everyone who uses a server, taken alone by the one who shuts it down. Any constant would do. */
const PRESENCE_LOCK = 0x70726573
/** Backends of connections just closed vanish from pg_stat_activity a moment later. */
const LEAVING_GRACE_MS = 1_000

/**
 * A connection that tells the others we are here. An advisory lock, not a file: it ends with us even on kill -9. If the
 * server is about to be shut down, this fails when it goes, and the caller starts it anew.
 */
export async function takePresence(server: Postmaster, password: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: EMBEDDED_USER,
    password,
    database: 'postgres',
    application_name: 'profiles-gateway presence',
    connectionTimeoutMillis: 10_000,
    ssl: false,
  })
  // Without a listener the loss of this idle connection would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE_LOCK])
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  // It must not keep a script from ending that forgot to stop.
  setKeepsAlive(client, false)
  return client
}

/** Whether the idle connection keeps this process from ending. pg has the methods for it, its types do not. */
export function setKeepsAlive(client: pg.Client, keepsAlive: boolean): void {
  const socket = client as pg.Client & { ref(): void; unref(): void }
  if (keepsAlive) socket.ref()
  else socket.unref()
}

/**
 * Gives our presence up and asks whether nobody else is there, neither a gateway nor any other client. If so, the lock
 * is still held alone: who comes now waits for it.
 */
export async function isLast(presence: pg.Client): Promise<boolean> {
  try {
    await presence.query('SELECT pg_advisory_unlock_shared($1)', [PRESENCE_LOCK])
    const alone = await presence.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [PRESENCE_LOCK])
    if (alone.rows[0]?.alone !== true) return false
    const deadline = Date.now() + LEAVING_GRACE_MS
    while (true) {
      const others = await presence.query(
        `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`,
      )
      if (others.rowCount === 0) return true
      if (Date.now() > deadline) return false
      await sleep(50)
    }
  } catch {
    // The connection is gone, so the server was stopped or restarted by somebody else: theirs to stop.
    return false
  }
}
