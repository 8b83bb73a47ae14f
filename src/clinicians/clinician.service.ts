import type { AuditRecord } from '../audit/audit.trail.js'
import { ReadTrail } from '../audit/read.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { organizationServed } from '../organizations/organization.behalf.js'
import type { ClinicianCriterion } from './clinician.inputs.js'
import { matchCriteria, suggestNpis, wrongCheckDigit } from './clinician.matching.js'
import { explainMisses } from './clinician.misses.js'
import { cliniciansByIds } from './clinician.queries.js'
import { checkedOrSlip, MAX_MATCHES, WrongCheckDigit } from './clinician.rules.js'
import type { ClinicianSearchResult, ClinicianType } from './clinician.type.js'

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
  readonly #trail: ReadTrail

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#trail = new ReadTrail(database)
  }

  /** @throws UserErrors NOT_FOUND for the organization, INVALID_INPUT for a criterion that cannot be looked for. */
  async search(
    actor: Actor,
    request: RequestInfo,
    by: ClinicianCriterion,
    forOrganizationId: string | null,
  ): Promise<Omit<ClinicianSearchResult, 'userErrors'>> {
    const { database } = this
    const served = await organizationServed(database, actor, forOrganizationId, 'clinicians:read')
    if (served === null) {
      throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${forOrganizationId}"`)
    }
    const reading = { actor, request, organizationId: served.id }
    const criterion = checkedOrSlip(by)
    if (criterion instanceof WrongCheckDigit) throw await this.#complaint(reading, criterion.npi)
    const directory = database.directory()
    const [matches = []] = await matchCriteria(directory, actor.mode, [criterion], MAX_MATCHES)
    const [miss] = matches.length > 0 ? [] : await explainMisses(directory, actor.mode, [criterion])
    const ids = miss?.hintedId == null ? matches.map((match) => match.clinician.id) : [miss.hintedId]
    await this.#trail.record(this.#read(reading, 'CLINICIANS_SEARCHED', ids))
    return { matches, explanation: miss?.explanation ?? [], missed: miss === undefined ? null : criterion }
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
    const [clinician] = await cliniciansByIds(this.database.directory(), actor.mode, [id])
    if (clinician === undefined) return null
    const reading = { actor, request, organizationId: served.id }
    await this.#trail.record(this.#read(reading, 'CLINICIAN_READ', [clinician.id]))
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
    const clinicians = await cliniciansByIds(this.database.directory(), actor.mode, ids)
    const known = new Set(clinicians.map((clinician) => clinician.id))
    const reads = [...new Set(wanted.map((one) => one.organizationId))].map((organizationId) => {
      const own = wanted.filter((one) => one.organizationId === organizationId && known.has(one.clinicianId))
      const read = [...new Set(own.map((one) => one.clinicianId))]
      return this.#read({ actor, request, organizationId }, 'CLINICIAN_READ', read)
    })
    await this.#trail.record(...reads)
    return clinicians
  }

  /** Says what is wrong with the NPI. A hint tells that somebody is in the directory, so it is a read of that one. */
  async #complaint(reading: Reading, npi: string): Promise<UserErrors> {
    const meant = (await suggestNpis(this.database.directory(), reading.actor.mode, [npi])).get(npi) ?? null
    await this.#trail.record(this.#read(reading, 'CLINICIANS_SEARCHED', meant === null ? [] : [meant.id]))
    return new UserErrors([wrongCheckDigit(npi, meant)])
  }

  #read(reading: Reading, action: ReadAction, ids: string[]): AuditRecord {
    return { ...reading, action, subject: { kind: 'clinician', ids }, at: this.clock.now() }
  }
}
