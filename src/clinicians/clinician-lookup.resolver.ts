import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { BulkService } from '../bulk/bulk.service.js'
import { BulkOperationType } from '../bulk/bulk.type.js'
import { Access, SIGNED_IN } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { Costs } from '../graphql/cost/cost.policy.js'
import { asPayload, UserError } from '../graphql/user-error.js'
import { ClinicianCriterion } from './clinician.inputs.js'
import type { ClinicianLookup, LookupOutcome } from './clinician.lookup.js'
import { StartClinicianLookupInput } from './clinician-lookup.inputs.js'
import { ClinicianLookupResult, type ClinicianLookupRow } from './clinician-lookup.type.js'

@ObjectType({ description: 'Answer of `startClinicianLookup`.' })
class StartClinicianLookupPayload {
  @Field(() => BulkOperationType, {
    nullable: true,
    description: 'The operation, to be asked for until it has ended; null if something is wrong.',
  })
  operation!: BulkOperationType | null

  @Field(() => Boolean, {
    description:
      'Whether it is one that was there: it looks, or looked, the same file up. `again: true` makes a new one.',
  })
  reused!: boolean

  @Field(() => [UserError], {
    description:
      'NOT_FOUND for the organization or the upload; UPLOAD_UNUSABLE for an upload whose file has not come, was used, or is gone; LIMIT_REACHED while the organization has 20 operations that have not ended.',
  })
  userErrors!: UserError[]
}

@Resolver()
export class ClinicianLookupResolver {
  constructor(
    private readonly lookup: ClinicianLookup,
    private readonly bulk: BulkService,
  ) {}

  @Access(...SIGNED_IN)
  @Costs(100)
  @Query(() => ClinicianLookupResult, {
    description:
      'Looks up to 250 clinicians up at once, each by exactly one criterion and by the rules of `searchClinicians`, and says row by row what came of it. Send the criteria as a variable. For more, upload a roster and start `startClinicianLookup`. Needs the scope `clinicians:read` of the key, or of your role.',
  })
  async lookupClinicians(
    @Ctx() { actor, request }: Context,
    @Arg('criteria', () => [ClinicianCriterion], {
      description: 'By what to look, 1 to 250; the same twice is no harm.',
    })
    criteria: ClinicianCriterion[],
    @Arg('organizationId', () => ID, {
      nullable: true,
      description:
        'Id of the organization for which you look, `org_…`: stands in the audit trail. A person who buys for one organization only, a vendor and staff can leave it out.',
    })
    organizationId?: string | null,
  ): Promise<ClinicianLookupResult> {
    return await asPayload(
      async () => ({
        rows: (await this.lookup.lookUp(actor, request, criteria, organizationId ?? null)).map(rowOf),
      }),
      { rows: [] },
    )
  }

  @Access('VENDOR', 'USER')
  @Mutation(() => StartClinicianLookupPayload, {
    description:
      'Starts looking up everybody of an uploaded roster, up to 100,000 rows, in the background. Two operations of an organization run at a time, the others wait. Needs the scope `clinicians:read` of the key and the grant, or of your role there.',
  })
  async startClinicianLookup(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => StartClinicianLookupInput, { description: 'The roster.' }) input: StartClinicianLookupInput,
  ): Promise<StartClinicianLookupPayload> {
    const wish = { ...input, kind: 'CLINICIAN_LOOKUP', purpose: 'CLINICIAN_ROSTER' } as const
    return await asPayload<Omit<StartClinicianLookupPayload, 'userErrors'>>(
      async () => await this.bulk.start(actor, request, wish),
      { operation: null, reused: false },
    )
  }
}

function rowOf({ status, matches, error, suggested, explanation }: LookupOutcome, index: number): ClinicianLookupRow {
  const [only] = status === 'MATCHED' ? matches : []
  return {
    index,
    status,
    clinician: only?.clinician ?? null,
    matchedName: only?.matchedName ?? null,
    candidates: status === 'AMBIGUOUS' ? matches : [],
    explanation,
    userError: error,
    suggestedNpi: suggested?.npi ?? null,
  }
}
