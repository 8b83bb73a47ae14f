import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, Mode, RequestInfo } from '../auth/actor.js'
import type { Database, Reader, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { type UserErrorItem, UserErrors } from '../kernel/errors.js'
import { organizationServed } from '../organizations/organization.behalf.js'
import type { ClinicianCriterion } from './clinician.inputs.js'
import { type KnownNpi, matchCriteria, suggestNpis, wrongCheckDigit } from './clinician.matching.js'
import { explainMisses, type Miss } from './clinician.misses.js'
import {
  type CheckedCriterion,
  checkedOrSlip,
  MAX_CANDIDATES,
  MAX_CRITERIA,
  WrongCheckDigit,
} from './clinician.rules.js'
import type { ClinicianMatch } from './clinician.type.js'
import type { LookupStatus } from './clinician-lookup.type.js'

/** What became of one criterion. */
export interface LookupOutcome {
  status: LookupStatus
  /** Who matches; one for MATCHED, several for AMBIGUOUS, else none. */
  matches: ClinicianMatch[]
  /** For INVALID. */
  error: UserErrorItem | null
  /** For INVALID because of a check digit: who was likely meant. */
  suggested: KnownNpi | null
  /** For NOT_FOUND: what was looked for and where. */
  explanation: string[]
  /** For NOT_FOUND: of whom the explanation tells that it is in the directory. */
  hintedId: string | null
}

/** A criterion, or what is wrong with it before anything is looked for. */
export type LookupWish = ClinicianCriterion | UserErrorItem

/** Looks many clinicians up at once. */
export class ClinicianLookup {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws UserErrors NOT_FOUND for the organization, INVALID_INPUT for none or too many criteria */
  async lookUp(
    actor: Actor,
    request: RequestInfo,
    criteria: readonly ClinicianCriterion[],
    forOrganizationId: string | null,
  ): Promise<LookupOutcome[]> {
    return await this.database.transaction(async (tx) => {
      const served = await organizationServed(tx, actor, forOrganizationId, 'clinicians:read')
      if (served === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${forOrganizationId}"`)
      }
      if (criteria.length < 1 || criteria.length > MAX_CRITERIA) {
        const message = `expected 1 to ${MAX_CRITERIA} criteria, got ${criteria.length}`
        throw UserErrors.one('INVALID_INPUT', ['criteria'], message)
      }
      return await this.within(tx, criteria, { actor, request, organizationId: served.id })
    })
  }

  /** For whoever has found that the actor may look. One audit row for all who are found. */
  async within(
    tx: Transaction,
    wishes: readonly LookupWish[],
    reading: { actor: Actor; request: RequestInfo; organizationId: string | null },
  ): Promise<LookupOutcome[]> {
    const outcomes = await outcomesOf(this.database.directory(tx), reading.actor.mode, wishes)
    const told = outcomes.flatMap(({ matches, suggested, hintedId }) => [
      ...matches.map(({ clinician }) => clinician.id),
      ...[suggested?.id ?? null, hintedId].filter((id) => id !== null),
    ])
    const subject = { kind: 'clinician', ids: [...new Set(told)] }
    await recordAudit(tx, { ...reading, action: 'CLINICIANS_LOOKED_UP', subject, at: this.clock.now() })
    return outcomes
  }
}

async function outcomesOf(reader: Reader, mode: Mode, wishes: readonly LookupWish[]): Promise<LookupOutcome[]> {
  const checks = wishes.map(checkedOrError)
  const criteria = checks.filter((check): check is CheckedCriterion => 'kind' in check)
  const found = await matchCriteria(reader, mode, criteria, MAX_CANDIDATES)
  const missed = criteria.filter((_, place) => found[place]?.length === 0)
  const matches = found.values()
  const misses = (await explainMisses(reader, mode, missed)).values()
  const slips = checks.flatMap((check) => (check instanceof WrongCheckDigit ? [check.npi] : []))
  const meant = await suggestNpis(reader, mode, [...new Set(slips)])
  return checks.map((check): LookupOutcome => {
    if ('kind' in check) return outcomeOf(matches.next().value ?? [], () => misses.next().value)
    const suggested = check instanceof WrongCheckDigit ? (meant.get(check.npi) ?? null) : null
    const error = check instanceof WrongCheckDigit ? wrongCheckDigit(check.npi, suggested) : check
    return { status: 'INVALID', matches: [], error, suggested, explanation: [], hintedId: null }
  })
}

function outcomeOf(matches: ClinicianMatch[], nextMiss: () => Miss | undefined): LookupOutcome {
  const status = matches.length === 0 ? 'NOT_FOUND' : matches.length === 1 ? 'MATCHED' : 'AMBIGUOUS'
  const { explanation, hintedId } = (matches.length === 0 ? nextMiss() : undefined) ?? {
    explanation: [],
    hintedId: null,
  }
  return { status, matches, error: null, suggested: null, explanation, hintedId }
}

function checkedOrError(wish: LookupWish): CheckedCriterion | WrongCheckDigit | UserErrorItem {
  if ('code' in wish) return wish
  try {
    return checkedOrSlip(wish)
  } catch (error) {
    if (error instanceof UserErrors && error.items[0] !== undefined) return error.items[0]
    throw error
  }
}
