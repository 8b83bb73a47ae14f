import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { ClinicianOfOrganization, ClinicianService } from '../../clinicians/clinician.service.js'
import { ClinicianType } from '../../clinicians/clinician.type.js'
import { Access, PEOPLE } from '../../graphql/access.policy.js'
import type { Context } from '../../graphql/context.js'
import { inOrderOf, type LoaderDefinition } from '../../graphql/loaders.js'
import { Money } from '../../graphql/money.js'
import { asPayload } from '../../graphql/user-error.js'
import { explain } from './autopilot.rules.js'
import { DecideReappointmentsInput, SetReappointmentPolicyInput } from './reappointment.inputs.js'
import { DecideReappointmentsPayload, SetReappointmentPolicyPayload } from './reappointment.payloads.js'
import type { ReappointmentDecisionService } from './reappointment-decision.service.js'
import { ReappointmentDecisionType } from './reappointment-decision.type.js'
import { ReappointmentDueType } from './reappointment-due.type.js'
import type { ReappointmentPolicyService } from './reappointment-policy.service.js'
import { ReappointmentApprover, ReappointmentPolicyType } from './reappointment-policy.type.js'

@Resolver()
export class ReappointmentResolver {
  constructor(
    private readonly policies: ReappointmentPolicyService,
    private readonly decisions: ReappointmentDecisionService,
  ) {}

  @Access(...PEOPLE)
  @Mutation(() => SetReappointmentPolicyPayload, {
    description:
      "Sets when an organization's clinicians are due for reappointment, and what the gateway does by itself then. For its administrators.",
  })
  async setReappointmentPolicy(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => SetReappointmentPolicyInput, { description: 'The policy.' }) input: SetReappointmentPolicyInput,
  ): Promise<SetReappointmentPolicyPayload> {
    return await asPayload<Omit<SetReappointmentPolicyPayload, 'userErrors'>>(
      async () => ({ policy: await this.policies.set(actor, request, input) }),
      { policy: null },
    )
  }

  @Access(...PEOPLE)
  @Mutation(() => DecideReappointmentsPayload, {
    description:
      "Approves proposals of the autopilot, all in one order from the account balance in your name, or declines them. For the approver of the organization's policy. To do it again is harmless: what is ordered is not ordered twice.",
  })
  async decideReappointments(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => DecideReappointmentsInput, { description: 'Which, and how.' }) input: DecideReappointmentsInput,
  ): Promise<DecideReappointmentsPayload> {
    return await asPayload<Omit<DecideReappointmentsPayload, 'userErrors'>>(
      async () => ({ decisions: await this.decisions.decide(actor, request, input) }),
      { decisions: null },
    )
  }
}

@Resolver(() => ReappointmentPolicyType)
export class ReappointmentPolicyFieldsResolver {
  @FieldResolver(() => Money, {
    nullable: true,
    description: 'The most that the autopilot orders and proposes in a calendar month; null while nobody has set one.',
  })
  monthlyBudget(@Root() { monthlyBudgetCents: cents, currency }: ReappointmentPolicyType): Money | null {
    return cents === null ? null : { cents, currency }
  }

  @FieldResolver(() => ReappointmentApprover, {
    nullable: true,
    description: 'Who decides about proposals and in whose name it orders; null while nobody is chosen.',
  })
  approver(@Root() { approverId: userId, approverName }: ReappointmentPolicyType): ReappointmentApprover | null {
    return userId === null ? null : { userId, fullName: approverName ?? '' }
  }
}

/** Whose profile it is, for whatever names a clinician of an organization. */
function clinicianLoader(
  clinicians: ClinicianService,
): LoaderDefinition<ClinicianOfOrganization, ClinicianType | null> {
  return {
    load: async (wanted, { actor, request }) => {
      const ids = wanted.map((one) => one.clinicianId)
      return inOrderOf(ids, await clinicians.readMany(actor, request, wanted), (clinician) => clinician.id)
    },
  }
}

@Resolver(() => ReappointmentDueType)
export class ReappointmentDueFieldsResolver {
  readonly #clinicians: ReturnType<typeof clinicianLoader>

  constructor(clinicians: ClinicianService) {
    this.#clinicians = clinicianLoader(clinicians)
  }

  @FieldResolver(() => ClinicianType, { description: 'Who is due.' })
  async clinician(@Root() due: ReappointmentDueType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(due)
  }
}

@Resolver(() => ReappointmentDecisionType)
export class ReappointmentDecisionFieldsResolver {
  readonly #clinicians: ReturnType<typeof clinicianLoader>

  constructor(clinicians: ClinicianService) {
    this.#clinicians = clinicianLoader(clinicians)
  }

  @FieldResolver(() => ClinicianType, { description: 'Whom it is about.' })
  async clinician(@Root() of: ReappointmentDecisionType, @Ctx() { loaders }: Context): Promise<ClinicianType | null> {
    return await loaders.get(this.#clinicians).load(of)
  }

  @FieldResolver(() => String, { description: 'The decision in words, in English, with the figures it was made from.' })
  explanation(@Root() decision: ReappointmentDecisionType): string {
    return explain(decision)
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: 'Price of the profile at the decision; null if it was left out before it had one.',
  })
  price(@Root() { priceCents: cents, currency }: ReappointmentDecisionType): Money | null {
    return cents === null ? null : { cents, currency }
  }

  @FieldResolver(() => Money, { description: 'The budget of the month, as the policy was at the decision.' })
  budget(@Root() { budgetCents: cents, currency }: ReappointmentDecisionType): Money {
    return { cents, currency }
  }

  @FieldResolver(() => Money, {
    description: 'What of that budget was ordered in the month or proposed before this decision.',
  })
  committed(@Root() { committedCents: cents, currency }: ReappointmentDecisionType): Money {
    return { cents, currency }
  }
}
