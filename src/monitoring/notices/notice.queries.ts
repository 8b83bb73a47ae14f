import type { Actor } from '../../auth/actor.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { accessValues } from '../../organizations/organization.access.js'
import { WANTED_PAGES } from '../../vendors/owned-pages.js'
import type { MonitoringNoticeType } from './monitoring-notice.type.js'

const COLUMNS = `n.id, n.organization_id as "organizationId", n.clinician_id as "clinicianId",
  n.monitoring_id as "monitoringId", m.order_item_id as "orderItemId", n.before_document_id as "beforeDocumentId",
  n.document_id as "documentId", n.noticed_at as "noticedAt", n.sections, n.change_count as "changeCount"`
const NOTICES = 'monitoring_notices n join monitorings m on m.id = n.monitoring_id'

/** A notice together with what the actor may do in its organization. */
export type AccessibleNotice = MonitoringNoticeType & { scopes: string[] }

const ACCESSIBLE = readStatement<AccessibleNotice>(
  'monitoring_notice_accessible',
  `select ${COLUMNS}, a.scopes from ${NOTICES}
     join organization_access a on a.organization_id = n.organization_id and a.actor_kind = $1 and a.actor_id = $2
    where m.mode = $3 and n.id = $4 and n.noticed_at is not null`,
)

/** Where a page begins: the time of the notice before it, in milliseconds, and its id. */
export const placeOf = ({ noticedAt, id }: { noticedAt: Date; id: string }): string => `${noticedAt.getTime()} ${id}`
/** Before the first page; in the order of `placeOf` nothing comes later. */
export const LATEST = `${8.64e15} zzzz`

/** Notices are made when a change is spotted and told when its load is over: their ids are not in the order of the list. */
const pagesOf = (owner: string) => `select p.*, w.page::int as page from ${WANTED_PAGES}
    cross join lateral (
      select ${COLUMNS} from ${NOTICES}
       where n.${owner} = w.owner_id and n.noticed_at is not null
         and (n.noticed_at, n.id) < (timestamptz 'epoch' + split_part(w.start, ' ', 1)::bigint * interval '1 millisecond',
                                     split_part(w.start, ' ', 2))
       order by n.noticed_at desc, n.id desc limit w.size) p
    order by w.page, p."noticedAt" desc, p.id desc`

/** Pages of the notices of organizations, the newest first. */
export const NOTICES_OF_ORGANIZATIONS = readStatement<MonitoringNoticeType & { page: number }>(
  'monitoring_notices_of_organizations',
  pagesOf('organization_id'),
)

/** Pages of the notices of terms, the newest first. */
export const NOTICES_OF_MONITORINGS = readStatement<MonitoringNoticeType & { page: number }>(
  'monitoring_notices_of_monitorings',
  pagesOf('monitoring_id'),
)

const LAST = readStatement<LastNotice>(
  'monitoring_last_notices',
  `select distinct on (n.clinician_id) n.clinician_id as "clinicianId", n.id as "noticeId", n.noticed_at as "noticedAt",
          n.document_id as "documentId"
     from monitoring_notices n
    where n.organization_id = $1 and n.clinician_id = any ($2) and n.noticed_at is not null
    order by n.clinician_id, n.noticed_at desc, n.id desc`,
)

/** The last notice that an organization had of a clinician. */
export interface LastNotice {
  clinicianId: string
  noticeId: string
  noticedAt: Date
  /** The document that was made of the change. */
  documentId: string
}

/** The notice, if the actor has access to the organization that it was for; else null. */
export async function accessibleNotice(reader: Reader, actor: Actor, id: string): Promise<AccessibleNotice | null> {
  const [notice] = await reader.rows(ACCESSIBLE, [...accessValues(actor), id])
  return notice ?? null
}

/** The last notices that the organization had of these clinicians; none of one who did not change. */
export async function lastNoticesOf(
  reader: Reader,
  organizationId: string,
  clinicianIds: readonly string[],
): Promise<LastNotice[]> {
  return await reader.rows(LAST, [organizationId, clinicianIds])
}
