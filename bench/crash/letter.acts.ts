import { randomUUID } from 'node:crypto'
import { addBusinessDays } from '../../src/kernel/business-days.js'
import {
  codesOf,
  foundIn,
  idIn,
  type Lane,
  MODE,
  type MoneyAct,
  NOTHING_TO_DO,
  onceByAdministrator,
  REASON,
  TEST_MODE,
  twice,
} from './money.acts.js'
import { boughtItems } from './notice.acts.js'

const MOST_INVITED = 3
const APPROVAL_CHANCE = 0.6
/** Into how many business days a promise is put off. */
const DELAY_DAYS = 5
const PHONE_NUMBERS = 10_000_000
const BUYER = ['PROFILES_USER']
const ADMINISTRATOR = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']

/** An address that nobody has had. */
function address(): string {
  return `${randomUUID()}@crash-people.example`
}

/** Asked for once, by staff: of something that `sql` finds, with its id as `field`; repeating it may do it once more, or be refused. */
function atTheDesk(
  mutation: string,
  [thing, field]: readonly [thing: string, field: string],
  sql: string,
  inputOf: (found: { dueOn: string; address: string; organizationId: string }, lane: Lane) => Record<string, unknown>,
): MoneyAct {
  return {
    name: mutation,
    weight: 1,
    act: async (lane) => {
      const all = await foundIn<{ id: string; dueOn: string; address: string; organizationId: string }>(lane, sql)
      if (all.length === 0) return NOTHING_TO_DO
      const found = lane.dice.pick(all)
      const input = { [field]: found.id, ...inputOf(found, lane), reason: REASON }
      const payload = await lane.client.insist(lane.staffToken, mutation, input, `${thing} { id }`, MODE)
      const outcome = idIn(payload, thing) ?? codesOf(payload)
      if (found.address != null && idIn(payload, thing) !== null) lane.owed.addresses.push(found.address)
      return [outcome, outcome]
    },
  }
}

/** Letters to somebody who is new: asked for once, by staff. */
function newcomer(
  mutation: string,
  thing: string,
  inputOf: (person: { email: string; fullName: string }) => Record<string, unknown>,
): MoneyAct {
  return {
    name: mutation,
    weight: 1,
    act: async ({ client, staffToken, owed }) => {
      const person = { email: address(), fullName: 'Nora Crash' }
      const input = { ...inputOf(person), reason: REASON }
      const payload = await client.insist(staffToken, mutation, input, `${thing} { id }`, MODE)
      const outcome = idIn(payload, thing) ?? codesOf(payload)
      if (idIn(payload, thing) !== null) owed.addresses.push(person.email)
      return [outcome, outcome]
    },
  }
}

const OPEN_REPORTS = `
  select id, due_on::text as "dueOn" from discrepancies where organization_id = $1 and ended_at is null and why = '${REASON}'`
const OPEN_RESEARCH = `
  select id, due_on::text as "dueOn" from research_requests where organization_id = $1 and ended_at is null`
const OPEN_INQUIRIES = `
  select id, contact_email as address, $1::text as "organizationId" from organization_inquiries where answered_at is null`

/** What people, and those who look into something, are written of. */
export const LETTER_ACTS: readonly MoneyAct[] = [
  {
    // It has no key: the second time all are invited already, and the client looks up as what.
    name: 'inviteUsers',
    weight: 2,
    act: async (lane) => {
      const { organizationId, client, administrator, dice, owed } = lane
      const emails = Array.from({ length: dice.between(1, MOST_INVITED) }, address)
      const users = emails.map((email) => ({ email, fullName: 'Ines Crash', roles: BUYER }))
      const invite = async () => {
        const input = { organizationId, users }
        const payload = await client.insist(administrator.token, 'inviteUsers', input, 'invitations { id }', TEST_MODE)
        if (payload.userErrors.some(({ code }) => code !== 'USER_ALREADY_ADDED')) return codesOf(payload)
        if (payload.userErrors.length === 0) return (payload['invitations'] as { id: string }[]).map(({ id }) => id)
        const rows = await foundIn<{ id: string; email: string }>(
          lane,
          'select id, email from invitations where organization_id = $1',
        )
        return emails.flatMap((email) => rows.filter((row) => row.email === email).map(({ id }) => id))
      }
      const [first, second] = [await invite(), await invite()].map((ids) => [ids].flat().join(' '))
      if (first?.startsWith('inv_') === true) owed.addresses.push(...emails)
      return [first, second]
    },
  },
  {
    name: 'resendInvitation',
    weight: 1,
    act: async (lane) => {
      const pending = await foundIn<{ id: string }>(
        lane,
        `select id from invitations where organization_id = $1 and status = 'PENDING'`,
      )
      if (pending.length === 0) return NOTHING_TO_DO
      const { id: invitationId } = lane.dice.pick(pending)
      return await onceByAdministrator(lane, 'resendInvitation', 'invitation', { invitationId })
    },
  },
  {
    name: 'updateOrganization by staff, which administrators decide',
    weight: 1,
    act: async (lane) => {
      const { organizationId, client, staffToken, dice } = lane
      const reason = `${REASON} ${randomUUID()}`
      const input = { organizationId, phone: `555${dice.between(PHONE_NUMBERS, 10 * PHONE_NUMBERS - 1)}`, reason }
      const ask = async () => {
        const payload = await client.insist(staffToken, 'updateOrganization', input, 'changeRequest { id }', MODE)
        // The same waits already: the client looks up as what.
        const waiting = await foundIn<{ id: string; reason: string }>(
          lane,
          'select id, reason from change_requests where organization_id = $1',
        )
        return idIn(payload, 'changeRequest') ?? waiting.find((one) => one.reason === reason)?.id ?? codesOf(payload)
      }
      return [await ask(), await ask()]
    },
  },
  {
    name: 'approveChangeRequest and rejectChangeRequest',
    weight: 1,
    act: async (lane) => {
      const { client, administrator, dice } = lane
      const pending = await foundIn<{ id: string }>(
        lane,
        `select id from change_requests where organization_id = $1 and status = 'PENDING'`,
      )
      if (pending.length === 0) return NOTHING_TO_DO
      const mutation = dice.chance(APPROVAL_CHANCE) ? 'approveChangeRequest' : 'rejectChangeRequest'
      const input = { changeRequestId: dice.pick(pending).id, note: REASON }
      const payload = await client.insist(administrator.token, mutation, input, 'changeRequest { id }', TEST_MODE)
      const outcome = idIn(payload, 'changeRequest') ?? payload.userErrors[0]?.code
      return [outcome, outcome]
    },
  },
  newcomer('createOrganization', 'organization', ({ email, fullName }) => ({
    mode: 'TEST',
    name: `Crash Clinic ${randomUUID()}`,
    timeZone: 'America/Chicago',
    administrator: { email, fullName, roles: ADMINISTRATOR },
  })),
  newcomer('appointStaff', 'user', (person) => person),
  {
    name: 'inquireOrganization',
    weight: 1,
    act: async ({ client }) => {
      const input = { organizationName: 'Crash Hospital', contactName: 'Ivo Crash', contactEmail: address() }
      const payload = await client.insist('', 'inquireOrganization', input, 'inquiryId')
      const outcome = payload['inquiryId'] ?? codesOf(payload)
      return [outcome, outcome]
    },
  },
  atTheDesk('answerOrganizationInquiry', ['inquiry', 'inquiryId'], OPEN_INQUIRIES, ({ organizationId }, { dice }) => ({
    answer: REASON,
    organizationId: dice.chance(0.5) ? organizationId : null,
  })),
  {
    // A worker mails the link, or to nobody, and nobody is told which.
    name: 'requestPasswordReset',
    weight: 1,
    act: async ({ client, administrator }) => {
      const { id, email } = administrator
      const payload = await client.insist('', 'requestPasswordReset', { email }, 'linkMinutes')
      const outcome = payload['linkMinutes'] == null ? codesOf(payload) : id
      return [outcome, outcome]
    },
  },
  {
    // The digest of what is known is its key.
    name: 'requestResearch',
    weight: 2,
    act: async ({ organizationId, client, vendorKey }) => {
      const known = { kind: 'PHYSICIAN', lastName: 'Crash', employer: randomUUID() }
      const ask = () =>
        client.insist(vendorKey, 'requestResearch', { organizationId, known }, 'replayed researchRequest { id }')
      return await twice(ask, (payload) => idIn(payload, 'researchRequest'))
    },
  },
  atTheDesk('delayResearchRequest', ['researchRequest', 'researchRequestId'], OPEN_RESEARCH, ({ dueOn }) => ({
    dueOn: addBusinessDays(dueOn, DELAY_DAYS),
    explanation: REASON,
  })),
  atTheDesk('answerResearchRequest', ['researchRequest', 'researchRequestId'], OPEN_RESEARCH, () => ({
    notFoundExplanation: REASON,
  })),
  {
    name: 'reportDiscrepancy, which staff decide',
    weight: 2,
    act: async (lane) => {
      const items = await boughtItems(lane)
      if (items.length === 0) return NOTHING_TO_DO
      const what = { section: 'NAMES', shouldSay: randomUUID(), why: REASON }
      const input = { orderItemId: lane.dice.pick(items).id, ...what, idempotencyKey: randomUUID() }
      const ask = () => lane.client.insist(lane.vendorKey, 'reportDiscrepancy', input, 'replayed discrepancy { id }')
      return await twice(ask, (payload) => idIn(payload, 'discrepancy') ?? payload.userErrors[0]?.code)
    },
  },
  atTheDesk('askAboutDiscrepancy', ['discrepancy', 'discrepancyId'], OPEN_REPORTS, () => ({ question: REASON })),
  atTheDesk('delayDiscrepancy', ['discrepancy', 'discrepancyId'], OPEN_REPORTS, ({ dueOn }) => ({
    dueOn: addBusinessDays(dueOn, DELAY_DAYS),
    explanation: REASON,
  })),
  atTheDesk('decideDiscrepancy', ['discrepancy', 'discrepancyId'], OPEN_REPORTS, () => ({
    outcome: 'CONFIRMED_ACCURATE',
    explanation: REASON,
  })),
]
