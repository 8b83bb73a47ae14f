import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo, type UserActor, type VendorActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { keepFile } from '../files/stored-file.queries.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, RequestError, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import {
  type AccessibleOrganization,
  assertGranted,
  assertScopeThere,
  findOrganization,
} from '../organizations/organization.access.js'
import type { Upload } from '../uploads/upload.entity.js'
import type { UploadPurpose } from '../uploads/upload.purposes.js'
import { lockUpload, markUploadUsed } from '../uploads/upload.queries.js'
import { standingOf } from '../vendors/standing.access.js'
import type { BulkEnding } from './bulk.ending.js'
import { ProcessBulkOperation } from './bulk.jobs.js'
import type { BulkMetrics } from './bulk.metrics.js'
import { cancelRunning, lockOperation } from './bulk.progress.js'
import {
  type BulkOperationRow,
  type BulkWish,
  countUnended,
  hasEnded,
  insertOperation,
  lockBulkOf,
  operationOfFile,
  operationOfUpload,
  visibleOperation,
} from './bulk.queries.js'
import { BULK_LIST_SCOPE, BULK_SCOPES } from './bulk.words.js'

/** Operations of an organization that run or wait: as long as they do, what they work on is kept. */
const MAX_UNENDED_OPERATIONS = 20

/** What is asked for; the feature knows the kind and what its files are uploaded for. */
export interface BulkStart extends BulkWish {
  purpose: UploadPurpose
  uploadId: string
  /** Whether to do it although it was done. */
  again: boolean
}

/** Starts and cancels bulk operations. */
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: JobQueue,
    private readonly ending: BulkEnding,
    private readonly metrics: BulkMetrics,
  ) {}

  /**
   * Starts an operation with an uploaded file, or gives the one that does, or did, the same with the same bytes.
   * @throws UserErrors NOT_FOUND, UPLOAD_UNUSABLE, LIMIT_REACHED; RequestError FORBIDDEN
   */
  async start(
    actor: Actor,
    request: RequestInfo,
    wish: BulkStart,
  ): Promise<{ operation: BulkOperationRow; reused: boolean }> {
    const scopes = BULK_SCOPES[wish.kind]
    for (const scope of scopes) assertScope(actor, scope)
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'this is for those whose file it is')
    const started = await this.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, actor, wish.organizationId)
      if (organization === null) throw notFound('organizationId', 'organization', wish.organizationId)
      for (const scope of scopes) assertGranted(actor, organization, scope)
      await lockBulkOf(tx, organization.id)
      const standing = standingOf(actor, organization.id)
      const upload = await lockUpload(tx, wish.uploadId, standing, wish.purpose)
      if (upload === null) throw notFound('uploadId', 'upload', wish.uploadId)
      const there = wish.again ? null : await this.#sameAs(tx, actor, wish, upload)
      if (there !== null) return { operation: there, reused: true }
      const { fileId, fileSha256 } = usable(upload, this.clock.now())
      const operation = await this.begin(tx, actor, request, organization, { ...wish, uploadId: upload.id, fileSha256 })
      await markUploadUsed(tx, upload.id)
      await keepFile(tx, fileId, operation.expiresAt)
      return { operation, reused: false }
    })
    this.metrics.operation(wish.kind, started.reused ? 'reused' : 'started')
    return started
  }

  /**
   * Starts an operation in the caller's transaction, which has found that the actor may, and has locked the operations of
   * the organization. @throws UserErrors LIMIT_REACHED
   */
  async begin(
    tx: Transaction,
    actor: VendorActor | UserActor,
    request: RequestInfo,
    organization: Pick<AccessibleOrganization, 'id' | 'mode'>,
    {
      kind,
      resultFormat,
      uploadId,
      fileSha256,
    }: Omit<BulkWish, 'organizationId'> & { uploadId: string; fileSha256: string },
  ): Promise<BulkOperationRow> {
    const unended = await countUnended(tx, organization.id)
    if (unended >= MAX_UNENDED_OPERATIONS) {
      const message = `expected fewer than ${MAX_UNENDED_OPERATIONS} operations that have not ended, got ${unended}: wait until one ends, or cancel one`
      throw UserErrors.one('LIMIT_REACHED', ['organizationId'], message)
    }
    const createdAt = this.clock.now()
    const id = newId('bulkOperation')
    await insertOperation(tx, {
      ...standingOf(actor, organization.id),
      sessionId: actor.kind === 'USER' ? actor.sessionId : null,
      requestId: request.requestId,
      ...{ id, mode: organization.mode, kind, resultFormat, uploadId, fileSha256, createdAt },
      expiresAt: this.ending.expiry(createdAt),
    })
    const subject = { kind: 'bulkOperation', ids: [id, uploadId] }
    const action = 'BULK_OPERATION_STARTED'
    await recordAudit(tx, { action, actor, request, organizationId: organization.id, subject, at: createdAt })
    await this.jobs.add(tx, ProcessBulkOperation, { operationId: id }, { key: id })
    return await this.#visible(tx, actor, id)
  }

  /**
   * One that waits ends at once, one that runs after the rows that are in the works.
   * @throws UserErrors NOT_FOUND, ALREADY_ENDED; RequestError FORBIDDEN
   */
  async cancel(actor: Actor, request: RequestInfo, id: string): Promise<BulkOperationRow> {
    assertScope(actor, BULK_LIST_SCOPE)
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'this is for those whose operation it is')
    return await this.database.transaction(async (tx) => {
      const visible = await visibleOperation(tx, actor, id)
      if (visible === null) throw notFound('id', 'bulk operation', id)
      for (const scope of BULK_SCOPES[visible.kind]) assertScopeThere(actor, visible.scopes, scope)
      const operation = await lockOperation(tx, id)
      invariant(operation, `operation ${id} was there`)
      if (hasEnded(operation.state)) {
        throw UserErrors.one(
          'ALREADY_ENDED',
          ['id'],
          `expected an operation that has not ended, got ${operation.state}`,
        )
      }
      if (operation.state === 'CANCELLING') return visible
      if (operation.state === 'RUNNING') await cancelRunning(tx, id)
      else await this.ending.end(tx, operation, { state: 'CANCELLED' }, null)
      const { organizationId } = operation
      const subject = { kind: 'bulkOperation', ids: [id] }
      const [action, at] = ['BULK_OPERATION_CANCELLED', this.clock.now()] as const
      await recordAudit(tx, { action, actor, request, organizationId, subject, at })
      return await this.#visible(tx, actor, id)
    })
  }

  /** An operation with the same bytes; of an upload that was used, the one that used it. */
  async #sameAs(tx: Transaction, actor: Actor, wish: BulkWish, upload: Upload): Promise<BulkOperationRow | null> {
    if (upload.state === 'USED') return await operationOfUpload(tx, wish, upload.id)
    if (upload.sha256 === null || upload.state === 'PENDING') return null
    return await operationOfFile(tx, actor, wish, upload.sha256, this.clock.now())
  }

  async #visible(tx: Transaction, actor: Actor, id: string): Promise<BulkOperationRow> {
    const operation = await visibleOperation(tx, actor, id)
    invariant(operation, `operation ${id} is there for whoever changed it`)
    return operation
  }
}

function usable({ state, fileId, sha256, expiresAt }: Upload, now: Date): { fileId: string; fileSha256: string } {
  const got =
    state === 'PENDING'
      ? 'whose file has not come yet'
      : state === 'USED'
        ? 'that something was started with'
        : 'whose file is deleted'
  if (state === 'COMPLETED' && fileId !== null && sha256 !== null && expiresAt > now)
    return { fileId, fileSha256: sha256 }
  throw UserErrors.one(
    'UPLOAD_UNUSABLE',
    ['uploadId'],
    `expected an upload that is complete and unused, got one ${got}`,
  )
}

function notFound(field: string, what: string, id: string): UserErrors {
  return UserErrors.one('NOT_FOUND', [field], `no ${what} has the id "${id}"`)
}
