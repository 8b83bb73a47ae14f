import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Criterion } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, RequestError, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { localDayOf } from '../kernel/local-day.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { assertGranted, assertScopeThere, findOrganization } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { optionalTextOf } from '../organizations/organization.rules.js'
import { checkKnown, type KnownInput } from './known-clinician.js'
import type { ResearchMail } from './research.mail.js'
import type { ResearchMetrics } from './research.metrics.js'
import {
  accessibleResearchRequest,
  type ResearchRequestRow,
  researchRequestById,
  sameResearchRequest,
} from './research-request.queries.js'
import { addResearchEvent, endResearchRequest, insertResearchRequest } from './research-request.records.js'
import { ANSWER_BUSINESS_DAYS, knownDigest, MAX_VENDOR_REFERENCE_LENGTH, promiseAt } from './research-request.rules.js'
import { takeWaitingRequest } from './research-request.taking.js'

/** Requests of one caller for one organization: people answer them, one by one. */
const REQUEST_RESEARCH = defineRateLimit({ name: 'research_request', points: 200, seconds: 86_400 })

const SCOPE = 'clinicians:read'

/** A request for research. */
export interface ResearchInput {
  organizationId: string
  known: KnownInput
  searchedBy?: Criterion | null
  vendorReference?: string | null
}

/** What organizations do with research requests (domain.md, "Clinicians and search"). */
export class ResearchRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly mail: ResearchMail,
    private readonly metrics: ResearchMetrics,
  ) {}

  /**
   * Asks for research. An organization asks for the same clinician once: while a request of the same content waits, this
   * answers with that one, so a call whose answer was lost can be repeated.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError FORBIDDEN, RATE_LIMITED
   */
  async request(
    actor: Actor,
    request: RequestInfo,
    input: ResearchInput,
  ): Promise<{ researchRequest: ResearchRequestRow; replayed: boolean }> {
    assertScope(actor, SCOPE)
    assertRequester(actor)
    await this.limits.take(REQUEST_RESEARCH, `${actor.id} ${input.organizationId}`)
    const asked = await this.database.transaction(async (tx) => {
      const organization = await findOrganization(tx, actor, input.organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${input.organizationId}"`)
      }
      assertGranted(actor, organization, SCOPE)
      const { id: organizationId, timeZone, mode } = organization
      const at = timeOf(this.clock, organization)
      const known = checkKnown(input.known, localDayOf(at, timeZone), ['known'])
      const knownSha256 = knownDigest(known)
      const promise = promiseAt(at, ANSWER_BUSINESS_DAYS, timeZone)
      const made = {
        ...{ id: newId('researchRequest'), mode, organizationId, actor, requestedAt: at, known, knownSha256, promise },
        searchedBy: input.searchedBy ?? null,
        vendorReference: optionalTextOf(input.vendorReference, ['vendorReference'], MAX_VENDOR_REFERENCE_LENGTH),
      }
      let sameId = await sameResearchRequest(tx, organizationId, knownSha256)
      // Another call can bring in the same meanwhile, and staff can answer that one.
      while (sameId === null && !(await insertResearchRequest(tx, made))) {
        sameId = await sameResearchRequest(tx, organizationId, knownSha256)
      }
      const researchRequest = await researchRequestById(tx, sameId ?? made.id)
      invariant(researchRequest, 'a research request is not deleted')
      if (sameId !== null) return { researchRequest, replayed: true }
      const { id: researchRequestId } = made
      const { dueOn } = promise
      await addResearchEvent(tx, { researchRequestId, kind: 'REQUESTED', actorKind: actor.kind, occurredAt: at, dueOn })
      await this.mail.submitted(tx, researchRequest)
      const subject = { kind: 'researchRequest', ids: [researchRequestId] }
      await recordAudit(tx, {
        action: 'RESEARCH_REQUESTED',
        actor,
        request,
        organizationId,
        subject,
        at: this.clock.now(),
      })
      return { researchRequest, replayed: false }
    })
    if (!asked.replayed) this.metrics.happened('REQUESTED')
    return asked
  }

  /**
   * Takes a request back that nobody has answered. A vendor only what it asked for itself.
   * @throws UserErrors NOT_FOUND, ALREADY_DECIDED; RequestError FORBIDDEN
   */
  async withdraw(actor: Actor, request: RequestInfo, id: string): Promise<ResearchRequestRow> {
    assertScope(actor, SCOPE)
    assertRequester(actor)
    const withdrawn = await this.database.transaction(async (tx) => {
      const taken = await takeWaitingRequest(tx, actor, id, ({ scopes, actorId }) => {
        assertScopeThere(actor, scopes, SCOPE)
        if (actor.kind === 'VENDOR' && actorId !== actor.id) {
          throw new RequestError('FORBIDDEN', 'software takes back only what it has asked for itself')
        }
      })
      const at = timeOf(this.clock, taken)
      await endResearchRequest(tx, id, at, { state: 'WITHDRAWN' })
      const kind = 'WITHDRAWN'
      await addResearchEvent(tx, { researchRequestId: id, kind, actorKind: actor.kind, occurredAt: at })
      const { organizationId } = taken
      const subject = { kind: 'researchRequest', ids: [id] }
      await recordAudit(tx, {
        action: 'RESEARCH_WITHDRAWN',
        actor,
        request,
        organizationId,
        subject,
        at: this.clock.now(),
      })
      return { ...taken, state: kind, endedAt: at } as const
    })
    this.metrics.happened('WITHDRAWN')
    return withdrawn
  }

  /** The request; null if it is not there for the actor. @throws RequestError FORBIDDEN */
  async find(actor: Actor, id: string): Promise<ResearchRequestRow | null> {
    assertScope(actor, SCOPE)
    const found = await accessibleResearchRequest(this.database, actor, id)
    if (found !== null) assertScopeThere(actor, found.scopes, SCOPE)
    return found
  }
}

/** Staff answer; they do not ask. */
function assertRequester(actor: Actor): asserts actor is Exclude<Actor, { kind: 'STAFF' }> {
  if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'this is for organizations and their software')
}
