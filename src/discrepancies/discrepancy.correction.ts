import { cliniciansByIds } from '../clinicians/clinician.queries.js'
import type { Transaction } from '../db/database.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { findOrganizationName } from '../organizations/organization.queries.js'
import { documentsByIds, issueDocuments } from '../profiles/profile.documents.js'
import { snapshotContents, takeSnapshots } from '../profiles/profile.snapshots.js'
import { RenderProfilePdfs } from '../profiles/rendering/render-profile-pdfs.job.js'
import { TellBuyers } from './discrepancy.buyers.js'
import type { DiscrepancyRow } from './discrepancy.queries.js'
import type { Correction } from './discrepancy.records.js'
import { downloadTerm } from './discrepancy.rules.js'
import { differsThere } from './disputed-element.js'

/** Makes the profiles that say what the directory says since something wrong was corrected there. */
export class DiscrepancyCorrection {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * A snapshot of what is known now, and a document of it for the reporting organization, of the product and order of the
   * one that was wrong; it costs nothing. @throws UserErrors DIRECTORY_UNCHANGED if the directory says still what was wrong
   */
  async make(tx: Transaction, report: DiscrepancyRow, at: Date): Promise<Correction> {
    const { mode, clinicianId, organizationId, timeZone, orderNumber, reportedBy } = report
    const [wrong] = await documentsByIds(tx, [report.documentId])
    const clinicians = await cliniciansByIds(tx, mode, [clinicianId])
    const snapshotId = (await takeSnapshots(tx, this.clock, mode, clinicians)).get(clinicianId)
    invariant(wrong !== undefined && snapshotId !== undefined, 'document and clinician are not deleted')
    const content = (await snapshotContents(tx, [snapshotId])).get(snapshotId)
    invariant(content, 'the snapshot was just taken')
    if (!differsThere(wrong.content, content, report)) {
      const message =
        'expected a directory that says something else there than the profile; it says the same: correct the source first, or confirm that the profile is accurate'
      throw UserErrors.one('DIRECTORY_UNCHANGED', ['outcome'], message)
    }
    const organizationName = (await findOrganizationName(tx, organizationId)) ?? ''
    const header = { organizationId, mode, orderNumber, organizationName, requestedBy: reportedBy, timeZone, asOf: at }
    const [documentId] = await issueDocuments(tx, header, [{ snapshotId, product: wrong.header.product }])
    invariant(documentId, 'one document was issued')
    await this.jobs.add(tx, RenderProfilePdfs, { documentIds: [documentId] })
    await this.jobs.add(tx, TellBuyers, {})
    return { documentId, ...downloadTerm(at, timeZone) }
  }
}
