import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { leavingNoTrace, rowsOf } from '../testkit/census.js'
import { ADMINISTRATOR, attempt, lettersTo, organizationWithAdministrator } from '../testkit/organization-acts.js'
import { person, signedOutClient, type TestPerson } from '../testkit/people.js'
import { look } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

describe('the question whether an organization has an account', () => {
  let gateway: TestGateway
  let staff: TestPerson
  let counter = 0
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    staff = await person(gateway, { staff: true })
  })
  afterAll(() => gateway.stop())

  const reason = 'looked it up'
  async function inquire(organizationName: string) {
    await rowsOf(gateway, 'delete from rate_limits')
    const contactEmail = `asks-${++counter}@clinic.example`
    const input = { organizationName, city: 'Springfield', state: 'il', contactName: 'Quinn Question', contactEmail }
    const { codes, thing } = await attempt<{ inquiryId: string }>(
      signedOutClient(gateway),
      'inquireOrganization',
      input,
      'inquiryId',
    )
    return { codes, inquiryId: thing.inquiryId, contactEmail }
  }

  test('is answered to the administrators of the organization, with how to reach who asked', async () => {
    const { organizationId, administrator, adds, name } = await organizationWithAdministrator(gateway)
    const second = await adds({ roles: ADMINISTRATOR })
    const buyer = await adds()
    const { inquiryId, contactEmail } = await inquire(name)
    const waiting = await look<{ organizationInquiries: { nodes: object[] } }>(
      staff.client,
      'organizationInquiries(answered: false) { nodes { id organizationName state contactEmail answer } }',
    )
    expect(waiting.organizationInquiries.nodes).toContainEqual({
      ...{ id: inquiryId, organizationName: name, state: 'IL', contactEmail, answer: null },
    })
    const answer = 'You may want to add this person.'
    const input = { inquiryId, organizationId, answer, reason }
    const { codes, thing } = await attempt(
      staff.client,
      'answerOrganizationInquiry',
      input,
      'inquiry { answer answeredBy organizationId }',
    )
    expect(codes).toEqual([])
    expect(thing).toMatchObject({ inquiry: { answer, answeredBy: staff.fullName, organizationId } })
    for (const { email } of [administrator, second]) {
      const [letter] = await lettersTo(gateway, email)
      expect(letter?.kind).toBe('ORGANIZATION_INQUIRY')
      for (const fact of [contactEmail, 'Quinn Question', answer]) expect(letter?.text).toContain(fact)
    }
    expect(await lettersTo(gateway, buyer.email)).toEqual([])
    expect((await attempt(staff.client, 'answerOrganizationInquiry', input)).codes).toEqual(['ALREADY_DECIDED'])
  })

  test('gets the same answer and the same letter whether or not there is one', async () => {
    const { organizationId } = await organizationWithAdministrator(gateway)
    const letterAbout = async (answered: { organizationId?: string }) => {
      const { codes, inquiryId, contactEmail } = await inquire('Fictional Clinic')
      expect(codes).toEqual([])
      const input = { inquiryId, ...answered, answer: 'We know them.', reason }
      expect((await attempt(staff.client, 'answerOrganizationInquiry', input)).codes).toEqual([])
      return (await lettersTo(gateway, contactEmail)).map(({ kind, subject, text }) => ({ kind, subject, text }))
    }
    const [letter, ...more] = await letterAbout({ organizationId })
    expect(more).toEqual([])
    expect(letter?.text).toContain('We have passed your question on')
    expect(letter?.text).not.toContain('We know them.')
    expect(await letterAbout({})).toEqual([letter])
  })

  test('waits for administrators who have made their account: nobody else gets a letter', async () => {
    const { organizationId } = await gateway.vendor()
    const { inquiryId } = await inquire('Fictional Clinic')
    const input = { inquiryId, organizationId, answer: 'You may want to add this person.', reason }
    expect((await attempt(staff.client, 'answerOrganizationInquiry', input)).codes).toEqual([])
    const letters = await rowsOf(
      gateway,
      `select e.id from emails e join users u on u.email = any (e.recipients)
         join memberships m on m.user_id = u.id where m.organization_id = $1`,
      [organizationId],
    )
    expect(letters).toEqual([])
  })

  test('is answered once, for an organization that is there, by staff', async () => {
    const { administrator } = await organizationWithAdministrator(gateway)
    const live = await organizationWithAdministrator(gateway, { mode: 'LIVE' })
    const { inquiryId } = await inquire('Fictional Clinic')
    const input = { inquiryId, answer: 'A', reason }
    const answering = (more: object, { client } = staff) =>
      attempt(client, 'answerOrganizationInquiry', { ...input, ...more })
    expect((await answering({ organizationId: live.organizationId })).fields).toEqual([['organizationId']])
    expect((await answering({ inquiryId: 'inq_00000000000000000000000000' })).codes).toEqual(['NOT_FOUND'])
    expect((await answering({ reason: ' ' })).fields).toEqual([['reason']])
    expect((await answering({}, administrator)).codes).toEqual(['FORBIDDEN'])
    const answers = await Promise.all([answering({}), answering({}), answering({})])
    expect(answers.map(({ codes }) => codes[0] ?? 'DONE').sort()).toEqual([
      'ALREADY_DECIDED',
      'ALREADY_DECIDED',
      'DONE',
    ])
  })

  test('with wrong data is refused; with too many of a client network, too', async () => {
    const good = { organizationName: 'A', contactName: 'B', contactEmail: 'b@clinic.example' }
    await rowsOf(gateway, 'delete from rate_limits')
    const client = signedOutClient(gateway)
    await leavingNoTrace(gateway, async () => {
      for (const wrong of [{ organizationName: ' ' }, { contactEmail: 'a@b, c@d.example' }, { state: 'Illinois' }]) {
        const { codes, fields } = await attempt(client, 'inquireOrganization', { ...good, ...wrong })
        expect({ codes, fields }).toEqual({ codes: ['INVALID_INPUT'], fields: [Object.keys(wrong)] })
      }
    })
    for (let i = 0; i < 2; i++) expect((await attempt(client, 'inquireOrganization', good)).codes).toEqual([])
    expect((await attempt(client, 'inquireOrganization', good)).codes).toEqual(['RATE_LIMITED'])
  })
})
