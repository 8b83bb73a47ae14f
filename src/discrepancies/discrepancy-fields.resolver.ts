import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import type { Actor } from '../auth/actor.js'
import type { ClinicianService } from '../clinicians/clinician.service.js'
import { ClinicianType } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { groupedBy, inOrderOf, type LoaderDefinition } from '../graphql/loaders.js'
import type { Clock } from '../kernel/clock.js'
import { orderItemsByIds } from '../orders/order.queries.js'
import { OrderItemType } from '../orders/order.type.js'
import { timeOf } from '../organizations/organization.clock.js'
import { Organization } from '../organizations/organization.entity.js'
import { organizationLoader } from '../organizations/organization.loader.js'
import { Profile } from '../profiles/profile.type.js'
import { isHandedOut } from './corrected-profile.service.js'
import type { DiscrepancyReader } from './discrepancy.reader.js'
import { discrepancyEventsOf } from './discrepancy.records.js'
import { businessDaysLeft, isOpen, MAX_EVIDENCE_FILES, MAX_REPLIES } from './discrepancy.rules.js'
import { DiscrepancyEventType, DiscrepancyEvidenceType, DiscrepancyType } from './discrepancy.type.js'
import { evidenceOf } from './discrepancy-evidence.queries.js'
import type { EvidenceDownloads } from './evidence.downloads.js'

@Resolver(() => DiscrepancyType)
export class DiscrepancyFieldsResolver {
  readonly #organizations: LoaderDefinition<string, Organization | null>
  readonly #clinicians: LoaderDefinition<DiscrepancyType, ClinicianType | null>
  readonly #items: LoaderDefinition<string, OrderItemType | null>
  readonly #events: LoaderDefinition<string, DiscrepancyEventType[]>
  readonly #evidence: LoaderDefinition<string, DiscrepancyEvidenceType[]>
  readonly #corrected: LoaderDefinition<DiscrepancyType, Profile | null>

  constructor(
    database: Database,
    private readonly clock: Clock,
    clinicians: ClinicianService,
    reader: DiscrepancyReader,
  ) {
    this.#organizations = organizationLoader(database)
    this.#clinicians = {
      load: async (reports, { actor, request }) => {
        const ids = reports.map(({ clinicianId }) => clinicianId)
        return inOrderOf(ids, await clinicians.readMany(actor, request, reports), ({ id }) => id)
      },
    }
    this.#items = { load: async (ids) => inOrderOf(ids, await orderItemsByIds(database, ids), ({ id }) => id) }
    this.#events = {
      load: async (ids) => groupedBy(ids, await discrepancyEventsOf(database, ids), (event) => event.discrepancyId),
    }
    this.#evidence = {
      load: async (ids) => groupedBy(ids, await evidenceOf(database, ids), (evidence) => evidence.discrepancyId),
    }
    this.#corrected = {
      load: async (reports, scope) => {
        const profiles = await reader.corrected(reports, scope)
        return reports.map(({ correctedDocumentId }) => profiles.get(correctedDocumentId ?? '') ?? null)
      },
    }
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Whose report it is; null if it is none of your organizations any more.',
  })
  async organization(@Root() report: DiscrepancyType, @Ctx() { loaders }: Context): Promise<Organization | null> {
    return await loaders.get(this.#organizations).load(report.organizationId)
  }

  @FieldResolver(() => ClinicianType, {
    nullable: true,
    description: 'About whom it is; null if that one is not in the directory any more. The read is in the audit trail.',
  })
  async clinician(@Root() report: DiscrepancyType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(report)
  }

  @FieldResolver(() => OrderItemType, { description: 'The line with which the profile was bought.' })
  async orderItem(@Root() report: DiscrepancyType, @Ctx() { loaders }: Context): Promise<OrderItemType | null> {
    return await loaders.get(this.#items).load(report.orderItemId)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Which element: what tells it from others of its section and source. Null for something that is missing. Of a DEA number staff see the last four characters.',
  })
  element(@Root() { section, element }: DiscrepancyType, @Ctx() { actor }: Context): string | null {
    return section === 'DEA' ? masked(element, actor) : element
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the document says there, as text; null where it says nothing. Of a DEA number staff see the last four characters.',
  })
  says(@Root() { section, path, says }: DiscrepancyType, @Ctx() { actor }: Context): string | null {
    const isNumber = section === 'DEA' && (path === null || !path.includes('.') || path.endsWith('.number'))
    return isNumber ? masked(says, actor) : says
  }

  @Holds(2 * MAX_REPLIES, { usually: 10 })
  @FieldResolver(() => [DiscrepancyEventType], { description: 'What became of it, step by step, the oldest first.' })
  async timeline(@Root() report: DiscrepancyType, @Ctx() { actor, loaders }: Context): Promise<DiscrepancyEventType[]> {
    const events = await loaders.get(this.#events).load(report.id)
    return actor.kind === 'STAFF' ? events : events.filter(({ kind }) => kind !== 'NOTED')
  }

  @Holds(MAX_EVIDENCE_FILES, { usually: 2 })
  @FieldResolver(() => [DiscrepancyEvidenceType], {
    description: 'The files that go with it, the oldest first; at most ten.',
  })
  async evidence(@Root() report: DiscrepancyType, @Ctx() { loaders }: Context): Promise<DiscrepancyEvidenceType[]> {
    return await loaders.get(this.#evidence).load(report.id)
  }

  @FieldResolver(() => Int, {
    description:
      "Business days that are left for an outcome after the organization's today: 0 on the due date and later, and once it has ended.",
  })
  businessDaysLeft(@Root() report: DiscrepancyType): number {
    const { state, dueOn, timeZone } = report
    return isOpen(state) ? businessDaysLeft(dueOn, timeOf(this.clock, report), timeZone) : 0
  }

  @FieldResolver(() => Profile, {
    nullable: true,
    description:
      'The corrected profile, for 30 days; `deliverCorrectedProfile` gives its PDF. Null unless the state is CORRECTED, after `downloadUntil`, and once the line was paid back. Null too, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there.',
  })
  async correctedProfile(@Root() report: DiscrepancyType, @Ctx() { loaders }: Context): Promise<Profile | null> {
    if (report.correctedDocumentId === null || !isHandedOut(report, timeOf(this.clock, report))) return null
    const item = await loaders.get(this.#items).load(report.orderItemId)
    return item?.documentId == null ? null : await loaders.get(this.#corrected).load(report)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of who of the staff took it up; null until then, and for all but staff.',
  })
  takenBy(@Root() { takenByName }: DiscrepancyType, @Ctx() { actor }: Context): string | null {
    return actor.kind === 'STAFF' ? takenByName : null
  }
}

@Resolver(() => DiscrepancyEvidenceType)
export class DiscrepancyEvidenceResolver {
  constructor(private readonly downloads: EvidenceDownloads) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'A signed link to the file, good for 15 minutes and as long as you may read the report. Null once it is deleted: two years after the outcome.',
  })
  async url(@Root() evidence: DiscrepancyEvidenceType, @Ctx() { actor }: Context): Promise<string | null> {
    return await this.downloads.url(actor, evidence)
  }
}

/** A DEA number in full is for its buyers (domain.md, "Profile", 14). */
function masked(text: string | null, { kind }: Actor): string | null {
  return text === null || kind !== 'STAFF' ? text : text.slice(-4).padStart(text.length, '*')
}
