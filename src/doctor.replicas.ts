import pg from 'pg'
import type { Config } from './config.js'
import { type Finding, fail, fine, warn } from './doctor.finding.js'

const CONNECT_TIMEOUT_MS = 10_000

interface Sight {
  follows: boolean
  receives: boolean
  hasDirectory: boolean
  behindBytes: number
}

/** Whether it follows a server that it hears of, how much of that it has yet to do, and whether it is of this gateway. */
const SIGHT = `
  select pg_is_in_recovery() as follows, exists (select from pg_stat_wal_receiver) as receives,
         to_regclass('public.clinicians') is not null as "hasDirectory",
         coalesce(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), 0)::float8 as "behindBytes"`

/** What each read replica says of itself; nothing where there are none. */
export async function replicaFindings({ databaseReplicaUrls }: Config): Promise<Finding[]> {
  return await Promise.all(databaseReplicaUrls.map(replicaFinding))
}

async function replicaFinding(url: string): Promise<Finding> {
  const check = `replica ${new URL(url).host}`
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    const [sight] = (await client.query<Sight>(SIGHT)).rows
    if (sight === undefined) return fail(check, 'it does not answer', 'look at its log')
    if (!sight.hasDirectory)
      return fail(check, 'it has no directory of clinicians', 'let it follow the database of DATABASE_URL')
    if (!sight.follows)
      return warn(check, 'it follows no server', 'take it out of DATABASE_REPLICA_URLS, or set it up anew')
    if (!sight.receives)
      return warn(check, 'it hears nothing of its primary', 'check primary_conninfo, the network and its log')
    return fine(check, `it follows, ${sight.behindBytes} bytes to do`)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const cure = 'check DATABASE_REPLICA_URLS, the network and the rights; until then the primary answers'
    return warn(check, `it cannot be used: ${code ?? message}`, cure)
  } finally {
    await client.end().catch(() => undefined)
  }
}
