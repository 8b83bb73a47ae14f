import type { MonitoredChange } from '../../profiles/changes/monitored-change.js'
import type { DocumentWithContent } from '../../profiles/profile.documents.js'
import type { PendingNotice } from './notice-telling.queries.js'

/** A notice of something that the organization bought. */
export interface Change extends MonitoredChange {
  notice: PendingNotice
  before: DocumentWithContent
  snapshotId: string
  /** As the directory has it now. */
  clinicianName: string
}
