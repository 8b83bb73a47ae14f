import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { LinkPurpose, SignedLinks } from '../files/signed-link.js'
import { type CompleteFile, completeFileById, wholeOf } from '../files/stored-file.queries.js'
import type { Clock } from '../kernel/clock.js'
import { accessStands, type Standing, standingOf } from '../vendors/standing.access.js'
import type { BulkOperationRow } from './bulk.queries.js'
import { RESULT_FILES } from './bulk.result.js'
import { BULK_SCOPES, type BulkKind, type BulkResultFormat } from './bulk.words.js'

type Claim = 'organization' | 'actorKind' | 'actor' | 'key'

/** Links to results: of an operation, for whoever asked for the link. */
export const BULK_RESULT_LINK: LinkPurpose<Claim> = {
  name: 'bulk-result',
  path: 'bulk-results',
  claims: ['organization', 'actorKind', 'actor', 'key'],
}

/** What a link gives. */
export type BulkDownload =
  | { outcome: 'FILE'; fileName: string; file: CompleteFile; chunks: AsyncIterable<Buffer> }
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }

const OPERATION = readStatement<{ kind: BulkKind; resultFormat: BulkResultFormat; resultFileId: string | null }>(
  'bulk_operation_of_link',
  `select kind, result_format as "resultFormat", result_file_id as "resultFileId"
     from bulk_operations where id = $1 and organization_id = $2`,
)

/** Hands out the results of bulk operations; every download is recorded. */
export class BulkDownloads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: SignedLinks<Claim>,
    /** How long a link works. */
    private readonly linkMinutes: number,
  ) {}

  /** A link to the result for the actor; null while there is none, for staff, whose it is not, and for a key without the scopes. */
  async url(actor: Actor, operation: BulkOperationRow): Promise<string | null> {
    const now = this.clock.now()
    const { resultExpiresAt } = operation
    if (resultExpiresAt === null || resultExpiresAt <= now || actor.kind === 'STAFF') return null
    if (!BULK_SCOPES[operation.kind].every((scope) => actor.scopes.has(scope))) return null
    const { organizationId: organization, actorKind, actorId, apiKeyId } = standingOf(actor, operation.organizationId)
    const claims = { organization, actorKind, actor: actorId, key: apiKeyId ?? '' }
    return await this.links.url({ subject: operation.id, claims }, new Date(now.getTime() + this.linkMinutes * 60_000))
  }

  /** What `token`, the last part of a link, gives now: nothing once whoever asked for it lost the right to. */
  async open(token: string, request: RequestInfo): Promise<BulkDownload> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const { subject: operationId, claims } = check
    const { organization: organizationId } = claims
    const [operation] = await this.database.rows(OPERATION, [operationId, organizationId])
    const standing: Standing = {
      organizationId,
      actorKind: claims.actorKind === 'VENDOR' ? 'VENDOR' : 'USER',
      actorId: claims.actor,
      apiKeyId: claims.key === '' ? null : claims.key,
    }
    if (operation === undefined || !(await accessStands(this.database, standing, ...BULK_SCOPES[operation.kind]))) {
      // We signed the link, so its organization can see that somebody tried.
      const subject = { kind: 'route', ids: ['GET /bulk-results/:token', operationId] }
      await this.#record('ACCESS_DENIED', request, organizationId, subject)
      return { outcome: 'INVALID' }
    }
    const { resultFileId } = operation
    const file = resultFileId === null ? null : await completeFileById(this.database, resultFileId, this.clock.now())
    if (file === null) return { outcome: 'EXPIRED' }
    const subject = { kind: 'bulkOperation', ids: [operationId] }
    await this.#record('BULK_RESULT_DOWNLOADED', request, organizationId, subject)
    const fileName = `${operationId}.${RESULT_FILES[operation.resultFormat].extension}`
    return { outcome: 'FILE', fileName, file, chunks: wholeOf(this.database, file) }
  }

  async #record(
    action: 'ACCESS_DENIED' | 'BULK_RESULT_DOWNLOADED',
    request: RequestInfo,
    organizationId: string,
    subject: { kind: string; ids: string[] },
  ): Promise<void> {
    const at = this.clock.now()
    await this.database.transaction((tx) =>
      recordAudit(tx, { action, actor: null, request, organizationId, subject, at }),
    )
  }
}
