import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { DownloadLinks } from './download-link.js'
import { formatDocumentNumber } from './profile.documents.js'
import type { ProfileDelivery } from './profile-delivery.entity.js'
import type { OfficialPdf, ProfilePdfService } from './profile-pdf.service.js'

/** What a link gives: a file, or the reason why not. */
export type Download =
  | { outcome: 'FILE'; fileName: string; pdf: OfficialPdf }
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }

const INSERT_DELIVERY = writeStatement(
  'profile_delivery_insert',
  `insert into profile_deliveries
     (id, document_id, organization_id, method, vendor_id, api_key_id, user_id, address, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)

/** A link is worth what whoever asked for it may do: its key works, and it can read the organization's profiles. */
const DELIVERED_DOCUMENT = readStatement<{ documentId: string; clinicianId: string; number: number }>(
  'profile_delivered_document',
  `select d.document_id as "documentId", s.clinician_id as "clinicianId", p.number
     from profile_deliveries d
     join profile_documents p on p.id = d.document_id and p.organization_id = d.organization_id
     join profile_snapshots s on s.id = p.snapshot_id
    where d.id = $1 and d.organization_id = $2
      and exists (select from organization_access a
                   where a.organization_id = d.organization_id and 'profiles:read' = any (a.scopes)
                     and (a.actor_kind = 'VENDOR' and a.actor_id = d.vendor_id
                          or a.actor_kind <> 'VENDOR' and a.actor_id = d.user_id))
      and (d.vendor_id is null
           or exists (select from api_keys k join vendors v on v.id = k.vendor_id
                       where k.id = d.api_key_id and k.revoked_at is null and v.suspended_at is null))`,
)

const INSERT_DOWNLOAD = writeStatement(
  'profile_download_insert',
  'insert into profile_downloads (id, delivery_id, address, downloaded_at) values ($1, $2, $3, $4)',
)

/** Hands out official PDFs; every delivery and every download is recorded. */
export class ProfileDeliveryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: DownloadLinks,
    private readonly pdfs: ProfilePdfService,
    /** How long a link works (domain.md: 15 minutes). */
    private readonly linkMinutes: number,
  ) {}

  /** A link to the PDF of a document that the caller has found to be the organization's. */
  async deliverByLink(
    tx: Transaction,
    actor: Actor,
    request: RequestInfo,
    document: { id: string; organizationId: string; clinicianId: string },
  ): Promise<ProfileDelivery & { url: string }> {
    const createdAt = this.clock.now()
    const delivery: ProfileDelivery = {
      id: newId('profileDelivery'),
      documentId: document.id,
      organizationId: document.organizationId,
      method: 'LINK',
      vendorId: actor.kind === 'VENDOR' ? actor.id : null,
      apiKeyId: actor.kind === 'VENDOR' ? actor.apiKeyId : null,
      userId: actor.kind === 'VENDOR' ? null : actor.id,
      address: request.address,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + this.linkMinutes * 60_000),
    }
    await tx.write(INSERT_DELIVERY, [
      delivery.id,
      delivery.documentId,
      delivery.organizationId,
      delivery.method,
      delivery.vendorId,
      delivery.apiKeyId,
      delivery.userId,
      delivery.address,
      delivery.createdAt,
      delivery.expiresAt,
    ])
    await recordAudit(tx, {
      action: 'PROFILE_DELIVERED',
      actor,
      request,
      organizationId: document.organizationId,
      subject: { kind: 'profileDocument', ids: [document.id, document.clinicianId] },
      at: createdAt,
    })
    const grant = { subject: delivery.id, claims: { organization: delivery.organizationId } }
    return { ...delivery, url: await this.links.url(grant, delivery.expiresAt) }
  }

  /** What `token`, the last part of a link, gives now: nothing once whoever asked for it lost the right to. */
  async download(token: string, request: RequestInfo): Promise<Download> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const deliveryId = check.subject
    const { organization: organizationId } = check.claims
    const [document] = await this.database.rows(DELIVERED_DOCUMENT, [deliveryId, organizationId])
    if (document === undefined) {
      await this.#recordDenial(request, organizationId, deliveryId)
      return { outcome: 'INVALID' }
    }
    const pdf = await this.pdfs.pdfOf(document.documentId)
    const at = this.clock.now()
    await this.database.transaction(async (tx) => {
      await tx.write(INSERT_DOWNLOAD, [newId('profileDownload'), deliveryId, request.address, at])
      await recordAudit(tx, {
        action: 'PROFILE_DOWNLOADED',
        actor: null,
        request,
        organizationId,
        subject: { kind: 'profileDocument', ids: [document.documentId, document.clinicianId] },
        at,
      })
    })
    return { outcome: 'FILE', fileName: `${formatDocumentNumber(document.number)}.pdf`, pdf }
  }

  /** A link that we signed opens nothing any more: its organization can see that somebody tried. */
  async #recordDenial(request: RequestInfo, organizationId: string, deliveryId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const subject = { kind: 'route', ids: ['GET /downloads/:token', deliveryId] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'ACCESS_DENIED', actor: null, request, organizationId, subject, at })
    })
  }
}
