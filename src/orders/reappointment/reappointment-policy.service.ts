import { recordAudit } from '../../audit/audit.trail.js'
import { type Actor, assertPerson, type RequestInfo } from '../../auth/actor.js'
import type { Database, Transaction } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant, type UserErrorItem, UserErrors } from '../../kernel/errors.js'
import { MAX_CENTS } from '../../kernel/money.js'
import { findMember } from '../../organizations/membership.queries.js'
import { assertAdministers, findOrganization } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { SetReappointmentPolicyInput } from './reappointment.inputs.js'
import { MAX_CYCLE_MONTHS, MAX_LEAD_DAYS } from './reappointment.rules.js'
import { lockPolicy, type PolicyRow, policiesOf, setPolicy } from './reappointment-policy.queries.js'

/** Sets how an organization reappoints; for its administrators alone. */
export class ReappointmentPolicyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws UserErrors NOT_FOUND for the organization and the approver, INVALID_INPUT */
  async set(actor: Actor, request: RequestInfo, input: SetReappointmentPolicyInput): Promise<PolicyRow> {
    assertPerson(actor)
    return await this.database.transaction(async (tx) => {
      const { organizationId } = input
      const organization = await findOrganization(tx, actor, organizationId)
      if (organization === null) {
        throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
      }
      assertAdministers(organization)
      await lockPolicy(tx, organizationId)
      const { monthlyBudgetCents = null, approverId = null } = input
      const problems = [...checkPolicy(input), ...(await checkApprover(tx, organizationId, approverId))]
      if (problems.length > 0) throw new UserErrors(problems)
      const at = this.clock.now()
      await setPolicy(tx, { ...input, monthlyBudgetCents, approverId }, timeOf(this.clock, organization))
      await recordAudit(tx, {
        action: 'REAPPOINTMENT_POLICY_SET',
        actor,
        request,
        organizationId,
        subject: { kind: 'organization', ids: [organizationId, ...(approverId === null ? [] : [approverId])] },
        at,
      })
      const [policy] = await policiesOf(tx, [organizationId])
      invariant(policy, 'every organization has a policy')
      return policy
    })
  }
}

function checkPolicy(input: SetReappointmentPolicyInput): UserErrorItem[] {
  const { cycleMonths, leadDays, autopilot, monthlyBudgetCents, approverId } = input
  return [
    ...checkRange('cycleMonths', cycleMonths, 1, MAX_CYCLE_MONTHS),
    ...checkRange('leadDays', leadDays, 0, MAX_LEAD_DAYS),
    ...(monthlyBudgetCents == null ? [] : checkRange('monthlyBudgetCents', monthlyBudgetCents, 0, MAX_CENTS)),
    ...(autopilot === 'OFF'
      ? []
      : [...needed('monthlyBudgetCents', monthlyBudgetCents), ...needed('approverId', approverId)]),
  ]
}

function checkRange(field: string, value: number, least: number, most: number): UserErrorItem[] {
  return value >= least && value <= most ? [] : [invalid(field, `expected ${least} to ${most}, got ${value}`)]
}

function needed(field: string, value: unknown): UserErrorItem[] {
  return value == null ? [invalid(field, 'expected a value, for the autopilot is on, got none')] : []
}

/** Somebody who is not of the organization answers like nobody. */
async function checkApprover(
  tx: Transaction,
  organizationId: string,
  approverId: string | null,
): Promise<UserErrorItem[]> {
  if (approverId === null) return []
  const member = await findMember(tx, organizationId, approverId)
  if (member?.activatedAt == null) {
    return [
      { code: 'NOT_FOUND', field: ['approverId'], message: `no person of the organization has the id "${approverId}"` },
    ]
  }
  return member.roles.includes('PROFILES_USER')
    ? []
    : [invalid('approverId', `expected a person with the role PROFILES_USER, got ${member.roles.join(', ')}`)]
}

function invalid(field: string, message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field: [field], message }
}
