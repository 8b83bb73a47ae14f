import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import type { PageWanted } from '../../organizations/organization.pages.js'
import { formatOrderNumber } from '../order.rules.js'
import { isOwned } from '../profile-manager/owned-clinician.queries.js'
import type { ReappointmentDecision } from './reappointment-decision.entity.js'
import type { DecisionReason, DecisionState, ReappointmentDecisionType } from './reappointment-decision.type.js'

type Row = Omit<ReappointmentDecisionType, 'orderNumber'> & { orderNumber: number | null }

const DECISIONS = `select d.id, d.organization_id as "organizationId", d.clinician_id as "clinicianId",
         d.last_item_id as "lastItemId", d.product, d.due_on as "dueOn", d.state, d.reason,
         d.price_cents as "priceCents", d.budget_cents as "budgetCents", d.committed_cents as "committedCents",
         d.currency, d.decided_at as "decidedAt", u.full_name as "decidedBy", o.number as "orderNumber"
    from reappointment_decisions d
    left join users u on u.id = d.decided_by_id
    left join orders o on o.id = d.order_id`

const PAGES = readStatement<Row>(
  'reappointment_decisions_of_organizations',
  `select page.* from unnest($1::text[]) as wanted (id) cross join lateral (
     ${DECISIONS}
      where d.organization_id = wanted.id and d.id < $2 and ($4::text is null or d.state = $4)
      order by d.id desc limit $3) page
   order by page."organizationId", page.id desc`,
)

const BY_IDS = readStatement<Row>(
  'reappointment_decisions_by_ids',
  `${DECISIONS} where d.organization_id = $1 and d.id = any ($2) order by d.id`,
)

/** What was skipped for the same reason before keeps its time: nothing new was decided. */
const RECORD = writeStatement<{ id: string }>(
  'reappointment_decisions_record',
  `insert into reappointment_decisions as d
     (id, organization_id, clinician_id, last_item_id, product, due_on, state, reason, price_cents, budget_cents,
      committed_cents, currency, considered_on, decided_at, order_id)
   select n.id, n."organizationId", n."clinicianId", n."lastItemId", n.product, n."dueOn", n.state, n.reason,
          n."priceCents", n."budgetCents", n."committedCents", n.currency, n."consideredOn", n."decidedAt", n."orderId"
     from jsonb_to_recordset($1::jsonb) as n (id text, "organizationId" text, "clinicianId" text, "lastItemId" text,
          product text, "dueOn" date, state text, reason text, "priceCents" bigint, "budgetCents" bigint,
          "committedCents" bigint, currency text, "consideredOn" date, "decidedAt" timestamptz, "orderId" text)
   on conflict (last_item_id) do update
     set (due_on, state, reason, price_cents, budget_cents, committed_cents, considered_on, decided_at, order_id) =
         (excluded.due_on, excluded.state, excluded.reason, excluded.price_cents, excluded.budget_cents,
          excluded.committed_cents, excluded.considered_on,
          case when (d.state, d.reason) = (excluded.state, excluded.reason) then d.decided_at
               else excluded.decided_at end,
          excluded.order_id)
     where d.state = 'SKIPPED'
   returning id`,
)

const WITHDRAW = writeStatement(
  'reappointment_decisions_withdraw',
  `update reappointment_decisions d set state = 'WITHDRAWN', reason = 'BOUGHT_OTHERWISE', decided_at = $2
     from order_items i
    where d.organization_id = $1 and d.state in ('PROPOSED', 'SKIPPED') and i.id = d.last_item_id
      and exists (select from order_items n
                   where ${isOwned('n')} and n.organization_id = d.organization_id and n.clinician_id = d.clinician_id
                     and n.purchased_at > i.purchased_at)`,
)

const DECLINE = writeStatement(
  'reappointment_decisions_decline',
  `update reappointment_decisions set state = 'DECLINED', reason = 'DECLINED', decided_at = $2, decided_by_id = $3
    where id = any ($1)`,
)

const APPROVE = writeStatement(
  'reappointment_decisions_approve',
  `update reappointment_decisions d
      set state = 'ORDERED', reason = 'APPROVED', decided_at = $2, decided_by_id = $3, order_id = $4,
          price_cents = i.unit_price_cents
     from order_items i
    where d.id = any ($1) and i.order_id = $4 and i.clinician_id = d.clinician_id and i.product = d.product`,
)

const COMMITTED = readStatement<{ orderedCents: number; proposedCents: number }>(
  'reappointment_budget_committed',
  `select coalesce(sum(d.price_cents) filter (where d.state = 'ORDERED'), 0)::bigint as "orderedCents",
          coalesce(sum(d.price_cents) filter (where d.state = 'PROPOSED'), 0)::bigint as "proposedCents"
     from reappointment_decisions d left join orders o on o.id = d.order_id
    where d.organization_id = $1
      and (d.state = 'PROPOSED' or (d.state = 'ORDERED' and o.status in ('PENDING', 'COMPLETED')
                                    and d.decided_at >= $2 and d.decided_at < $3))`,
)

/** What the autopilot came to in a night, for the letter. */
export interface Outcome {
  state: DecisionState
  reason: DecisionReason
  count: number
  cents: number
}

const OUTCOMES = readStatement<Outcome>(
  'reappointment_outcomes',
  `select state, reason, count(*)::int as count, coalesce(sum(price_cents), 0)::bigint as cents
     from reappointment_decisions
    where organization_id = $1 and considered_on = $2 and decided_at >= $3 and decided_by_id is null
      and state in ('PROPOSED', 'ORDERED', 'SKIPPED')
    group by state, reason order by state, reason`,
)

/** A page of the decisions of each organization, the newest first. */
export async function decisionsOf(
  reader: Reader,
  organizationIds: readonly string[],
  { beyond, limit, status }: PageWanted<DecisionState>,
): Promise<ReappointmentDecisionType[]> {
  return (await reader.rows(PAGES, [organizationIds, beyond, limit, status])).map(typeOf)
}

/** Those of the decisions that are of the organization, the oldest first. */
export async function decisionsByIds(
  reader: Reader,
  organizationId: string,
  ids: readonly string[],
): Promise<ReappointmentDecisionType[]> {
  return (await reader.rows(BY_IDS, [organizationId, ids])).map(typeOf)
}

/** Writes down what was decided, new or about those who were skipped before. Returns the ids of the rows. */
export async function recordDecisions(
  tx: Transaction,
  decisions: readonly Omit<ReappointmentDecision, 'decidedById'>[],
): Promise<string[]> {
  return (await tx.write(RECORD, [JSON.stringify(decisions)])).map((row) => row.id)
}

/** Takes back what was proposed or skipped of clinicians of whom the organization bought a profile meanwhile. */
export async function withdrawBought(tx: Transaction, organizationId: string, at: Date): Promise<void> {
  await tx.write(WITHDRAW, [organizationId, at])
}

/** The approver declined. */
export async function declineDecisions(
  tx: Transaction,
  ids: readonly string[],
  approverId: string,
  at: Date,
): Promise<void> {
  await tx.write(DECLINE, [ids, at, approverId])
}

/** The approver approved, and the order was placed. */
export async function approveDecisions(
  tx: Transaction,
  ids: readonly string[],
  approverId: string,
  orderId: string,
  at: Date,
): Promise<void> {
  await tx.write(APPROVE, [ids, at, approverId, orderId])
}

/** What of the budget was ordered from `start` until just before `end` and not paid back, and what is proposed. */
export async function committedOfBudget(
  reader: Reader,
  organizationId: string,
  { start, end }: { start: Date; end: Date },
): Promise<{ orderedCents: number; proposedCents: number }> {
  const [row] = await reader.rows(COMMITTED, [organizationId, start, end])
  return row ?? { orderedCents: 0, proposedCents: 0 }
}

/** What the autopilot decided anew on the organization's day `consideredOn`, which began at `since`. */
export async function outcomesOf(
  reader: Reader,
  organizationId: string,
  consideredOn: string,
  since: Date,
): Promise<Outcome[]> {
  return await reader.rows(OUTCOMES, [organizationId, consideredOn, since])
}

function typeOf(row: Row): ReappointmentDecisionType {
  return { ...row, orderNumber: row.orderNumber === null ? null : formatOrderNumber(row.orderNumber) }
}
