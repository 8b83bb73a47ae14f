import type { Logger } from 'pino'
import { recordSystemAudits } from '../../audit/audit.trail.js'
import { cliniciansByIds } from '../../clinicians/clinician.queries.js'
import type { Database, Transaction } from '../../db/database.js'
import type { JobQueue } from '../../jobs/job.queue.js'
import type { Clock } from '../../kernel/clock.js'
import { formatOrderNumber } from '../../orders/order.rules.js'
import { timeOf } from '../../organizations/organization.clock.js'
import { monitoredChange } from '../../profiles/changes/monitored-change.js'
import { documentsByIds, issueDocuments } from '../../profiles/profile.documents.js'
import { snapshotContents, takeSnapshots } from '../../profiles/profile.snapshots.js'
import { RenderProfilePdfs } from '../../profiles/rendering/render-profile-pdfs.job.js'
import { announceEvents } from '../../webhooks/event.outbox.js'
import type { Change } from './notice.change.js'
import type { NoticeMail } from './notice.mail.js'
import {
  nextToTell,
  type PendingNotice,
  settleNotices,
  type ToldOrganization,
  takeNotices,
  tellNotices,
} from './notice-telling.queries.js'

/** So many clinicians of one organization are told in one transaction, and in one letter. */
const BATCH = 200

/** What stands as requester in the documents that changes make. */
const REQUESTED_BY = 'Continuous monitoring'

/** Tells organizations of changes that were spotted, once their load is over. */
export class NoticeTeller {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly mail: NoticeMail,
    private readonly onTold: (count: number) => void,
    private readonly logger: Logger,
  ) {}

  /**
   * Tells all that is to be told, one transaction for each organization and batch: document, notice, letter, events and
   * audit row commit together, so each is there exactly once. One that fails waits for the next run.
   */
  async tellAll(stopping: AbortSignal): Promise<void> {
    const done: string[] = []
    while (!stopping.aborted) {
      const organization = await nextToTell(this.database, this.clock.now(), done)
      if (organization === null) return
      const { id: organizationId } = organization
      try {
        const { taken, told } = await this.database.transaction((tx) => this.#tell(tx, organization))
        if (taken < BATCH) done.push(organizationId)
        this.onTold(told)
        this.logger.info({ organizationId, looked: taken, told }, 'told of changes of monitored clinicians')
      } catch (error) {
        this.logger.error({ err: error, organizationId }, 'an organization could not be told of changes')
        done.push(organizationId)
      }
    }
  }

  async #tell(tx: Transaction, organization: ToldOrganization): Promise<{ taken: number; told: number }> {
    const now = this.clock.now()
    const notices = await takeNotices(tx, organization.id, now, BATCH)
    await settleNotices(
      tx,
      notices.map(({ id }) => id),
      now,
    )
    const changes = await this.#changes(tx, organization, notices)
    if (changes.length > 0) await this.#notice(tx, organization, changes, timeOf(this.clock, organization))
    return { taken: notices.length, told: changes.length }
  }

  /** What differs from what the organization knows, in what it bought: what has changed back meanwhile is no change. */
  async #changes(tx: Transaction, { mode }: ToldOrganization, notices: readonly PendingNotice[]): Promise<Change[]> {
    const running = onePerTerm(notices.filter(({ running }) => running))
    if (running.length === 0) return []
    const clinicians = await cliniciansByIds(
      tx,
      mode,
      running.map(({ clinicianId }) => clinicianId),
    )
    const snapshots = await takeSnapshots(tx, this.clock, mode, clinicians)
    const known = await documentsByIds(
      tx,
      running.map(({ documentId }) => documentId),
    )
    const contents = await snapshotContents(tx, [...snapshots.values()])
    const names = new Map(
      clinicians.map(({ id, firstName, lastName }) => [id, [firstName, lastName].filter(Boolean).join(' ')]),
    )
    return running.flatMap((notice) => {
      const before = known.find(({ id }) => id === notice.documentId)
      const snapshotId = snapshots.get(notice.clinicianId)
      const content = snapshotId === undefined ? undefined : contents.get(snapshotId)
      if (before === undefined || snapshotId === undefined || content === undefined) return []
      const change = monitoredChange(before, content)
      const clinicianName = names.get(notice.clinicianId) ?? notice.clinicianId
      return change === null ? [] : [{ ...change, notice, before, snapshotId, clinicianName }]
    })
  }

  async #notice(
    tx: Transaction,
    organization: ToldOrganization,
    changes: readonly Change[],
    noticedAt: Date,
  ): Promise<void> {
    const documentIds = await this.#issue(tx, organization, changes, noticedAt)
    const told = changes.map(({ notice, changeCount, sections }, index) => {
      const { id, monitoringId } = notice
      return { id, monitoringId, changeCount, sections, documentId: documentIds[index] ?? '' }
    })
    await tellNotices(tx, told, noticedAt)
    await this.mail.changed(tx, organization, changes)
    await announceEvents(
      tx,
      this.clock,
      changes.map(({ notice, sections }) => {
        const { id: noticeId, monitoringId, clinicianId, orderItemId } = notice
        const data = { noticeId, monitoringId, clinicianId, orderItemId, sections }
        return { organization, type: 'profile.updated' as const, data, to: 'GRANTED' as const }
      }),
    )
    const ids = changes.flatMap(({ notice }) => [notice.id, notice.clinicianId])
    const of = [{ organizationId: organization.id, ids }]
    await recordSystemAudits(tx, {
      action: 'MONITORING_CHANGE_NOTICED',
      subjectKind: 'monitoringNotice',
      of,
      at: this.clock.now(),
    })
    await this.jobs.add(tx, RenderProfilePdfs, { documentIds })
  }

  /** The same product as before, by the number of the order that bought the monitoring. */
  async #issue(
    tx: Transaction,
    { id: organizationId, mode, name, timeZone }: ToldOrganization,
    changes: readonly Change[],
    asOf: Date,
  ): Promise<string[]> {
    const documentIds = new Map<string, string>()
    for (const orderNumber of new Set(changes.map(({ notice }) => notice.orderNumber))) {
      const ofOrder = changes.filter(({ notice }) => notice.orderNumber === orderNumber)
      const issued = await issueDocuments(
        tx,
        {
          ...{ organizationId, mode, orderNumber: formatOrderNumber(orderNumber), organizationName: name },
          ...{ requestedBy: REQUESTED_BY, timeZone, asOf },
        },
        ofOrder.map(({ snapshotId, before }) => ({ snapshotId, product: before.header.product })),
      )
      ofOrder.forEach(({ notice }, index) => {
        documentIds.set(notice.id, issued[index] ?? '')
      })
    }
    return changes.map(({ notice }) => documentIds.get(notice.id) ?? '')
  }
}

/** Of several notices of one term the first tells of all: the others find nothing new. */
function onePerTerm(notices: readonly PendingNotice[]): PendingNotice[] {
  const seen = new Set<string>()
  return notices.filter(({ monitoringId }) => !seen.has(monitoringId) && seen.add(monitoringId))
}
