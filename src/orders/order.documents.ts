import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import { issueDocuments } from '../profiles/profile.documents.js'
import { isProfileProduct } from '../profiles/profile.sections.js'
import type { SnapshotSubject } from '../profiles/profile.snapshot.rules.js'
import { takeSnapshots } from '../profiles/profile.snapshots.js'
import type { ItemDocument, OpenedOrder } from './order.record.queries.js'
import { formatOrderNumber } from './order.rules.js'

/** Takes snapshots of the clinicians whose profiles the order buys, and issues the document of each such line. */
export async function issueOrderDocuments(
  tx: Transaction,
  clock: Clock,
  { number, organization, requestedBy, items }: OpenedOrder,
  clinicians: readonly SnapshotSubject[],
  asOf: Date,
): Promise<ItemDocument[]> {
  const profiles = items.flatMap(({ id, clinicianId, product }) =>
    isProfileProduct(product) ? [{ itemId: id, clinicianId, product }] : [],
  )
  const bought = new Set(profiles.map(({ clinicianId }) => clinicianId))
  const subjects = clinicians.filter(({ id }) => bought.has(id))
  const snapshots = await takeSnapshots(tx, clock, organization.mode, subjects)
  const documentIds = await issueDocuments(
    tx,
    {
      organizationId: organization.id,
      mode: organization.mode,
      orderNumber: formatOrderNumber(number),
      organizationName: organization.name,
      requestedBy,
      timeZone: organization.timeZone,
      asOf,
    },
    profiles.map(({ clinicianId, product }) => {
      const snapshotId = snapshots.get(clinicianId)
      invariant(snapshotId, `a snapshot of ${clinicianId} was taken`)
      return { snapshotId, product }
    }),
  )
  return profiles.map(({ itemId }, index) => {
    const documentId = documentIds[index]
    invariant(documentId, `a document was issued for ${itemId}`)
    return { itemId, documentId }
  })
}
