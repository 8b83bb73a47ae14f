import { recordAudit } from '../audit/audit.trail.js'
import { ACTOR_KINDS, type Actor, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { LinkPurpose, SignedLinks } from '../files/signed-link.js'
import { type CompleteFile, completeFileById, wholeOf } from '../files/stored-file.queries.js'
import type { Clock } from '../kernel/clock.js'
import { accessStands } from '../vendors/standing.access.js'
import { readingScopeOf } from './discrepancy.access.js'
import type { DiscrepancyEvidenceType } from './discrepancy.type.js'
import { evidenceById } from './discrepancy-evidence.queries.js'

type Claim = 'organization' | 'actorKind' | 'actor' | 'key'

/** Links to evidence, for whoever asked for the link. */
export const EVIDENCE_LINK: LinkPurpose<Claim> = {
  name: 'discrepancy-evidence',
  path: 'discrepancy-evidence',
  claims: ['organization', 'actorKind', 'actor', 'key'],
}

/** What a link gives. */
export type EvidenceDownload =
  | { outcome: 'FILE'; fileName: string; file: CompleteFile; chunks: AsyncIterable<Buffer> }
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
}

/** Hands out the files that go with discrepancy reports; every download is recorded. */
export class EvidenceDownloads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: SignedLinks<Claim>,
    /** How long a link works. */
    private readonly linkMinutes: number,
  ) {}

  /** A link to the file for the actor, who has found the report; null once the file is deleted. */
  async url(actor: Actor, { id, organizationId, fileId }: DiscrepancyEvidenceType): Promise<string | null> {
    if (fileId === null) return null
    const key = actor.kind === 'VENDOR' ? actor.apiKeyId : ''
    const claims = { organization: organizationId, actorKind: actor.kind, actor: actor.id, key }
    const expiresAt = new Date(this.clock.now().getTime() + this.linkMinutes * 60_000)
    return await this.links.url({ subject: id, claims }, expiresAt)
  }

  /** What `token`, the last part of a link, gives now: nothing once whoever asked for it lost the right to. */
  async open(token: string, request: RequestInfo): Promise<EvidenceDownload> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const { subject: id, claims } = check
    const organizationId = claims.organization
    const actorKind = ACTOR_KINDS.find((kind) => kind === claims.actorKind) ?? 'USER'
    const apiKeyId = claims.key === '' ? null : claims.key
    const standing = { organizationId, actorKind, actorId: claims.actor, apiKeyId }
    const evidence = await evidenceById(this.database, id, organizationId)
    if (evidence === null || !(await accessStands(this.database, standing, readingScopeOf({ kind: actorKind })))) {
      // We signed the link, so its organization can see that somebody tried.
      const subject = { kind: 'route', ids: [`GET /${EVIDENCE_LINK.path}/:token`, id] }
      await this.#record('ACCESS_DENIED', request, organizationId, subject)
      return { outcome: 'INVALID' }
    }
    const { fileId, discrepancyId, contentType } = evidence
    const file = fileId === null ? null : await completeFileById(this.database, fileId, this.clock.now())
    if (file === null) return { outcome: 'EXPIRED' }
    const subject = { kind: 'discrepancyEvidence', ids: [id, discrepancyId] }
    await this.#record('EVIDENCE_DOWNLOADED', request, organizationId, subject)
    // Never the name that the uploader gave.
    const fileName = `${id}.${EXTENSIONS[contentType] ?? 'bin'}`
    return { outcome: 'FILE', fileName, file, chunks: wholeOf(this.database, file) }
  }

  async #record(
    action: 'ACCESS_DENIED' | 'EVIDENCE_DOWNLOADED',
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
