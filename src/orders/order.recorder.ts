import { enterIntoLedger } from '../accounts/account.service.js'
import type { PaymentMethod } from '../accounts/payment-method.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { localDayOf } from '../kernel/local-day.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { issueDocuments } from '../profiles/profile.documents.js'
import { takeSnapshots } from '../profiles/profile.snapshots.js'
import { RenderProfilePdfs } from '../profiles/rendering/render-profile-pdfs.job.js'
import { queueWebhooks } from '../webhooks/webhook.outbox.js'
import type { Assessment } from './order.assessment.js'
import { formatOrderNumber } from './order.rules.js'

/** An order against which nothing stands, to be written down. */
export interface OrderToRecord {
  actor: Actor
  request: RequestInfo
  organization: AccessibleOrganization
  assessment: Assessment
  paymentMethod: PaymentMethod
  placedAt: Date
  idempotency: { scope: string; key: string; requestSha256: string }
}

const INSERT_ORDER = writeStatement<{ number: number }>(
  'order_insert',
  `insert into orders
     (id, number, organization_id, mode, status, channel, vendor_id, api_key_id, placed_by_user_id, payment_method,
      currency, total_cents, placed_at, placed_on, idempotency_scope, idempotency_key, request_sha256)
   values ($1, nextval('order_numbers'), $2, $3, 'COMPLETED', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
   returning number`,
)

const INSERT_ITEMS = writeStatement(
  'order_items_insert',
  `insert into order_items
     (id, order_id, line, organization_id, clinician_id, product, unit_price_cents, vendor_reference, document_id, purchased_at)
   select i.id, $1, i.line, $2, i.clinician_id, i.product, i.unit_price_cents, i.vendor_reference, i.document_id, $3
     from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[])
       as i (id, line, clinician_id, product, unit_price_cents, vendor_reference, document_id)`,
)

/** Writes an order down with all that belongs to it, in the caller's transaction. */
export class OrderRecorder {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
  ) {}

  /** Returns the id of the order. */
  async record(tx: Transaction, order: OrderToRecord): Promise<string> {
    const { assessment, organization, actor } = order
    const id = newId('order')
    const number = await this.#insertOrder(tx, id, order)
    const documentIds = await this.#issueDocuments(tx, number, order)
    const lines = assessment.lines
    await tx.write(INSERT_ITEMS, [
      id,
      organization.id,
      order.placedAt,
      lines.map(() => newId('orderItem')),
      lines.map((_, index) => index + 1),
      lines.map((line) => line.input.clinicianId),
      lines.map((line) => line.input.product),
      lines.map((line) => line.unitPriceCents),
      lines.map((line) => line.input.vendorReference ?? null),
      documentIds,
    ])
    if (assessment.totalCents > 0) {
      await enterIntoLedger(tx, {
        accountId: assessment.account.id,
        kind: 'PURCHASE',
        paymentMethod: order.paymentMethod,
        orderId: id,
        cents: assessment.totalCents,
        from: 'BALANCE',
        to: 'REVENUE',
        description: `Order ${formatOrderNumber(number)}`,
        at: order.placedAt,
      })
    }
    await recordAudit(tx, {
      action: 'ORDER_PLACED',
      actor,
      request: order.request,
      organizationId: organization.id,
      subject: { kind: 'order', ids: [id, ...new Set(lines.map((line) => line.input.clinicianId))] },
      at: order.placedAt,
    })
    await this.#announce(tx, id, number, order)
    await this.jobs.add(tx, RenderProfilePdfs, { documentIds })
    return id
  }

  /** To the software that placed it. */
  async #announce(tx: Transaction, orderId: string, number: number, order: OrderToRecord): Promise<void> {
    const { actor, organization } = order
    if (actor.kind !== 'VENDOR') return
    const { id: organizationId, mode } = organization
    const data = { orderId, orderNumber: formatOrderNumber(number) }
    await queueWebhooks(tx, this.clock, [{ vendorId: actor.id, organizationId, mode, type: 'order.completed', data }])
  }

  async #insertOrder(tx: Transaction, id: string, order: OrderToRecord): Promise<number> {
    const { actor } = order
    const [row] = await tx.write(INSERT_ORDER, [
      id,
      order.organization.id,
      order.organization.mode,
      actor.kind === 'VENDOR' ? 'INTEGRATION' : 'HUB',
      actor.kind === 'VENDOR' ? actor.id : null,
      actor.kind === 'VENDOR' ? actor.apiKeyId : null,
      actor.kind === 'VENDOR' ? null : actor.id,
      order.paymentMethod,
      order.assessment.account.currency,
      order.assessment.totalCents,
      order.placedAt,
      localDayOf(order.placedAt, order.organization.timeZone),
      order.idempotency.scope,
      order.idempotency.key,
      order.idempotency.requestSha256,
    ])
    invariant(row, 'an inserted order has a number')
    return row.number
  }

  async #issueDocuments(tx: Transaction, number: number, order: OrderToRecord): Promise<string[]> {
    const { organization, assessment } = order
    const clinicians = new Map(
      assessment.lines.flatMap(({ clinician }) => (clinician ? [[clinician.id, clinician]] : [])),
    )
    const snapshots = await takeSnapshots(tx, this.clock, organization.mode, [...clinicians.values()])
    return await issueDocuments(
      tx,
      {
        organizationId: organization.id,
        mode: organization.mode,
        orderNumber: formatOrderNumber(number),
        organizationName: organization.name,
        requestedBy: order.actor.name,
        timeZone: organization.timeZone,
        asOf: order.placedAt,
      },
      assessment.lines.map(({ input }) => {
        const snapshotId = snapshots.get(input.clinicianId)
        invariant(snapshotId, `a snapshot of ${input.clinicianId} was taken`)
        return { snapshotId, product: input.product }
      }),
    )
  }
}
