import { GatewayClient, type GatewayClientSettings } from '../../src/client/gateway-client.js'
import { SignInDocument, ViewerDocument } from '../../src/client/operations.generated.js'
import type { SandboxPerson } from '../../src/sandbox/sandbox.people.js'
import type { Narrator } from './narrator.js'

/** Signs a person in and tells who it is; gives a client of the new session. */
export async function signIn(
  endpoint: string,
  { email, password }: SandboxPerson,
  settings: GatewayClientSettings,
  narrator: Narrator,
): Promise<GatewayClient> {
  const signedOut = new GatewayClient(endpoint, null)
  const { tokens, userErrors } = (await signedOut.run(SignInDocument, { input: { email, password } })).signIn
  if (tokens == null) throw new Error(userErrors.map(({ code }) => code).join())
  const client = new GatewayClient(endpoint, tokens.accessToken, settings)
  const { viewer } = await client.run(ViewerDocument, {})
  narrator.say(`${viewer.kind} ${viewer.name}, session ${tokens.session.id}`)
  return client
}
