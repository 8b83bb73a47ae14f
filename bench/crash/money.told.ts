import type { Check } from './crash.checks.js'
import type { World } from './crash.world.js'

/** What somebody was told: that an act gave this thing, or why it did not. */
export interface Told {
  act: string
  outcome: string
}

/** What may be refused, for the world goes on meanwhile: what is paid back already, what has ended, a card that is declined. */
const MAY_BE_REFUSED: ReadonlySet<string> = new Set([
  'ALREADY_DECIDED',
  'NOT_REFUNDABLE',
  'ALREADY_REPORTED',
  'ALREADY_MONITORED',
  'NOT_FOUND',
  'INELIGIBLE_PRODUCT',
  'PROFILE_NOT_AVAILABLE',
  // What the organization was to become, it became otherwise meanwhile.
  'CHANGE_OUTDATED',
  // A roster has bought what was proposed.
  'DUPLICATE_PURCHASE',
  // A clinician of the sandbox whom nobody can change.
  'INVALID_INPUT',
])
const ID = /^[a-z]+_[0-9a-z]+( [a-z]+_[0-9a-z]+)*$/
/** An act that was tried so often has succeeded once. */
const OFTEN = 10
/** Each has, when there were so many acts of each, one with the other. */
const LONG = 25

/** By the prefix of their ids, where things lie. */
const TABLES: Readonly<Record<string, string>> = {
  ord: 'orders',
  dep: 'deposits',
  dsc: 'discrepancies',
  bulk: 'bulk_operations',
  rdn: 'reappointment_decisions',
  dlv: 'profile_deliveries',
  rcpt: 'daily_receipts',
  evt: 'webhook_events',
  inv: 'invitations',
  chg: 'change_requests',
  grant: 'vendor_grants',
  org: 'organizations',
  usr: 'users',
  inq: 'organization_inquiries',
  rrq: 'research_requests',
  irq: 'integration_requests',
}

/** How many rows an act leaves whenever it succeeds. */
const ONE_EACH: readonly (readonly [act: string, rows: string])[] = [
  ['recordDeposit', `select count(*) from deposits`],
  ['recordAdjustment', `select count(*) from ledger_transactions where kind = 'ADJUSTMENT'`],
  ['transferBalance', `select count(*) from ledger_transactions where kind = 'BALANCE_TRANSFER'`],
  ['recordSubscriptionPayment', `select count(*) from ledger_transactions where kind = 'SUBSCRIPTION_PAYMENT'`],
  ['reportDiscrepancy, which the sandbox decides', `select count(*) from discrepancies where why like 'sandbox:%'`],
  ['reportDiscrepancy, which staff decide', `select count(*) from discrepancies where why not like 'sandbox:%'`],
  ['orderRoster', `select count(*) from bulk_operations where kind = 'ORDER_ROSTER'`],
  ['confirmOrderRoster', 'select count(*) from order_roster_purchases'],
  [
    'decideReappointments, which the autopilot proposed',
    `select count(*) from reappointment_decisions where decided_by_id is not null`,
  ],
  ['resendDailyReceipt', 'select count(*) from daily_receipt_copies'],
  ['resetSandboxOrganization', 'select count(*) from sandbox_resets'],
  ['requestIntegration', 'select count(*) from integration_requests'],
  ['requestResearch', 'select count(*) from research_requests'],
  [
    'inviteUsers',
    `select count(distinct change_request_id) from invitations i join change_requests c on c.id = i.change_request_id
      where c.kind = 'ADD_USERS'`,
  ],
  [
    'updateOrganization by staff, which administrators decide',
    `select count(*) from change_requests where kind = 'UPDATE_ORGANIZATION' and requested_by_staff`,
  ],
]

/** What is written down of an act, of the thing that it named. */
interface Trace {
  act: string
  actions: readonly string[]
  /** Whether asking again does it again: then there can be more than was told, for an answer can be lost. */
  repeats: boolean
}

const once = (act: string, ...actions: string[]): Trace => ({ act, actions, repeats: false })
const eachTime = (act: string, ...actions: string[]): Trace => ({ act, actions, repeats: true })

/** Each stands in the audit trail, in the transaction that does it and queues what tells of it. */
const TRACES: readonly Trace[] = [
  once('cancelOrder', 'ORDER_CANCELLED'),
  once('recordDeposit', 'DEPOSIT_RECORDED'),
  once('reportDiscrepancy, which the sandbox decides', 'DISCREPANCY_REPORTED'),
  once('reportDiscrepancy, which staff decide', 'DISCREPANCY_REPORTED'),
  once('orderRoster', 'BULK_OPERATION_STARTED'),
  once('confirmOrderRoster', 'BULK_OPERATION_STARTED'),
  once('resendDailyReceipt', 'DAILY_RECEIPT_RESENT'),
  once('inviteUsers', 'USER_INVITED'),
  once('requestResearch', 'RESEARCH_REQUESTED'),
  once('answerResearchRequest', 'RESEARCH_ANSWERED'),
  once('decideDiscrepancy', 'DISCREPANCY_DECIDED'),
  once('updateOrganization by staff, which administrators decide', 'CHANGE_REQUESTED'),
  once('approveChangeRequest and rejectChangeRequest', 'CHANGE_APPROVED', 'CHANGE_REJECTED'),
  once('inquireOrganization', 'ORGANIZATION_INQUIRED'),
  once('answerOrganizationInquiry', 'ORGANIZATION_INQUIRY_ANSWERED'),
  once('createOrganization', 'ORGANIZATION_CREATED'),
  once('revokeGrant', 'GRANT_REVOKED'),
  once('grantIntegration', 'GRANT_GIVEN'),
  once('requestIntegration', 'INTEGRATION_REQUESTED'),
  once('approveIntegrationRequest', 'INTEGRATION_APPROVED'),
  once('rejectIntegrationRequest', 'INTEGRATION_REJECTED'),
  // A successor that is reset in its turn stands in two events; that no reset came twice is seen by their rows.
  eachTime('resetSandboxOrganization', 'SANDBOX_ORGANIZATION_RESET'),
  eachTime('appointStaff', 'STAFF_APPOINTED'),
  eachTime('requestPasswordReset', 'PASSWORD_RESET_REQUESTED'),
  eachTime('resendInvitation', 'INVITATION_RESENT'),
  eachTime('changeGrant', 'GRANT_CHANGED'),
  eachTime('delayResearchRequest', 'RESEARCH_DELAYED'),
  eachTime('askAboutDiscrepancy', 'DISCREPANCY_ASKED'),
  eachTime('delayDiscrepancy', 'DISCREPANCY_DELAYED'),
  eachTime('replayWebhook', 'WEBHOOK_REPLAYED'),
  eachTime('sendTestWebhook', 'WEBHOOK_TESTED'),
]

/** How many of what an act named were written down less often than somebody was told, or more often than it was done. */
async function checkTraces({ superuser }: World, told: readonly Told[]): Promise<Check[]> {
  const checks: Check[] = []
  for (const { act, actions, repeats } of TRACES) {
    const times = new Map<string, number>()
    for (const one of told) {
      if (one.act !== act || !ID.test(one.outcome)) continue
      for (const id of one.outcome.split(' ')) times.set(id, (times.get(id) ?? 0) + 1)
    }
    const { rows } = await superuser.query<{ lost: number; doubled: number }>(
      `select count(*) filter (where found < times)::int as lost, count(*) filter (where found > times)::int as doubled
         from (select w.times, (select count(*) from audit_events a
                 where a.action = any ($3) and a.subject_ids @> array[w.id]) as found
                 from unnest($1::text[], $2::int[]) as w (id, times)) x`,
      [[...times.keys()], [...times.values()], actions],
    )
    const [{ lost, doubled } = { lost: Number.NaN, doubled: 0 }] = rows
    checks.push({
      name: `${act}: lost${repeats ? '' : ', or doubled'}`,
      expected: 0,
      found: lost + (repeats ? 0 : doubled),
    })
  }
  return checks
}

/** Holds what clients were told against what is there: all of it, and nothing else. */
export async function checkTold(world: World, told: readonly Told[], acts: readonly string[]): Promise<Check[]> {
  const { superuser } = world
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await superuser.query<{ count: string }>(sql, values)).rows[0]?.count)
  const succeeded = told.filter(({ outcome }) => ID.test(outcome))
  const checks: Check[] = []
  const named = new Set(succeeded.flatMap(({ outcome }) => outcome.split(' ')))
  for (const [prefix, table] of Object.entries(TABLES)) {
    const ids = [...named].filter((id) => id.startsWith(`${prefix}_`))
    const found = await count(`select count(*) from ${table} where id = any ($1)`, [ids])
    checks.push({ name: `${table} that somebody was told of, and that are there`, expected: ids.length, found })
  }
  checks.push({
    name: 'orders, as many as were told, besides those of rosters and proposals',
    expected: [...named].filter((id) => id.startsWith('ord_')).length,
    found: await count(`select count(*) from orders where id not in (select order_id from order_roster_orders)
       and id not in (select order_id from reappointment_decisions where order_id is not null)`),
  })
  for (const [act, sql] of ONE_EACH) {
    const expected = succeeded.filter((one) => one.act === act).length
    checks.push({ name: `${act}: rows, as many as were told`, expected, found: await count(sql) })
  }
  checks.push(...(await checkTraces(world, told)))
  const strange = told.filter(({ outcome }) => !ID.test(outcome) && !MAY_BE_REFUSED.has(outcome.split(':')[0] ?? ''))
  checks.push({ name: 'refusals that should not be', expected: 0, found: strange.length })
  const tried = (act: string) => told.filter((one) => one.act === act).length
  const isLong = told.length >= LONG * acts.length
  const inVain = acts.filter((act) => (isLong || tried(act) >= OFTEN) && !succeeded.some((one) => one.act === act))
  checks.push({ name: 'acts that never succeeded', expected: 0, found: inVain.length })
  return checks
}

/** How often what was refused, by act. */
export function refusalsOf(told: readonly Told[]): string[] {
  const counts = new Map<string, number>()
  for (const { act, outcome } of told) {
    if (!ID.test(outcome)) counts.set(`${act}: ${outcome}`, (counts.get(`${act}: ${outcome}`) ?? 0) + 1)
  }
  return [...counts].sort().map(([what, count]) => `${String(count).padStart(5)} refused: ${what}`)
}
