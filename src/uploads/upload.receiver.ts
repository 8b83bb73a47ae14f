import { Counter, type Registry } from 'prom-client'
import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { type TakenFile, takeFile } from '../files/file.intake.js'
import { completeFile, deleteFile } from '../files/stored-file.queries.js'
import type { Clock } from '../kernel/clock.js'
import { accessStands } from '../vendors/standing.access.js'
import type { Upload } from './upload.entity.js'
import type { UploadLinks } from './upload.link.js'
import { HEAD_BYTES, PURPOSE_RULES } from './upload.purposes.js'
import { completeUpload, uploadOfLink } from './upload.queries.js'
import { UploadRefusal } from './upload.refusal.js'
import { mediaTypeOf } from './upload.rules.js'

/** How long a file that came is kept for something to be started with it. */
const UNUSED_HOURS = 24

/** A request that brings a file. */
export interface IncomingFile {
  /** As the headers say; null for what they do not. */
  contentType: string | null
  contentLength: number | null
  body: AsyncIterable<Buffer>
}

/** Takes the files that are sent to the addresses of uploads. */
export class UploadReceiver {
  readonly #outcomes: Counter<'purpose' | 'outcome'>

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: UploadLinks,
    metrics: Registry,
  ) {
    this.#outcomes = new Counter({
      name: 'gateway_uploads_total',
      help: 'Requests that brought a file, by purpose and what came of them: completed, or the code of the refusal.',
      labelNames: ['purpose', 'outcome'],
      registers: [metrics],
    })
  }

  /** Stores the file of the link `token`. @throws UploadRefusal, after which the upload is as it was */
  async receive(token: string, request: RequestInfo, incoming: IncomingFile): Promise<Upload> {
    const upload = await this.#uploadOf(token, request)
    try {
      if (upload.state !== 'PENDING') throw completeAlready()
      assertAnnounced(upload, incoming)
      const { contentType } = upload
      const taken = await takeFile(this.database, this.clock, contentType, checked(incoming.body, upload))
      const completed = await this.#complete(upload, taken)
      this.#outcomes.inc({ purpose: upload.purpose, outcome: 'completed' })
      return completed
    } catch (error) {
      const outcome = error instanceof UploadRefusal ? error.code.toLowerCase() : 'failed'
      this.#outcomes.inc({ purpose: upload.purpose, outcome })
      throw error
    }
  }

  async #uploadOf(token: string, request: RequestInfo): Promise<Upload> {
    const check = await this.links.check(token)
    if (check.outcome === 'EXPIRED') {
      throw new UploadRefusal(410, 'LINK_EXPIRED', 'this address has expired; create another upload')
    }
    if (check.outcome === 'INVALID') throw nothingThere()
    const { subject, claims } = check
    const upload = await uploadOfLink(this.database, subject, claims.organization, claims.actor)
    if (upload !== null && (await accessStands(this.database, upload, PURPOSE_RULES[upload.purpose].scope))) {
      return upload
    }
    // We signed the address, so its organization can see that somebody tried.
    await this.database.transaction(async (tx) => {
      const [action, actor, organizationId] = ['ACCESS_DENIED', null, claims.organization] as const
      const audited = { kind: 'route', ids: ['PUT /uploads/:token', subject] }
      await recordAudit(tx, { action, actor, request, organizationId, subject: audited, at: this.clock.now() })
    })
    throw nothingThere()
  }

  async #complete(upload: Upload, { id: fileId, bytes, sha256 }: TakenFile): Promise<Upload> {
    if (upload.sha256 !== null && upload.sha256 !== sha256) {
      await this.database.transaction((tx) => deleteFile(tx, fileId))
      throw new UploadRefusal(422, 'CHECKSUM_MISMATCH', 'what came has another SHA-256 than was announced')
    }
    const completedAt = this.clock.now()
    const expiresAt = new Date(completedAt.getTime() + UNUSED_HOURS * 3_600_000)
    const isOurs = await this.database.transaction(async (tx) => {
      await completeFile(tx, { id: fileId, bytes, sha256, completedAt, expiresAt })
      const first = await completeUpload(tx, { id: upload.id, fileId, sha256, expiresAt })
      if (!first) await deleteFile(tx, fileId)
      return first
    })
    if (!isOurs) throw completeAlready()
    return { ...upload, state: 'COMPLETED', fileId, sha256, expiresAt }
  }
}

/** What the headers say, before a byte is read. */
function assertAnnounced(upload: Upload, { contentType, contentLength }: IncomingFile): void {
  if (contentType === null || mediaTypeOf(contentType) !== upload.contentType) {
    const message = `expected the content type ${upload.contentType}, got ${contentType ?? 'none'}`
    throw new UploadRefusal(415, 'CONTENT_TYPE_MISMATCH', message)
  }
  if (contentLength !== null && contentLength !== upload.bytes) throw wrongLength(upload, `${contentLength}`)
}

/** The same bytes, up to the announced number; ends only if they are as many, and of the purpose's kind. */
async function* checked(body: AsyncIterable<Buffer>, upload: Upload): AsyncGenerator<Buffer, void, void> {
  const { maxBytes, refusal } = PURPOSE_RULES[upload.purpose]
  let head: Buffer | null = Buffer.alloc(0)
  let bytes = 0
  const assertContent = (start: Buffer): void => {
    const isInstead = refusal(start, upload.contentType)
    if (isInstead !== null) throw new UploadRefusal(422, 'CONTENT_NOT_ACCEPTED', `the file is ${isInstead}`)
  }
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > Math.min(upload.bytes, maxBytes)) throw wrongLength(upload, 'more')
    if (head === null) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < Math.min(HEAD_BYTES, upload.bytes)) continue
    assertContent(head.subarray(0, HEAD_BYTES))
    yield head
    head = null
  }
  if (bytes < upload.bytes) throw wrongLength(upload, `${bytes}`)
}

function wrongLength({ bytes }: Upload, got: string): UploadRefusal {
  return new UploadRefusal(400, 'LENGTH_MISMATCH', `expected ${bytes} bytes, as announced, got ${got}`)
}

function nothingThere(): UploadRefusal {
  return new UploadRefusal(404, 'NOT_FOUND', 'there is nothing at this address')
}

function completeAlready(): UploadRefusal {
  return new UploadRefusal(409, 'UPLOAD_COMPLETE', 'the file is there already; use it, or create another upload')
}
