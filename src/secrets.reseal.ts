import { recordAudit, unattended } from './audit/audit.trail.js'
import { type ResealedCount, resealColumn } from './auth/sealed-column.js'
import type { Database } from './db/database.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import { SIGNING_KEY_SECRETS } from './people/signing-key.queries.js'
import { WEBHOOK_SECRETS } from './webhooks/webhook-endpoint.queries.js'

/**
 * Seals every secret in the database with the present SECRET_ENCRYPTION_KEY, after which the previous one is of no use
 * any more. What was sealed with neither stays as it is, and is counted as `closed`.
 */
export async function resealSecrets(database: Database, clock: Clock, keys: KeyRing): Promise<ResealedCount> {
  const total = { resealed: 0, closed: 0 }
  for (const column of [...SIGNING_KEY_SECRETS, ...WEBHOOK_SECRETS]) {
    const { resealed, closed } = await resealColumn(database, column, keys)
    total.resealed += resealed
    total.closed += closed
  }
  await database.transaction((tx) =>
    recordAudit(tx, {
      action: 'SECRETS_RESEALED',
      actor: 'OPERATOR',
      request: unattended(),
      organizationId: null,
      subject: null,
      at: clock.now(),
    }),
  )
  return total
}
