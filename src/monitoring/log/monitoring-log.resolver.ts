import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import { Access } from '../../graphql/access.policy.js'
import { type Connection, PageArgs } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { enumOf } from '../../graphql/enums.js'
import { DateTime, LocalDate } from '../../graphql/scalars.js'
import { asPayload, UserError } from '../../graphql/user-error.js'
import { Organization } from '../../organizations/organization.entity.js'
import { LOG_FORMATS, type LogFormat } from './monitoring-log.link.js'
import { MAX_PDF_LINES, type MonitoringLogLinks } from './monitoring-log.links.js'
import { DEFAULT_LOG_DAYS, type MonitoringLogReader } from './monitoring-log.reader.js'
import { MonitoringLogConnection, type MonitoringLogEntry } from './monitoring-log.type.js'

const LogFormatEnum = enumOf(LOG_FORMATS)
registerEnumType(LogFormatEnum, {
  name: 'MonitoringLogFormat',
  description: 'As what a monitoring log is to be had.',
  valuesConfig: {
    PDF: { description: `Signed by the publisher, for people; of up to ${MAX_PDF_LINES} lines.` },
    CSV: { description: 'RFC 4180 in UTF-8 with a head, for machines.' },
  },
})

const FIRST_DAY = `First day, of the organization's time zone; null for ${DEFAULT_LOG_DAYS} days in all.`
const LAST_DAY = 'Last day, included; null for today.'

@ArgsType()
class MonitoringLogArgs extends PageArgs {
  @Field(() => LocalDate, { nullable: true, description: FIRST_DAY })
  from?: string | null

  @Field(() => LocalDate, { nullable: true, description: LAST_DAY })
  through?: string | null

  @Field(() => ID, { nullable: true, description: 'Of this clinician only, `cln_…`; null for all.' })
  clinicianId?: string | null
}

@InputType({ description: 'To which log `createMonitoringLogLink` is to make a link.' })
class CreateMonitoringLogLinkInput {
  @Field(() => ID, { description: 'Id of the organization, `org_…`.' })
  organizationId!: string

  @Field(() => LocalDate, { nullable: true, description: FIRST_DAY })
  from?: string | null

  @Field(() => LocalDate, { nullable: true, description: LAST_DAY })
  through?: string | null

  @Field(() => ID, { nullable: true, description: 'Of this clinician only, `cln_…`; null for all.' })
  clinicianId?: string | null

  @Field(() => LogFormatEnum, { description: 'As what.' })
  format!: LogFormat
}

@ObjectType({ description: 'A signed link to a monitoring log.' })
class MonitoringLogLink {
  @Field(() => String, {
    description:
      'Where it can be had until `expiresAt`, without credentials: handle it like a password. It gives nothing any more once you lose access. Every download is audited.',
  })
  url!: string

  @Field(() => DateTime, {
    description: 'Until when it works: 15 minutes from now, unless the deployment says otherwise.',
  })
  expiresAt!: Date
}

@ObjectType({ description: 'Answer of `createMonitoringLogLink`.' })
class CreateMonitoringLogLinkPayload {
  @Field(() => MonitoringLogLink, { nullable: true, description: 'The link; null if something was wrong.' })
  link!: MonitoringLogLink | null

  @Field(() => [UserError], { description: 'What is wrong with the request.' })
  userErrors!: UserError[]
}

@Resolver(() => Organization)
export class OrganizationMonitoringLogResolver {
  constructor(private readonly reader: MonitoringLogReader) {}

  @FieldResolver(() => MonitoringLogConnection, {
    nullable: true,
    description:
      'What happened in its continuous monitoring, the earliest first, for an auditor: beginnings and ends, changes, attestations and reminders; 20 a page unless told. Null, with the reason in `errors`, without the scope `profiles:read` of the key and the grant, or of your role there, and with BAD_USER_INPUT for days that cannot be. The read is audited.',
  })
  async monitoringLog(
    @Root() organization: Organization,
    @Ctx() { actor, request }: Context,
    @Args(() => MonitoringLogArgs) { from, through, clinicianId, ...page }: MonitoringLogArgs,
  ): Promise<Connection<MonitoringLogEntry>> {
    const wanted = { from: from ?? null, through: through ?? null, clinicianId: clinicianId ?? null }
    return await this.reader.page(actor, request, organization, wanted, page)
  }
}

@Resolver()
export class MonitoringLogLinkResolver {
  constructor(private readonly links: MonitoringLogLinks) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => CreateMonitoringLogLinkPayload, {
    description:
      'Makes a signed link to a monitoring log as PDF or CSV, as it stands when it is downloaded. Needs the scope `profiles:read` of the key and the grant, or of your role there. User errors: `NOT_FOUND` for an unknown organization, `INVALID_INPUT` for days that cannot be, or that have too many lines for a PDF.',
  })
  async createMonitoringLogLink(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateMonitoringLogLinkInput, { description: 'To what.' }) input: CreateMonitoringLogLinkInput,
  ): Promise<CreateMonitoringLogLinkPayload> {
    const { organizationId, from = null, through = null, clinicianId = null, format } = input
    return await asPayload<Pick<CreateMonitoringLogLinkPayload, 'link'>>(
      async () => ({
        link: await this.links.make(actor, request, { organizationId, from, through, clinicianId, format }),
      }),
      { link: null },
    )
  }
}
