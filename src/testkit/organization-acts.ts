import type { Mode } from '../auth/actor.js'
import type { GatewayClient } from '../client/gateway-client.js'
import { newId } from '../kernel/ids.js'
import type { Role } from '../organizations/membership.entity.js'
import { Organization } from '../organizations/organization.entity.js'
import { ask } from './ask.js'
import { rowsOf } from './census.js'
import { person, type TestPerson, type WantedPerson } from './people.js'
import { tryToAct } from './staff-acts.js'
import type { TestGateway } from './test-gateway.js'

/** What administers and does not buy. */
export const ADMINISTRATOR: readonly Role[] = ['ORGANIZATION_ADMINISTRATOR']
/** What both sides of an organization's work are. */
export const BOTH: readonly Role[] = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']
/** A password that nobody would guess. */
export const GOOD_PASSWORD = 'four otters paint violet barns'

/** An organization with one administrator, signed in. */
export interface TestOrganization {
  organizationId: string
  name: string
  administrator: TestPerson
  /** Somebody more, signed in. */
  adds(wanted?: WantedPerson): Promise<TestPerson>
}

let organizations = 0

/** A new organization with an administrator who has made the account. */
export async function organizationWithAdministrator(
  gateway: TestGateway,
  { mode = 'TEST', roles = ADMINISTRATOR }: { mode?: Mode; roles?: readonly Role[] } = {},
): Promise<TestOrganization> {
  organizations++
  const id = newId('organization')
  const name = `Fictional Clinic ${organizations}`
  await gateway.database.transaction(
    async (tx) =>
      await tx.manager.insert(Organization, {
        ...{ id, mode, name, timeZone: 'America/Chicago', createdAt: gateway.clock.now() },
        ...{ phone: null, addressLines: null, addressCity: null, addressState: null, addressPostalCode: null },
      }),
  )
  const adds = (wanted: WantedPerson = {}) => person(gateway, { organizationId: id, mode, ...wanted })
  return { organizationId: id, name, administrator: await adds({ roles }), adds }
}

/** Runs a mutation; whatever came back, with the codes of user errors and of the request in one list. */
export async function attempt<Thing extends object>(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
  selection = '',
): Promise<{ codes: unknown[]; fields: string[][]; thing: Thing }> {
  const { data, errors } = await tryToAct<Thing>(client, mutation, input, selection)
  const payload = data?.[mutation] ?? null
  return {
    codes: [
      ...errors.map((error) => error.extensions['code']),
      ...(payload?.userErrors ?? []).map((error) => error.code),
    ],
    fields: (payload?.userErrors ?? []).map((error) => error.field),
    thing: (payload ?? {}) as Thing,
  }
}

/** What a query about the organization says. @throws for errors of the request */
export async function organizationOf<Seen>(
  client: GatewayClient,
  organizationId: string,
  selection: string,
): Promise<Seen> {
  const answer = await ask<{ organization: Seen }>(
    client,
    `query ($id: ID!) { organization(id: $id) { ${selection} } }`,
    { id: organizationId },
  )
  if (answer.data === null || answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors))
  return answer.data.organization
}

/** E-mails that were written to the address, the oldest first. */
export async function lettersTo(
  gateway: TestGateway,
  email: string,
): Promise<{ kind: string; subject: string; text: string }[]> {
  return await rowsOf(
    gateway,
    'select kind, subject, text_body as text from emails where $1 = any (recipients) order by created_at, id',
    [email],
  )
}

/** The token of the newest link that was mailed to the address. */
export async function invitationTokenOf(gateway: TestGateway, email: string): Promise<string> {
  const letter = (await lettersTo(gateway, email)).at(-1)
  const token = /\/invitations\/([\w-]+)/.exec(letter?.text ?? '')?.[1]
  if (token === undefined) throw new Error('no invitation was mailed to the address')
  return token
}

/** What the audit trail says of the organization: actions, in order. */
export async function auditedActions(gateway: TestGateway, organizationId: string): Promise<string[]> {
  const rows = await rowsOf<{ action: string }>(
    gateway,
    'select action from audit_events where organization_id = $1 order by id',
    [organizationId],
  )
  return rows.map(({ action }) => action)
}
