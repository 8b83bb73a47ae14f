import type { AuditAction } from '../../audit/audit.actions.js'
import { recordAudit } from '../../audit/audit.trail.js'
import type { RequestInfo } from '../../auth/actor.js'
import type { Database, Transaction } from '../../db/database.js'
import { writeStatement } from '../../db/statement.js'
import type { Clock } from '../../kernel/clock.js'
import { newId } from '../../kernel/ids.js'
import { defineRateLimit, type RateLimits } from '../../limits/rate-limits.js'
import type { DeliveredRow } from './profile-delivery.access.js'
import { subjectsOf } from './profile-delivery.service.js'

/** What of a file goes out: all of it, some bytes (both ends included), or nothing but word of it. */
export type FileAnswer =
  | { kind: 'WHOLE' }
  | { kind: 'PART'; firstByte: number; lastByte: number }
  | { kind: 'CHECK'; status: 200 | 304 | 412 | 416 }

/** One use of the link of a delivery. */
export interface LinkUse {
  deliveryId: string
  organizationId: string
  request: RequestInfo
  documents: readonly DeliveredRow[]
  answer: FileAnswer
}

/**
 * Parts that one address asks for so soon after the first one are one download: a reader that jumps through the file, or
 * a client that goes on where the connection broke.
 */
const CONTINUES_WITHIN_MINUTES = 15

/** Whoever kept a dead link could else fill the trail, which nobody can empty. */
const DEAD_LINKS = defineRateLimit({ name: 'dead-link', points: 1, seconds: 60 })

const INSERT_DOWNLOAD = writeStatement<{ continuesId: string | null }>(
  'profile_download_insert',
  `insert into profile_downloads (id, delivery_id, address, downloaded_at, kind, first_byte, last_byte, continues_id)
   values ($1, $2, $3, $4, $5, $6, $7,
     (select w.id from profile_downloads w
       where $5 = 'PART' and w.delivery_id = $2 and w.kind = 'PART' and w.continues_id is null
         and w.address is not distinct from $3::inet and w.downloaded_at > $8
       order by w.downloaded_at desc, w.id desc limit 1))
   returning continues_id as "continuesId"`,
)

/** Writes down every use of signed links, in the log of deliveries and in the audit trail. */
export class LinkUseRecorder {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
  ) {}

  /** Before the first byte goes out; `action` says what was given, if anything was. */
  async record(use: LinkUse, action: AuditAction): Promise<void> {
    const { organizationId, request, documents, answer } = use
    const at = this.clock.now()
    await this.database.transaction(async (tx) => {
      if (await insertUse(tx, use, at)) return
      await recordAudit(tx, {
        action: answer.kind === 'CHECK' ? 'PROFILE_LINK_CHECKED' : action,
        actor: null,
        request,
        organizationId,
        subject: { kind: 'profileDocument', ids: subjectsOf(documents) },
        at,
      })
    })
  }

  /** A link that we signed opens nothing any more: its organization can see that somebody tried, once a minute. */
  async recordDenial(route: string, { deliveryId, organizationId, request }: Omit<LinkUse, 'documents' | 'answer'>) {
    if (!(await this.limits.allows(DEAD_LINKS, `${deliveryId} ${request.address}`))) return
    await this.database.transaction(async (tx) => {
      const subject = { kind: 'route', ids: [route, deliveryId] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'ACCESS_DENIED', actor: null, request, organizationId, subject, at })
    })
  }
}

/** Whether it goes on with a download that is in the audit trail already. */
async function insertUse(tx: Transaction, { deliveryId, request, answer }: LinkUse, at: Date): Promise<boolean> {
  const part = answer.kind === 'PART' ? answer : null
  const [recorded] = await tx.write(INSERT_DOWNLOAD, [
    newId('profileDownload'),
    deliveryId,
    request.address,
    at,
    answer.kind,
    part?.firstByte ?? null,
    part?.lastByte ?? null,
    new Date(at.getTime() - CONTINUES_WITHIN_MINUTES * 60_000),
  ])
  return recorded !== undefined && recorded.continuesId !== null
}
