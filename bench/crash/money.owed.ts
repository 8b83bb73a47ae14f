import { MAX_SINGLE_LETTERS } from '../../src/monitoring/notices/notice.mail.js'
import type { Check } from './crash.checks.js'
import type { SlowMailServer } from './crash.mail.js'
import type { World } from './crash.world.js'
import type { Owed } from './money.acts.js'

/** By what they are about, how many e-mails there are to be, counted from what they tell of. */
const LETTERS: readonly (readonly [kind: string, sql: string])[] = [
  ['PROFILE_DELIVERY', `select count(*) from profile_deliveries where method = 'EMAIL'`],
  ['DAILY_RECEIPT', 'select (select count(*) from daily_receipts) + (select count(*) from daily_receipt_copies)'],
  ['INVITATION', `select (select count(*) from invitations) + ${written('INVITATION_RESENT', 'STAFF_APPOINTED')}`],
  ['RESEARCH_REQUEST', `select ${written('RESEARCH_REQUESTED', 'RESEARCH_DELAYED', 'RESEARCH_ANSWERED')}`],
  [
    'DISCREPANCY',
    `select ${written('DISCREPANCY_REPORTED', 'DISCREPANCY_ASKED', 'DISCREPANCY_DELAYED', 'DISCREPANCY_DECIDED')}`,
  ],
  [
    // The subjects are each notice and its clinician.
    'MONITORING_CHANGED',
    `select coalesce(sum(case when cardinality(subject_ids) / 2 > ${MAX_SINGLE_LETTERS} then 1
                              else cardinality(subject_ids) / 2 end), 0)
       from audit_events where action = 'MONITORING_CHANGE_NOTICED'`,
  ],
  ['PROFILE_CORRECTED', `select ${written('DISCREPANCY_BUYER_TOLD')}`],
  ['CHANGE_REQUEST', `select ${written('CHANGE_REQUESTED', 'CHANGE_APPROVED', 'CHANGE_REJECTED')}`],
  [
    // One that is made with an organization's own integration is told by the letter about that.
    'GRANT',
    `select count(*) from audit_events a join vendors v on v.id = a.subject_ids[2] and v.kind = 'SOFTWARE'
      where a.action in ('GRANT_GIVEN', 'GRANT_CHANGED', 'GRANT_REVOKED')`,
  ],
  ['INTEGRATION_REQUEST', `select ${written('INTEGRATION_REQUESTED', 'INTEGRATION_APPROVED', 'INTEGRATION_REJECTED')}`],
  ['PASSWORD_RESET', `select ${written('PASSWORD_RESET_REQUESTED')}`],
  [
    // One to whoever asked, and one to the administrators of the organization that was meant.
    'ORGANIZATION_INQUIRY',
    'select count(answered_at) + count(organization_id) from organization_inquiries',
  ],
]

function written(...actions: string[]): string {
  return `(select count(*) from audit_events where action in ('${actions.join("', '")}'))`
}

/** Looks for what clients were promised: lines that are bought, letters to everybody, and those that nothing is without. */
export async function checkOwed({ superuser }: World, owed: Owed, mail: SlowMailServer): Promise<Check[]> {
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await superuser.query<{ count: string }>(sql, values)).rows[0]?.count)
  const recipients = new Set(mail.accepted.flatMap((one) => one.recipients))
  const checks: Check[] = [
    {
      name: 'lines of carts and rosters that somebody was told are bought',
      expected: owed.references.length,
      found: await count('select count(*) as count from order_items where vendor_reference = any ($1)', [
        owed.references,
      ]),
    },
    {
      name: 'people who are new, or asked something, and have their letter',
      expected: owed.addresses.length,
      found: owed.addresses.filter((address) => recipients.has(address)).length,
    },
  ]
  for (const [kind, sql] of LETTERS) {
    checks.push({
      name: `e-mails ${kind}, as many as there is something to tell`,
      expected: await count(`select (${sql}) as count`),
      found: await count('select count(*) as count from emails where kind = $1', [kind]),
    })
  }
  return checks
}
