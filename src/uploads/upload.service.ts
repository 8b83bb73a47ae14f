import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { assertGranted, findOrganization } from '../organizations/organization.access.js'
import { standingOf } from '../vendors/standing.access.js'
import type { Upload } from './upload.entity.js'
import type { CreateUploadInput } from './upload.inputs.js'
import type { UploadLinks } from './upload.link.js'
import { PURPOSE_RULES } from './upload.purposes.js'
import { countUnusedUploads, insertUpload, lockUploadsOf } from './upload.queries.js'
import { announcedFile } from './upload.rules.js'
import type { UploadType } from './upload.type.js'

/** Files that an organization may have lying here without using them, or be about to send. */
const MAX_UNUSED_UPLOADS = 10

/** Hands out addresses to which files can be sent. */
export class UploadService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: UploadLinks,
    /** How long an address works. */
    private readonly linkMinutes: number,
  ) {}

  /** @throws UserErrors NOT_FOUND, INVALID_INPUT, LIMIT_REACHED; RequestError FORBIDDEN */
  async create(actor: Actor, request: RequestInfo, input: CreateUploadInput): Promise<UploadType> {
    const { organizationId, purpose } = input
    const { scope } = PURPOSE_RULES[purpose]
    assertScope(actor, scope)
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'files are uploaded by those whose they are')
    const upload = await this.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, actor, organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertGranted(actor, organization, scope)
      const file = announcedFile(input)
      await lockUploadsOf(tx, organization.id)
      const createdAt = this.clock.now()
      const unused = await countUnusedUploads(tx, organization.id, createdAt)
      if (unused >= MAX_UNUSED_UPLOADS) {
        const message = `expected fewer than ${MAX_UNUSED_UPLOADS} uploads that nothing has used, got ${unused}: use them, or wait until they expire`
        throw UserErrors.one('LIMIT_REACHED', ['organizationId'], message)
      }
      const created: Upload = {
        ...standingOf(actor, organization.id),
        ...file,
        id: newId('upload'),
        mode: organization.mode,
        purpose,
        state: 'PENDING',
        fileId: null,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + this.linkMinutes * 60_000),
      }
      await insertUpload(tx, created)
      const subject = { kind: 'upload', ids: [created.id] }
      const action = 'UPLOAD_CREATED'
      await recordAudit(tx, { action, actor, request, organizationId: organization.id, subject, at: createdAt })
      return created
    })
    const claims = { organization: upload.organizationId, actor: upload.actorId }
    return {
      id: upload.id,
      purpose,
      url: await this.links.url({ subject: upload.id, claims }, upload.expiresAt),
      method: 'PUT',
      headers: [{ name: 'content-type', value: upload.contentType }],
      expiresAt: upload.expiresAt,
      state: upload.state,
    }
  }
}
