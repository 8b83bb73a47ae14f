import { pino } from 'pino'
import { Registry } from 'prom-client'
import { AuditSealer } from '../audit/audit.sealer.js'
import { recordAudit } from '../audit/audit.trail.js'
import { type AuditFault, type AuditReport, AuditVerifier, type VerificationWish } from '../audit/audit.verifier.js'
import { sealsFrom } from '../audit/audit-seal.queries.js'
import { GENESIS_HASH, sealHash } from '../audit/audit-seal.rules.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from '../db/data-source.js'
import { Database, type Transaction } from '../db/database.js'
import { ENTITIES } from '../entities.js'
import { systemClock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import { createTestDatabase } from './test-database.js'

/** A trail on a database of its own, with all that seals and verifies it. */
export interface AuditScene {
  url: string
  database: Database
  /** What the sealer logged. */
  logs: Record<string, unknown>[]
  metrics: Registry
  sealer: AuditSealer
  /** Writes so many events, each in a transaction of its own. */
  write(count: number): Promise<void>
  verify(wish?: VerificationWish): Promise<AuditReport & { found: AuditFault[] }>
  /** Kinds and words of what a verification finds. */
  faults(wish?: VerificationWish): Promise<string[]>
  /** Any SQL; past the append-only triggers, as only a superuser can. */
  tamper(sql: string): Promise<void>
  /** Makes the whole chain anew and that much older: by now nothing is late, and only a kept head tells. */
  makeAnew(hours: number): Promise<void>
  /** Makes what was sealed so far that old, and adds a seal of one more event: none of the others is late any more. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** Any organization: the trail asks for no foreign key. */
const SCENE_ORGANIZATION = 'org_01jz3w8k3be9r8c7q4v1d2m5xy'

/** Starts one; small seals show more of the chain. */
export async function startAuditScene(eventsASeal?: number): Promise<AuditScene> {
  const { url, drop } = await createTestDatabase()
  const dataSource = await createDataSource({ ...DATA_SOURCE_DEFAULTS, url, poolSize: 6 }, ENTITIES).initialize()
  const database = new Database(dataSource)
  const logs: Record<string, unknown>[] = []
  const logger = pino({}, { write: (line: string) => void logs.push(JSON.parse(line)) })
  const metrics = new Registry()
  const sealer = new AuditSealer(database, logger, metrics, eventsASeal)
  const verify = async (wish: VerificationWish = {}) => {
    const found: AuditFault[] = []
    return { ...(await new AuditVerifier(database, (fault) => found.push(fault)).verify(wish)), found }
  }
  const tamper = async (sql: string) => {
    const client = await database.pool.connect()
    try {
      await client.query(`begin; set local session_replication_role = replica; ${sql}; commit`)
    } finally {
      client.release(true)
    }
  }
  const write = async (count: number) => {
    for (let index = 0; index < count; index++) await database.transaction((tx) => writeEvent(tx))
  }
  const makeAnew = async (hours: number) => {
    let previousHash = GENESIS_HASH
    for (const seal of await sealsFrom(database, 1, 1_000)) {
      const moved = new Date(Date.parse(seal.sealedAt) - hours * 3_600_000).toISOString().replace('Z', '000Z')
      const content = { ...seal, previousHash, sealedAt: moved }
      const hash = sealHash(content)
      await tamper(`update audit_seals set sealed_at = '${moved}', previous_hash = '${previousHash}', hash = '${hash}'
                     where sequence = ${seal.sequence}`)
      previousHash = hash
    }
  }
  return {
    url,
    database,
    logs,
    metrics,
    sealer,
    write,
    verify,
    faults: async (wish) => (await verify(wish)).found.map(({ kind, message }) => `${kind}: ${message}`),
    tamper,
    makeAnew,
    async settle() {
      await makeAnew(2)
      await write(1)
      await sealer.sealAll()
    },
    async stop() {
      await dataSource.destroy()
      await drop()
    },
  }
}

/** Writes an event as a use case would. */
export async function writeEvent(tx: Transaction, subjectIds: readonly string[] = []): Promise<void> {
  await recordAudit(tx, {
    action: 'CLINICIAN_READ',
    actor: null,
    request: { requestId: newId('request'), address: '192.0.2.7', userAgent: null, reason: null },
    organizationId: SCENE_ORGANIZATION,
    subject: { kind: 'clinician', ids: [newId('clinician'), ...subjectIds] },
    at: systemClock.now(),
  })
}
