import { randomBytes, randomUUID } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { GatewayClient } from '../../src/client/gateway-client.js'
import {
  AcceptInvitationDocument,
  BackOfficeAuditDocument,
  InviteUsersDocument,
  OrganizationManagerDocument,
  PlaceOrderDocument,
  RevokeGrantDocument,
  SearchCliniciansDocument,
  ViewerDocument,
} from '../../src/client/operations.generated.js'
import type { SandboxPeople, SandboxPerson } from '../../src/sandbox/sandbox.people.js'
import type { LoopbackMail } from './loopback-mail.js'
import type { Narrator } from './narrator.js'
import { signIn } from './sign-in.js'

const INVITED = { email: 'paula@sandbox-hospital.example', fullName: 'Paula Sandbox' }

/** An organization with its people, and a vendor that works for it until its administrator says otherwise. */
export interface PeopleStory {
  endpoint: string
  organizationId: string
  /** Key of the vendor. */
  apiKey: string
  people: SandboxPeople
  mail: LoopbackMail
  /** Of a clinician whose profile the organization has not bought. */
  npi: string
}

/** Walks the way of people, from an invitation to the audit trail, over HTTP and by the mails that arrive. */
export async function tellPeopleStory(story: PeopleStory, narrator: Narrator): Promise<void> {
  narrator.chapter('People: who may do what, and who did')
  await new PeopleWalk(story, narrator).walk()
}

class PeopleWalk {
  readonly #signedOut: GatewayClient

  constructor(
    private readonly story: PeopleStory,
    private readonly narrator: Narrator,
  ) {
    this.#signedOut = new GatewayClient(story.endpoint, null)
  }

  async walk(): Promise<void> {
    const { narrator } = this
    const { administrator, staff } = this.story.people
    const administering = await narrator.step(`${administrator.email} signs in`, () => this.#signIn(administrator))
    const token = await narrator.step(`Invite ${INVITED.email} to buy profiles`, () => this.#invite(administering))
    const invited = await narrator.step('The invited person makes the account, and signs in', () => this.#accept(token))
    const buying = await this.#signIn(invited)
    const number = await narrator.step('The person buys a profile', () => this.#buy(buying))
    await narrator.step('The same person signs in elsewhere', () => this.#signInElsewhere(invited, buying))
    await narrator.step("Revoke the vendor's grant", () => this.#revoke(administering))
    await narrator.step(`${staff.email} looks at the audit trail`, () => this.#lookAtAudit(staff, number))
  }

  async #signIn(person: SandboxPerson, reason?: string): Promise<GatewayClient> {
    const settings = { mode: 'TEST' as const, ...(reason !== undefined && { reason }) }
    return await signIn(this.story.endpoint, person, settings, this.narrator)
  }

  async #invite(client: GatewayClient): Promise<string> {
    const { organizationId, mail } = this.story
    const input = { organizationId, users: [{ ...INVITED, roles: ['PROFILES_USER' as const] }] }
    const { invitations, userErrors } = (await client.run(InviteUsersDocument, { input })).inviteUsers
    this.narrator.expect('one invitation waits', invitations[0]?.status === 'PENDING' && userErrors.length === 0)
    const again = (await client.run(InviteUsersDocument, { input })).inviteUsers
    this.narrator.expect(
      'a second one is USER_ALREADY_ADDED',
      again.userErrors.map(({ code }) => code).join() === 'USER_ALREADY_ADDED',
    )
    const [mailed] = await mail.arrived(1, ({ recipients }) => recipients.includes(INVITED.email))
    const { text = '' } = await simpleParser(mailed?.raw ?? '')
    const [link = '', token = ''] = /\S+\/invitations\/([\w-]+)/.exec(text) ?? []
    this.narrator.expect('the link came by e-mail', token !== '')
    this.narrator.say(link.replace(token, '…'))
    return token
  }

  async #accept(token: string): Promise<SandboxPerson> {
    const password = randomBytes(18).toString('base64url')
    const input = { token, fullName: INVITED.fullName, password }
    const { accepted } = (await this.#signedOut.run(AcceptInvitationDocument, { input })).acceptInvitation
    this.narrator.expect('the account is made', accepted?.accountCreated === true && accepted.email === INVITED.email)
    const twice = (await this.#signedOut.run(AcceptInvitationDocument, { input })).acceptInvitation
    this.narrator.expect('the link works once', twice.userErrors.map(({ code }) => code).join() === 'LINK_INVALID')
    return { email: INVITED.email, password }
  }

  async #buy(client: GatewayClient): Promise<string> {
    const { organizationId, npi } = this.story
    const { matches } = (await client.run(SearchCliniciansDocument, { by: { npi } })).searchClinicians
    const clinicianId = matches[0]?.clinician.id ?? ''
    const items = [{ clinicianId, product: 'INITIAL_APPOINTMENT' as const, allowDuplicate: false }]
    const paymentMethod = 'ACCOUNT_BALANCE' as const
    const input = { organizationId, items, paymentMethod, idempotencyKey: randomUUID() }
    const { order } = (await client.run(PlaceOrderDocument, { input })).placeOrder
    this.narrator.expect(`${order?.number} is placed by ${order?.placedBy}`, order?.placedBy === INVITED.fullName)
    return order?.id ?? ''
  }

  async #signInElsewhere(person: SandboxPerson, earlier: GatewayClient): Promise<void> {
    await this.#signIn(person)
    const { status, errors } = await earlier.send(ViewerDocument, {})
    const code = errors[0]?.extensions['code']
    this.narrator.expect('the earlier session is told that it ended', status === 401 && code === 'SESSION_ENDED')
  }

  async #revoke(client: GatewayClient): Promise<void> {
    const { organizationId, endpoint, apiKey } = this.story
    const vendor = new GatewayClient(endpoint, apiKey)
    const seenBy = async () => (await vendor.run(ViewerDocument, {})).organizations.nodes.map(({ id }) => id).join()
    this.narrator.expect('the vendor sees the organization', (await seenBy()) === organizationId)
    const { organization } = await client.run(OrganizationManagerDocument, { organizationId })
    for (const { email, roles } of organization?.users?.nodes ?? []) this.narrator.say(`${email}: ${roles.join(', ')}`)
    const grant = organization?.grants?.nodes.find(({ revokedAt }) => revokedAt == null)
    const input = { grantId: grant?.id ?? '' }
    const { revokeGrant } = await client.run(RevokeGrantDocument, { input })
    this.narrator.say(`${grant?.vendor.name} until ${revokeGrant.grant?.revokedAt}`)
    this.narrator.expect("the vendor's next request finds nothing", (await seenBy()) === '')
  }

  async #lookAtAudit(staff: SandboxPerson, orderId: string): Promise<void> {
    const { organizationId } = this.story
    const client = await this.#signIn(staff, 'Demonstration of the audit trail')
    const { backOffice } = await client.run(BackOfficeAuditDocument, {
      organizationId,
      first: 50,
    })
    const events = backOffice.auditEvents.nodes
    for (const { occurredAt, action, actorKind, actorName } of events.slice(0, 10)) {
      this.narrator.say(`${occurredAt} ${action} by ${actorKind} ${actorName ?? ''}`)
    }
    const by = (action: string) => events.find((event) => event.action === action)
    this.narrator.expect(
      'it knows who invited, bought and revoked',
      ['USER_INVITED', 'INVITATION_ACCEPTED', 'GRANT_REVOKED'].every((action) => by(action) !== undefined) &&
        by('ORDER_PLACED')?.actorName === INVITED.fullName &&
        by('ORDER_PLACED')?.subjectIds.includes(orderId) === true,
    )
    const input = { organizationId, items: [], paymentMethod: 'ACCOUNT_BALANCE' as const, idempotencyKey: 'staff' }
    const { errors } = await client.send(PlaceOrderDocument, { input })
    this.narrator.expect('staff cannot buy', errors[0]?.extensions['code'] === 'FORBIDDEN')
  }
}
