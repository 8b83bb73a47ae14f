import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ClinicianService } from '../../clinicians/clinician.service.js'
import { ClinicianType } from '../../clinicians/clinician.type.js'
import type { Database } from '../../db/database.js'
import { Access, ReasonNeeded, SIGNED_IN } from '../../graphql/access.policy.js'
import { type Connection, keysetList, PageArgs } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../../graphql/loaders.js'
import { asPayload } from '../../graphql/user-error.js'
import { assertGranted } from '../../organizations/organization.access.js'
import { Organization } from '../../organizations/organization.entity.js'
import { ProfileChanges } from '../../profiles/changes/profile-changes.type.js'
import { comparison } from '../../profiles/changes/profile-changes.view.js'
import type { DocumentWithContent } from '../../profiles/profile.documents.js'
import { Profile } from '../../profiles/profile.type.js'
import { profileOf } from '../../profiles/profile.view.js'
import { type OwnedPage, ownedPages } from '../../vendors/owned-pages.js'
import { MonitoringType } from '../monitoring.type.js'
import {
  DeliverMonitoringNoticePdfInput,
  DeliverMonitoringNoticePdfPayload,
  MonitoringNoticeConnection,
  MonitoringNoticeType,
} from './monitoring-notice.type.js'
import { LATEST, NOTICES_OF_MONITORINGS, NOTICES_OF_ORGANIZATIONS, placeOf } from './notice.queries.js'
import type { NoticeService } from './notice.service.js'

const NOTICES = keysetList<MonitoringNoticeType>({
  name: 'monitoring-notices',
  form: /^\d{1,15} mnt_\w{26}$/,
  keyOf: placeOf,
})
const NEEDS = 'the scope `profiles:read` of the key and the grant, or of your role there'

@Resolver(() => Organization)
export class OrganizationNoticesResolver {
  readonly #notices: LoaderDefinition<OwnedPage, MonitoringNoticeType[]>

  constructor(database: Database) {
    this.#notices = ownedPages(database, NOTICES_OF_ORGANIZATIONS)
  }

  @FieldResolver(() => MonitoringNoticeConnection, {
    nullable: true,
    description: `What it was told of changes of the clinicians whom it monitors, the newest first; 20 a page unless told. Null, with the reason in \`errors\`, without ${NEEDS}.`,
  })
  async monitoringNotices(
    @Root() organization: Organization,
    @Ctx() { actor, loaders }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<MonitoringNoticeType>> {
    assertGranted(actor, organization, 'profiles:read')
    return await NOTICES.page(page, (before, limit) =>
      loaders.get(this.#notices).load({ ownerId: organization.id, from: before ?? LATEST, limit }),
    )
  }
}

@Resolver(() => MonitoringType)
export class MonitoringNoticesResolver {
  readonly #notices: LoaderDefinition<OwnedPage, MonitoringNoticeType[]>

  constructor(database: Database) {
    this.#notices = ownedPages(database, NOTICES_OF_MONITORINGS)
  }

  @FieldResolver(() => MonitoringNoticeConnection, {
    description: 'What the organization was told of changes of the clinician, the newest first; 20 a page unless told.',
  })
  async notices(
    @Root() monitoring: MonitoringType,
    @Ctx() { loaders }: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<MonitoringNoticeType>> {
    return await NOTICES.page(page, (before, limit) =>
      loaders.get(this.#notices).load({ ownerId: monitoring.id, from: before ?? LATEST, limit }),
    )
  }
}

@Resolver(() => MonitoringNoticeType)
export class MonitoringNoticeResolver {
  readonly #clinicians: LoaderDefinition<MonitoringNoticeType, ClinicianType | null>
  readonly #documents: LoaderDefinition<
    MonitoringNoticeType,
    { before: DocumentWithContent; after: DocumentWithContent }
  >

  constructor(
    private readonly service: NoticeService,
    clinicians: ClinicianService,
  ) {
    this.#clinicians = {
      load: async (notices, { actor, request }) => {
        const ids = notices.map((one) => one.clinicianId)
        return inOrderOf(ids, await clinicians.readMany(actor, request, notices), (clinician) => clinician.id)
      },
    }
    this.#documents = {
      load: async (notices, scope) => {
        const documents = await service.documents(notices, scope)
        return notices.map(({ beforeDocumentId, documentId }) => {
          const [before, after] = [documents.get(beforeDocumentId), documents.get(documentId)]
          if (before === undefined || after === undefined) throw new Error(`document ${documentId} is there`)
          return { before, after }
        })
      },
    }
  }

  @Access(...SIGNED_IN)
  @Query(() => MonitoringNoticeType, {
    nullable: true,
    description: `The notice of this id; null if there is none for you. Needs ${NEEDS}.`,
  })
  async monitoringNotice(
    @Ctx() { actor, looks }: Context,
    @Arg('id', () => ID, { description: 'Id of the notice, `mnt_…`.' }) id: string,
  ): Promise<MonitoringNoticeType | null> {
    const notice = await this.service.find(actor, id)
    if (notice !== null) looks.add(notice.organizationId)
    return notice
  }

  @Access(...SIGNED_IN)
  @ReasonNeeded()
  @Mutation(() => DeliverMonitoringNoticePdfPayload, {
    description: `Delivers the official PDF of the updated profile of a notice, in the ways of \`deliverProfilePdf\`, with its limits and user errors; free of charge. Needs ${NEEDS}; staff say why with the header \`Gateway-Reason\`.`,
  })
  async deliverMonitoringNoticePdf(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DeliverMonitoringNoticePdfInput, { description: 'What, and how.' })
    input: DeliverMonitoringNoticePdfInput,
  ): Promise<DeliverMonitoringNoticePdfPayload> {
    return await asPayload<Pick<DeliverMonitoringNoticePdfPayload, 'delivery' | 'url'>>(
      async () => {
        const made = await this.service.deliver(actor, request, input)
        return { delivery: made?.delivery ?? null, url: made?.url ?? null }
      },
      { delivery: null, url: null },
    )
  }

  @FieldResolver(() => ClinicianType, { description: 'Who has changed.' })
  async clinician(@Root() notice: MonitoringNoticeType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(notice)
  }

  @FieldResolver(() => ProfileChanges, {
    description:
      'What has changed since what the organization knew before, by section, element and field. The read is audited.',
  })
  async changes(@Root() notice: MonitoringNoticeType, @Ctx() { actor, loaders }: Context): Promise<ProfileChanges> {
    const { before, after } = await loaders.get(this.#documents).load(notice)
    return comparison(before, after, actor)
  }

  @FieldResolver(() => Profile, { description: 'The updated profile. The read is audited.' })
  async profile(@Root() notice: MonitoringNoticeType, @Ctx() { actor, loaders }: Context): Promise<Profile> {
    const { after } = await loaders.get(this.#documents).load(notice)
    return profileOf(after, actor)
  }
}
