import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { organizationServed } from '../organizations/organization.behalf.js'
import type { ClinicianCriterion } from './clinician.inputs.js'
import { matchCriteria, suggestNpis, wrongCheckDigit } from './clinician.matching.js'
import { explainMisses } from './clinician.misses.js'
import { cliniciansByIds } from './clinician.queries.js'
import { checkedOrSlip, WrongCheckDigit } from './clinician.rules.js'
import type { ClinicianSearchResult, ClinicianType } from './clinician.type.js'

/** A search never gives more; who finds that many must ask for more exactly. */
const MAX_MATCHES = 50

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
    const found = await this.database.transaction(async (tx) => {
      const served = await organizationServed(tx, actor, forOrganizationId, 'clinicians:read')
      if (served === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${forOrganizationId}"`)
      }
      const reading = { actor, request, organizationId: served.id }
      const criterion = checkedOrSlip(by)
      if (criterion instanceof WrongCheckDigit) return await this.#complaint(tx, reading, criterion.npi)
      const directory = this.database.directory(tx)
      const [matches = []] = await matchCriteria(directory, actor.mode, [criterion], MAX_MATCHES)
      const [miss] = matches.length > 0 ? [] : await explainMisses(directory, actor.mode, [criterion])
      const ids = miss?.hintedId == null ? matches.map((match) => match.clinician.id) : [miss.hintedId]
      await this.#record(tx, reading, 'CLINICIANS_SEARCHED', ids)
      return { matches, explanation: miss?.explanation ?? [], missed: miss === undefined ? null : criterion }
    })
    // What was looked up to name a slip is on record, so the transaction commits although there is no answer.
    if (found instanceof UserErrors) throw found
    return found
  }

  /** Null for an unknown id and for one of the other mode, and for an organization that is not there for the actor. */
  async read(
    actor: Actor,
    request: RequestInfo,
    id: string,
    forOrganizationId: string | null,
  ): Promise<ClinicianType | null> {
    return await this.database.transaction(async (tx) => {
      const served = await organizationServed(tx, actor, forOrganizationId, 'clinicians:read')
      if (served === null) return null
      const [clinician] = await cliniciansByIds(this.database.directory(tx), actor.mode, [id])
      if (clinician === undefined) return null
      await this.#record(tx, { actor, request, organizationId: served.id }, 'CLINICIAN_READ', [clinician.id])
      return clinician
    })
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
    return await this.database.transaction(async (tx) => {
      const clinicians = await cliniciansByIds(this.database.directory(tx), actor.mode, ids)
      const known = new Set(clinicians.map((clinician) => clinician.id))
      for (const organizationId of new Set(wanted.map((one) => one.organizationId))) {
        const own = wanted.filter((one) => one.organizationId === organizationId && known.has(one.clinicianId))
        const read = [...new Set(own.map((one) => one.clinicianId))]
        await this.#record(tx, { actor, request, organizationId }, 'CLINICIAN_READ', read)
      }
      return clinicians
    })
  }

  /** Says what is wrong with the NPI. A hint tells that somebody is in the directory, so it is a read of that one. */
  async #complaint(tx: Transaction, reading: Reading, npi: string): Promise<UserErrors> {
    const meant = (await suggestNpis(this.database.directory(tx), reading.actor.mode, [npi])).get(npi) ?? null
    await this.#record(tx, reading, 'CLINICIANS_SEARCHED', meant === null ? [] : [meant.id])
    return new UserErrors([wrongCheckDigit(npi, meant)])
  }

  async #record(tx: Transaction, reading: Reading, action: ReadAction, ids: string[]): Promise<void> {
    await recordAudit(tx, { ...reading, action, subject: { kind: 'clinician', ids }, at: this.clock.now() })
  }
}
