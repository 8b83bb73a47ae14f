import type { GatewayClient } from '../client/gateway-client.js'
import { newId } from '../kernel/ids.js'
import { VendorMember } from '../vendors/vendor-member.entity.js'
import { ask, codesOf } from './ask.js'
import { rowsOf } from './census.js'
import { person, type TestPerson, type WantedPerson } from './people.js'
import type { TestGateway } from './test-gateway.js'

/** One of `userErrors`. */
export interface UserErrorAnswer {
  code: string
  field: string[]
  message: string
}

/** Does a mutation of the one-input form that nothing stands against; returns its payload. */
export async function act<Payload extends object>(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
  selection: string,
): Promise<Payload> {
  const answer = await send<Payload>(client, mutation, input, selection)
  const { userErrors, ...payload } = answer.data?.payload ?? { userErrors: answer.errors }
  if (userErrors.length > 0) throw new Error(`${mutation} was refused: ${JSON.stringify(userErrors)}`)
  return payload as Payload
}

/** Tries a mutation; what stood against it: codes of user errors, or of errors of the request as a whole. */
export async function refusalsOf(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
): Promise<unknown[]> {
  return (await errorsOf(client, mutation, input)).map((error) => error.code)
}

/** As `refusalsOf`, with field and message. */
export async function errorsOf(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
): Promise<UserErrorAnswer[]> {
  const answer = await send(client, mutation, input, '')
  if (answer.data?.payload != null) return answer.data.payload.userErrors
  return codesOf(answer).map((code, index) => ({
    code: String(code),
    field: [],
    message: answer.errors[index]?.message ?? '',
  }))
}

async function send<Payload extends object>(
  client: GatewayClient,
  mutation: string,
  input: Record<string, unknown>,
  selection: string,
) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
  return await ask<{ payload: Payload & { userErrors: UserErrorAnswer[] } }>(
    client,
    `mutation ($input: ${type}) { payload: ${mutation}(input: $input) { ${selection} userErrors { code field message } } }`,
    { input },
  )
}

/** A person who was added to manage the vendor, signed in. */
export async function vendorMember(
  gateway: TestGateway,
  vendorId: string,
  wanted: WantedPerson = {},
): Promise<TestPerson> {
  const member = await person(gateway, wanted)
  await gateway.database.transaction(async (tx) => {
    await tx.manager.insert(VendorMember, {
      id: newId('vendorMember'),
      vendorId,
      userId: member.userId,
      addedByUserId: member.userId,
      addedAt: gateway.clock.now(),
    })
  })
  return member
}

/** One row of the audit trail, as far as tests look at it. */
export interface AuditRow {
  action: string
  actorId: string | null
  organizationId: string | null
  subjectIds: string[]
  reason: string | null
}

/** What the audit trail says was done with a thing, the oldest first; denials left out. */
export async function auditOf(gateway: TestGateway, subjectId: string): Promise<AuditRow[]> {
  return await rowsOf<AuditRow>(
    gateway,
    `select action, actor_id as "actorId", organization_id as "organizationId", subject_ids as "subjectIds", reason
       from audit_events where $1 = any (subject_ids) and action <> 'ACCESS_DENIED' order by id`,
    [subjectId],
  )
}

/** Subjects and recipients of the e-mails of a kind to an address, the oldest first. */
export async function emailsTo(gateway: TestGateway, kind: string, email: string): Promise<string[]> {
  const rows = await rowsOf<{ subject: string }>(
    gateway,
    'select subject from emails where kind = $1 and $2 = any (recipients) order by created_at, id',
    [kind, email],
  )
  return rows.map((row) => row.subject)
}
