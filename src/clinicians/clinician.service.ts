import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { npiRepairs } from '../kernel/identifiers.js'
import type { ClinicianCriterion } from './clinician.inputs.js'
import {
  cliniciansByIds,
  cliniciansByName,
  cliniciansByNumber,
  existingNpis,
  type NamedRow,
} from './clinician.queries.js'
import { type CheckedCriterion, checkCriterion, explainNoMatch, WrongCheckDigit } from './clinician.rules.js'
import type { ClinicianMatch, ClinicianSearchResult, ClinicianType } from './clinician.type.js'

/** Finds clinicians of the actor's mode; every read is written into the audit trail. */
export class ClinicianService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws UserErrors INVALID_INPUT for a criterion that cannot be looked for. */
  async search(
    actor: Actor,
    request: RequestInfo,
    by: ClinicianCriterion,
  ): Promise<Omit<ClinicianSearchResult, 'userErrors'>> {
    assertScope(actor, 'clinicians:read')
    const criterion = await this.#check(actor, request, by)
    const matches = await this.#find(actor, criterion)
    await this.#audit(
      actor,
      request,
      'CLINICIANS_SEARCHED',
      matches.map((match) => match.clinician.id),
    )
    return { matches, explanation: matches.length === 0 ? explainNoMatch(criterion, actor.mode) : [] }
  }

  /** Null for an unknown id and for one of the other mode. */
  async read(actor: Actor, request: RequestInfo, id: string): Promise<ClinicianType | null> {
    assertScope(actor, 'clinicians:read')
    const [clinician] = await cliniciansByIds(this.database, actor.mode, [id])
    if (clinician === undefined) return null
    await this.#audit(actor, request, 'CLINICIAN_READ', [clinician.id])
    return clinician
  }

  /** Clinicians that stand in what the actor may see, such as the lines of its orders; those of the mode, unordered. */
  async readMany(actor: Actor, request: RequestInfo, ids: readonly string[]): Promise<ClinicianType[]> {
    const clinicians = await cliniciansByIds(this.database, actor.mode, ids)
    await this.#audit(
      actor,
      request,
      'CLINICIAN_READ',
      clinicians.map((clinician) => clinician.id),
    )
    return clinicians
  }

  async #check(actor: Actor, request: RequestInfo, by: ClinicianCriterion): Promise<CheckedCriterion> {
    try {
      return checkCriterion(by)
    } catch (error) {
      if (!(error instanceof WrongCheckDigit)) throw error
      const [repair, ...others] = await existingNpis(this.database, actor.mode, npiRepairs(error.npi))
      const hint = repair !== undefined && others.length === 0 ? `; did you mean ${repair}?` : ''
      await this.#audit(actor, request, 'CLINICIANS_SEARCHED', [])
      throw UserErrors.one('INVALID_INPUT', ['npi'], `the check digit of ${error.npi} is wrong${hint}`)
    }
  }

  async #find(actor: Actor, criterion: CheckedCriterion): Promise<ClinicianMatch[]> {
    if (criterion.kind === 'NAME_AND_BIRTH_DATE') {
      return (await cliniciansByName(this.database, actor.mode, criterion)).map(matchByName)
    }
    const clinicians = await cliniciansByNumber(this.database, actor.mode, criterion)
    return clinicians.map((clinician) => ({ clinician, matchedOn: criterion.kind, matchedName: null }))
  }

  async #audit(
    actor: Actor,
    request: RequestInfo,
    action: 'CLINICIANS_SEARCHED' | 'CLINICIAN_READ',
    ids: string[],
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const subject = { kind: 'clinician', ids }
      await recordAudit(tx, { action, actor, request, organizationId: null, subject, at: this.clock.now() })
    })
  }
}

function matchByName(row: NamedRow): ClinicianMatch {
  return {
    clinician: row,
    matchedOn: 'NAME_AND_BIRTH_DATE',
    matchedName: {
      type: row.matchedType,
      firstName: row.matchedFirstName,
      middleName: row.matchedMiddleName,
      lastName: row.matchedLastName,
      suffix: row.matchedSuffix,
    },
  }
}
