import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'

/** What is written down; past tense, like every event. */
export type AuditAction =
  | 'CLINICIANS_SEARCHED'
  | 'CLINICIAN_READ'
  | 'PROFILE_READ'
  | 'PROFILE_DELIVERED'
  | 'PROFILE_DOWNLOADED'
  | 'ORDER_PREVIEWED'
  | 'ORDER_PLACED'

export interface AuditRecord {
  action: AuditAction
  /** Null for a request that needs no sign-in, such as a download by a signed link. */
  actor: Actor | null
  request: RequestInfo
  organizationId: string | null
  subject: { kind: string; ids: readonly string[] } | null
  at: Date
}

const INSERT = writeStatement(
  'audit_insert',
  `insert into audit_events
     (occurred_at, action, actor_kind, actor_id, api_key_id, organization_id, subject_kind, subject_ids, request_id, address)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)

/** Writes `record` in the transaction of what it tells: neither is there without the other. */
export async function recordAudit(tx: Transaction, record: AuditRecord): Promise<void> {
  await tx.write(INSERT, [
    record.at,
    record.action,
    record.actor?.kind ?? 'ANONYMOUS',
    record.actor?.vendorId ?? null,
    record.actor?.apiKeyId ?? null,
    record.organizationId,
    record.subject?.kind ?? null,
    record.subject?.ids ?? [],
    record.request.requestId,
    record.request.address,
  ])
}
