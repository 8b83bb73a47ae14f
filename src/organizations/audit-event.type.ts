import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { AUDIT_ACTIONS, type AuditAction } from '../audit/audit.actions.js'
import type { AuditEventRow, AuditFilter } from '../audit/audit.queries.js'
import { UNATTENDED_ACTORS, type UnattendedActor } from '../audit/audit.trail.js'
import { CALLER_KINDS, type CallerKind } from '../auth/caller.js'
import { PageArgs } from '../graphql/connection.js'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { RequestError } from '../kernel/errors.js'

const AuditActionEnum = enumOf(Object.keys(AUDIT_ACTIONS) as AuditAction[])
registerEnumType(AuditActionEnum, {
  name: 'AuditAction',
  description: 'What is written into the audit trail. New actions may be added.',
  valuesConfig: Object.fromEntries(
    Object.entries(AUDIT_ACTIONS).map(([action, description]) => [action, { description }]),
  ),
})

const AuditActorKindEnum = enumOf([...CALLER_KINDS, ...UNATTENDED_ACTORS])
registerEnumType(AuditActorKindEnum, {
  name: 'AuditActorKind',
  description: 'Who did something that the audit trail tells of.',
  valuesConfig: {
    ANONYMOUS: { description: 'Whoever showed no credentials, such as the holder of a signed link.' },
    OPERATOR: { description: "Whoever runs the deployment's scripts." },
    SYSTEM: { description: 'The gateway by itself.' },
    VENDOR: { description: 'Software that came with an API key.' },
    USER: { description: 'A person who was signed in.' },
    STAFF: { description: "One of the publisher's own people." },
  },
})

@ObjectType('AuditEvent', {
  description: 'Who did what to which thing, when and from where. Never changed, never deleted.',
})
export class AuditEventType implements Omit<AuditEventRow, 'occurredAtMicros'> {
  @Field(() => ID, { description: 'Its number in the trail, as decimal digits.' })
  id!: string

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: Date

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction

  @Field(() => AuditActorKindEnum, { description: 'What the one who did it is to the gateway.' })
  actorKind!: CallerKind | UnattendedActor

  @Field(() => ID, {
    nullable: true,
    description:
      'Who did it: id of the vendor, `vnd_…`, or of the person, `usr_…`; null for `ANONYMOUS`, `OPERATOR` and `SYSTEM`.',
  })
  actorId!: string | null

  @Field(() => ID, { nullable: true, description: 'The API key that was used, `key_…`; null if none was.' })
  apiKeyId!: string | null

  @Field(() => ID, { nullable: true, description: 'The session that was used, `ses_…`; null if none was.' })
  sessionId!: string | null

  @Field(() => ID, {
    nullable: true,
    description:
      'For which organization, `org_…`; null for what is done for none in particular, such as a search that names none.',
  })
  organizationId!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Of what kind the things are, for example `clinician` or `profileDocument`; null if there are none.',
  })
  subjectKind!: string | null

  @Field(() => [ID], {
    description:
      'To which things: their ids. Of `ACCESS_DENIED` the fields that were refused, then the ids that were named.',
  })
  subjectIds!: string[]

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the request, `req_…`, which its answer carried; null for what no request asked for.',
  })
  requestId!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'IP address of the client, as far as the trusted proxies told; null where none is known. Of `STAFF` only staff see it: for everybody else it is null.',
  })
  address!: string | null

  @Field(() => String, { nullable: true, description: 'Why, as staff have to say; null for everybody else.' })
  reason!: string | null
}

/** Which events; every argument that is given narrows. */
@ArgsType()
export class AuditEventsArgs extends PageArgs {
  @Field(() => [AuditActionEnum], { nullable: true, description: 'Only these actions; null for all.' })
  actions?: AuditAction[] | null

  @Field(() => ID, {
    nullable: true,
    description: 'Only by this vendor, `vnd_…`, or person, `usr_…`; null for everybody.',
  })
  actorId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'Only those that name this thing among `subjectIds`, for example a clinician, `cln_…`; null for all.',
  })
  subjectId?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Only from this moment on; null for the beginning.' })
  from?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Only before this moment; null for now.' })
  until?: Date | null
}

/** The arguments as a filter. @throws RequestError BAD_USER_INPUT for a range that ends before it begins. */
export function auditFilterOf({ actions, actorId, subjectId, from, until }: AuditEventsArgs): AuditFilter {
  if (from != null && until != null && from >= until) {
    throw new RequestError('BAD_USER_INPUT', 'from, until: expected a range that ends after it begins')
  }
  return {
    ...(actions != null && { actions }),
    ...(actorId != null && { actorId }),
    ...(subjectId != null && { subjectId }),
    ...(from != null && { from }),
    ...(until != null && { until }),
  }
}
