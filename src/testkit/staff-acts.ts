import type { GatewayClient } from '../client/gateway-client.js'
import { ask, codesOf } from './ask.js'
import { rowsOf } from './census.js'
import { person, signedOutClient } from './people.js'
import type { TestGateway } from './test-gateway.js'

/** What staff get back of a mutation: the thing, whatever its name, and what was wrong. */
export type Acted<Thing> = Thing & { userErrors: { code: string; field: string[]; message: string }[] }

/** Runs a mutation that takes one input and asks for `selection` of its payload. @throws for errors of the request */
export async function act<Thing extends object>(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
  selection: string,
): Promise<Acted<Thing>> {
  const answer = await tryToAct<Thing>(client, mutation, input, selection)
  if (answer.data === null || answer.errors.length > 0) throw new Error(`${mutation}: ${JSON.stringify(answer.errors)}`)
  return answer.data[mutation] as Acted<Thing>
}

/** The same, with whatever comes back. */
export async function tryToAct<Thing extends object>(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
  selection: string,
) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const document = `mutation Act($input: ${type}!) {
    ${mutation}(input: $input) { ${selection} userErrors { code field message } }
  }`
  return await ask<Record<string, Acted<Thing>>>(client, document, { input })
}

/** Looks into the back office. @throws for errors of the request */
export async function look<Seen>(client: GatewayClient, selection: string): Promise<Seen> {
  const answer = await ask<{ backOffice: Seen }>(client, `{ backOffice { ${selection} } }`)
  if (answer.data === null || answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors))
  return answer.data.backOffice
}

/** The codes with which a mutation of staff refuses everybody else: a vendor, a person, and nobody at all. */
export async function refusalsOfOthers(
  gateway: TestGateway,
  mutation: string,
  input: Record<string, unknown>,
): Promise<unknown[]> {
  const vendor = await gateway.vendor()
  const administrator = await person(gateway, {
    organizationId: vendor.organizationId,
    roles: ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'],
  })
  const clients = [vendor.client, administrator.client, signedOutClient(gateway)]
  const answers = await Promise.all(clients.map((client) => tryToAct(client, mutation, input, '__typename')))
  return answers.flatMap(codesOf)
}

/** What the audit trail says of an action, the newest first. */
export async function auditOf(
  gateway: TestGateway,
  action: string,
): Promise<{ actorId: string | null; organizationId: string | null; subjectIds: string[]; reason: string | null }[]> {
  return await rowsOf(
    gateway,
    `select actor_id as "actorId", organization_id as "organizationId", subject_ids as "subjectIds", reason
       from audit_events where action = $1 order by id desc`,
    [action],
  )
}
