import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { type Connection, keysetList, type PageArgs } from '../graphql/connection.js'
import type { LoaderScope } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { assertGranted, requireOrganizations } from '../organizations/organization.access.js'
import type { Organization } from '../organizations/organization.entity.js'
import { documentsByIds } from '../profiles/profile.documents.js'
import type { Profile } from '../profiles/profile.type.js'
import { profileOf } from '../profiles/profile.view.js'
import { readingScopeOf } from './discrepancy.access.js'
import { type DiscrepancyFilter, wantedDiscrepancies } from './discrepancy.filter.js'
import type { DiscrepancyRow } from './discrepancy.queries.js'
import type { DiscrepancyType } from './discrepancy.type.js'
import { discrepanciesOf } from './discrepancy-list.queries.js'

const OF_ORGANIZATION = keysetList<DiscrepancyRow>({
  name: 'discrepancies',
  form: /^dsc_\w{26}$/,
  keyOf: ({ id }) => id,
})

/** What is read of discrepancy reports; every read is written down. */
export class DiscrepancyReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A page of an organization's reports, the newest first. */
  async page(
    actor: Actor,
    request: RequestInfo,
    organization: Organization,
    { filter, ...page }: PageArgs & { filter?: DiscrepancyFilter | null },
  ): Promise<Connection<DiscrepancyRow>> {
    assertGranted(actor, organization, readingScopeOf(actor))
    const wanted = wantedDiscrepancies(filter ?? {})
    const { id: organizationId } = organization
    return await this.database.transaction(async (tx) => {
      const found = await OF_ORGANIZATION.page(page, (after, limit) =>
        discrepanciesOf(tx, organizationId, wanted, { after, limit }),
      )
      await this.#record(tx, { actor, request }, found.nodes)
      return found
    })
  }

  /** What `read` finds of these organizations, in which the actor must be allowed to read reports. */
  async found(
    scope: Pick<LoaderScope, 'actor' | 'request'>,
    organizationIds: readonly string[],
    read: (tx: Transaction) => Promise<DiscrepancyRow[]>,
  ): Promise<DiscrepancyRow[]> {
    const ids = [...new Set(organizationIds)]
    return await this.database.transaction(async (tx) => {
      await requireOrganizations(tx, scope.actor, ids, readingScopeOf(scope.actor))
      const reports = await read(tx)
      await this.#record(tx, scope, reports)
      return reports
    })
  }

  /** The profiles that were made of corrections, by id of the document; one audit row for each organization. */
  async corrected(
    documents: readonly Pick<DiscrepancyType, 'organizationId' | 'clinicianId' | 'correctedDocumentId'>[],
    { actor, request }: Pick<LoaderScope, 'actor' | 'request'>,
  ): Promise<Map<string, Profile>> {
    const organizationIds = [...new Set(documents.map(({ organizationId }) => organizationId))]
    const found = await this.database.transaction(async (tx) => {
      await requireOrganizations(tx, actor, organizationIds, 'profiles:read')
      for (const organizationId of organizationIds) {
        const own = documents.filter((one) => one.organizationId === organizationId)
        const ids = own.flatMap(({ correctedDocumentId, clinicianId }) => [correctedDocumentId ?? '', clinicianId])
        const subject = { kind: 'profileDocument', ids: [...new Set(ids)] }
        await recordAudit(tx, { action: 'PROFILE_READ', actor, request, organizationId, subject, at: this.clock.now() })
      }
      return await documentsByIds(
        tx,
        documents.flatMap(({ correctedDocumentId }) => correctedDocumentId ?? []),
      )
    })
    return new Map(found.map((document) => [document.id, profileOf(document, actor)]))
  }

  async #record(
    tx: Transaction,
    { actor, request }: Pick<LoaderScope, 'actor' | 'request'>,
    reports: readonly DiscrepancyRow[],
  ): Promise<void> {
    for (const organizationId of new Set(reports.map((report) => report.organizationId))) {
      const own = reports.filter((report) => report.organizationId === organizationId)
      const subject = {
        kind: 'discrepancy',
        ids: [...new Set(own.flatMap(({ id, clinicianId }) => [id, clinicianId]))],
      }
      const action = 'DISCREPANCIES_READ'
      await recordAudit(tx, { action, actor, request, organizationId, subject, at: this.clock.now() })
    }
  }
}
