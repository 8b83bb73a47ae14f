import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { npiRepairs } from '../kernel/identifiers.js'
import { organizationServed } from '../organizations/organization.behalf.js'
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

type ReadAction = 'CLINICIANS_SEARCHED' | 'CLINICIAN_READ'

/** Who looks, and for which organization; null for none in particular. */
interface Reading {
  actor: Actor
  request: RequestInfo
  organizationId: string | null
}

/** A clinician of the directory that stands in something of an organization. */
export interface ClinicianOfOrganization {
  organizationId: string
  clinicianId: string
}

/** Finds clinicians of the actor's mode; every read is written into the audit trail. */
export class ClinicianService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws UserErrors NOT_FOUND for the organization, INVALID_INPUT for a criterion that cannot be looked for. */
  async search(
    actor: Actor,
    request: RequestInfo,
    by: ClinicianCriterion,
    forOrganizationId: string | null,
  ): Promise<Omit<ClinicianSearchResult, 'userErrors'>> {
    const served = await organizationServed(this.database, actor, forOrganizationId, 'clinicians:read')
    if (served === null) {
      throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${forOrganizationId}"`)
    }
    const reading = { actor, request, organizationId: served.id }
    const criterion = await this.#check(reading, by)
    const matches = await this.#find(actor, criterion)
    await this.#audit(
      reading,
      'CLINICIANS_SEARCHED',
      matches.map((match) => match.clinician.id),
    )
    return { matches, explanation: matches.length === 0 ? explainNoMatch(criterion, actor.mode) : [] }
  }

  /** Null for an unknown id and for one of the other mode, and for an organization that is not there for the actor. */
  async read(
    actor: Actor,
    request: RequestInfo,
    id: string,
    forOrganizationId: string | null,
  ): Promise<ClinicianType | null> {
    const served = await organizationServed(this.database, actor, forOrganizationId, 'clinicians:read')
    if (served === null) return null
    const [clinician] = await cliniciansByIds(this.database, actor.mode, [id])
    if (clinician === undefined) return null
    await this.#audit({ actor, request, organizationId: served.id }, 'CLINICIAN_READ', [clinician.id])
    return clinician
  }

  /**
   * Clinicians that stand in what the actor may see, such as the lines of its orders; those of the mode, unordered. One
   * audit row for each organization.
   */
  async readMany(
    actor: Actor,
    request: RequestInfo,
    wanted: readonly ClinicianOfOrganization[],
  ): Promise<ClinicianType[]> {
    const ids = [...new Set(wanted.map((one) => one.clinicianId))]
    const clinicians = await cliniciansByIds(this.database, actor.mode, ids)
    const known = new Set(clinicians.map((clinician) => clinician.id))
    await this.database.transaction(async (tx) => {
      for (const organizationId of new Set(wanted.map((one) => one.organizationId))) {
        const own = wanted.filter((one) => one.organizationId === organizationId && known.has(one.clinicianId))
        const read = [...new Set(own.map((one) => one.clinicianId))]
        await this.#record(tx, { actor, request, organizationId }, 'CLINICIAN_READ', read)
      }
    })
    return clinicians
  }

  async #check(reading: Reading, by: ClinicianCriterion): Promise<CheckedCriterion> {
    try {
      return checkCriterion(by)
    } catch (error) {
      if (!(error instanceof WrongCheckDigit)) throw error
      const [repair, ...others] = await existingNpis(this.database, reading.actor.mode, npiRepairs(error.npi))
      const hint = repair !== undefined && others.length === 0 ? `; did you mean ${repair}?` : ''
      await this.#audit(reading, 'CLINICIANS_SEARCHED', [])
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

  async #audit(reading: Reading, action: ReadAction, ids: string[]): Promise<void> {
    await this.database.transaction(async (tx) => await this.#record(tx, reading, action, ids))
  }

  async #record(tx: Transaction, reading: Reading, action: ReadAction, ids: string[]): Promise<void> {
    await recordAudit(tx, { ...reading, action, subject: { kind: 'clinician', ids }, at: this.clock.now() })
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
