import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'

/** Writes down that somebody did not prove to be the person; null for an address that is nobody's. */
export async function recordFailedSignIn(
  tx: Transaction,
  userId: string | null,
  request: RequestInfo,
  at: Date,
): Promise<void> {
  const subject = userId === null ? null : { kind: 'user', ids: [userId] }
  await recordAudit(tx, { action: 'SIGN_IN_FAILED', actor: null, request, organizationId: null, subject, at })
}
