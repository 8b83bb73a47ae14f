import type { Mode } from '../auth/actor.js'
import { GatewayClient } from '../client/gateway-client.js'
import type { Transaction } from '../db/database.js'
import { newId } from '../kernel/ids.js'
import { Membership, type Role } from '../organizations/membership.entity.js'
import { Passwords } from '../people/password.js'
import { newUser, User } from '../people/user.entity.js'
import type { TestGateway } from './test-gateway.js'

/** What a test decides of a person; what is not said is fictional and new. */
export interface WantedPerson {
  /** Makes the person one of the organization's people. */
  organizationId?: string
  /** Roles there; buys, unless told. */
  roles?: readonly Role[]
  /** One of the publisher's own people. */
  staff?: boolean
  /** What the client's requests see; sessions know no mode of their own. */
  mode?: Mode
  email?: string
  fullName?: string
  /** Only with one can the person sign in by e-mail and password. */
  password?: string
}

/** A session that is open, and a client that uses it. */
export interface OpenSession {
  client: GatewayClient
  accessToken: string
  refreshToken: string
  sessionId: string
}

/** Somebody who is signed in. */
export interface TestPerson extends OpenSession {
  userId: string
  email: string
  fullName: string
}

const REQUEST = { requestId: 'req_testkit', address: '127.0.0.1', userAgent: 'Testkit', reason: null }

/** Why staff look, unless a test says something else; everybody sends it, and it counts for staff alone. */
export const STAFF_REASON = 'ticket 7'

let people = 0

/** A new person with an account of their own, one of an organization's people if told, and signed in. */
export async function person(gateway: TestGateway, wanted: WantedPerson = {}): Promise<TestPerson> {
  people++
  const { email = `person-${people}@people.example`, fullName = `Paula Fictional-${people}`, password } = wanted
  const now = gateway.clock.now()
  const passwordHash = password === undefined ? null : await new Passwords().hash(password)
  const user: User = {
    ...newUser(email, fullName, now),
    staff: wanted.staff ?? false,
    activatedAt: now,
    passwordHash,
    passwordChangedAt: passwordHash === null ? null : now,
  }
  await gateway.database.transaction(async (tx) => {
    await tx.manager.insert(User, user)
    const { organizationId, roles } = wanted
    if (organizationId !== undefined) await insertMembership(tx, user.id, organizationId, roles, now)
  })
  return { userId: user.id, email, fullName, ...(await signedIn(gateway, user.id, wanted.mode)) }
}

/** Makes a person one of the people of a further organization. */
export async function joins(
  gateway: TestGateway,
  { userId }: { userId: string },
  organizationId: string,
  roles?: readonly Role[],
): Promise<void> {
  const now = gateway.clock.now()
  await gateway.database.transaction(async (tx) => await insertMembership(tx, userId, organizationId, roles, now))
}

/** Opens a session of the person, which ends the one that is open. */
export async function signedIn(gateway: TestGateway, userId: string, mode: Mode = 'TEST'): Promise<OpenSession> {
  const opened = await gateway.database.transaction(async (tx) => {
    const user = await tx.manager.findOneByOrFail(User, { id: userId })
    return await gateway.gateway.sessions.open(tx, { user, method: 'PASSWORD', request: REQUEST })
  })
  const { accessToken, refreshToken, session } = opened
  return {
    client: sessionClient(gateway, accessToken, mode, STAFF_REASON),
    accessToken,
    refreshToken,
    sessionId: session.id,
  }
}

/** A client that sends an access token, the mode that its requests shall see (none: that of sessions), and why staff look. */
export function sessionClient(gateway: TestGateway, accessToken: string, mode?: Mode, reason?: string): GatewayClient {
  const settings = { ...(mode !== undefined && { mode }), ...(reason !== undefined && { reason }) }
  return new GatewayClient(`${gateway.url}/graphql`, accessToken, settings)
}

/** A client that shows no credentials. */
export function signedOutClient(gateway: TestGateway): GatewayClient {
  return new GatewayClient(`${gateway.url}/graphql`, null)
}

async function insertMembership(
  tx: Transaction,
  userId: string,
  organizationId: string,
  roles: readonly Role[] = ['PROFILES_USER'],
  createdAt: Date,
): Promise<void> {
  await tx.manager.insert(Membership, { id: newId('membership'), organizationId, userId, roles: [...roles], createdAt })
}
