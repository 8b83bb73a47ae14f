import type { Mode } from '../../auth/actor.js'
import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { DEFAULT_CYCLE_MONTHS, DEFAULT_LEAD_DAYS } from './reappointment.rules.js'
import type { Autopilot, ReappointmentPolicyType } from './reappointment-policy.type.js'

/** A policy with the mode and the time zone of its organization. */
export type PolicyRow = ReappointmentPolicyType & { mode: Mode; timeZone: string; clockAheadMs: number }

/** One whose autopilot is on. */
export type FlyingPolicy = PolicyRow & {
  autopilot: Exclude<Autopilot, 'OFF'>
  monthlyBudgetCents: number
  approverId: string
  approverName: string
}

/** What an administrator sets. */
export interface PolicySetting {
  organizationId: string
  cycleMonths: number
  leadDays: number
  autopilot: Autopilot
  monthlyBudgetCents: number | null
  approverId: string | null
}

/** Without an account there is nothing to order from yet; its currency will be this one. */
const CURRENCY = `coalesce(a.currency, 'USD')`

const OF_ORGANIZATIONS = readStatement<PolicyRow>(
  'reappointment_policies_of_organizations',
  `select o.id as "organizationId", o.mode, o.time_zone as "timeZone", o.clock_ahead_ms as "clockAheadMs", ${CURRENCY} as currency,
          coalesce(p.cycle_months, $2::int) as "cycleMonths", coalesce(p.lead_days, $3::int) as "leadDays",
          coalesce(p.autopilot, 'OFF') as autopilot, p.monthly_budget_cents as "monthlyBudgetCents",
          p.approver_id as "approverId", u.full_name as "approverName", p.updated_at as "updatedAt"
     from organizations o
     left join reappointment_policies p on p.organization_id = o.id
     left join users u on u.id = p.approver_id
     left join accounts a on a.organization_id = o.id
    where o.id = any ($1)`,
)

const SET = writeStatement(
  'reappointment_policy_set',
  `insert into reappointment_policies
     (organization_id, cycle_months, lead_days, autopilot, monthly_budget_cents, approver_id, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (organization_id) do update
     set (cycle_months, lead_days, autopilot, monthly_budget_cents, approver_id, updated_at) =
         (excluded.cycle_months, excluded.lead_days, excluded.autopilot, excluded.monthly_budget_cents,
          excluded.approver_id, excluded.updated_at)`,
)

const LOCK = writeStatement(
  'reappointment_policy_lock',
  'select from reappointment_policies where organization_id = $1 for update',
)

/** The organization's own day is over when its next has begun: `last_run_on` is the one that was done. */
const TAKE = writeStatement<{ organizationId: string }>(
  'reappointment_policy_take',
  `select p.organization_id as "organizationId"
     from reappointment_policies p join organizations o on o.id = p.organization_id
    where p.autopilot <> 'OFF' and p.organization_id <> all ($2) and ($3::text is null or p.organization_id = $3)
      and (p.last_run_on is null or p.last_run_on <
        (($1::timestamptz + o.clock_ahead_ms * interval '1 millisecond') at time zone o.time_zone)::date)
    order by p.last_run_on nulls first, p.organization_id limit 1 for update of p skip locked`,
)

const RAN = writeStatement(
  'reappointment_policy_ran',
  'update reappointment_policies set last_run_on = $2 where organization_id = $1',
)

/** The policies of these organizations, whether they chose or have the defaults. */
export async function policiesOf(reader: Reader, organizationIds: readonly string[]): Promise<PolicyRow[]> {
  return await reader.rows(OF_ORGANIZATIONS, [organizationIds, DEFAULT_CYCLE_MONTHS, DEFAULT_LEAD_DAYS])
}

/** Sets the organization's policy. */
export async function setPolicy(tx: Transaction, policy: PolicySetting, at: Date): Promise<void> {
  const { organizationId, cycleMonths, leadDays, autopilot, monthlyBudgetCents, approverId } = policy
  await tx.write(SET, [organizationId, cycleMonths, leadDays, autopilot, monthlyBudgetCents, approverId, at])
}

/** Takes the organization's policy for this transaction: nobody else sets it, decides, or lets the autopilot run. */
export async function lockPolicy(tx: Transaction, organizationId: string): Promise<PolicyRow | null> {
  await tx.write(LOCK, [organizationId])
  const [policy] = await policiesOf(tx, [organizationId])
  return policy ?? null
}

/**
 * Takes an organization whose autopilot has not done the day that it is there, and which no other process has; `only` that
 * one, if it is named, and none of `except`. Null if there is none.
 */
export async function takePolicyToRun(
  tx: Transaction,
  at: Date,
  { only = null, except }: { only?: string | null; except: readonly string[] },
): Promise<FlyingPolicy | null> {
  const [due] = await tx.write(TAKE, [at, except, only])
  const [policy] = due === undefined ? [] : await policiesOf(tx, [due.organizationId])
  return policy === undefined ? null : (policy as FlyingPolicy)
}

/** The autopilot has done the organization's day. */
export async function policyRan(tx: Transaction, organizationId: string, day: LocalDay): Promise<void> {
  await tx.write(RAN, [organizationId, day])
}
