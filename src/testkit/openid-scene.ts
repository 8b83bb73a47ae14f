import { AdjustableClock } from '../kernel/clock.js'
import { ask } from './ask.js'
import { rowsOf } from './census.js'
import { TestOpenIdProvider } from './openid-provider.js'
import { person, signedOutClient, type TestPerson } from './people.js'
import { startTestGateway, type TestGateway } from './test-gateway.js'

/** Where the provider may send people back to. */
export const REDIRECT_URI = 'https://hub.example/signed-in'
/** Another such address. */
export const OTHER_REDIRECT_URI = 'https://other.example/back'

export const BEGIN_OPENID_SIGN_IN = `mutation ($input: BeginOpenIdSignInInput!) {
  beginOpenIdSignIn(input: $input) { signIn { authorizationUrl state secret expiresAt } userErrors { code field message } } }`
export const COMPLETE_OPENID_SIGN_IN = `mutation ($input: CompleteOpenIdSignInInput!) {
  completeOpenIdSignIn(input: $input) {
    tokens { accessToken refreshToken session { id method } } userErrors { code field message } } }`

interface UserErrorAnswer {
  code: string
  field: string[]
  message: string
}

/** Answer of `beginOpenIdSignIn`. */
export interface BegunAnswer {
  signIn: { authorizationUrl: string; state: string; secret: string; expiresAt: string } | null
  userErrors: UserErrorAnswer[]
}

/** Answer of `completeOpenIdSignIn`. */
export interface CompletedAnswer {
  tokens: { accessToken: string; session: { id: string; method: string } } | null
  userErrors: UserErrorAnswer[]
}

/** A gateway, its OpenID provider, and a person who has an account with both. */
export class OpenIdScene {
  /** Who is signed in at the provider; the gateway knows the same address. */
  paula!: TestPerson

  private constructor(
    readonly gateway: TestGateway,
    readonly provider: TestOpenIdProvider,
  ) {}

  static async start(): Promise<OpenIdScene> {
    // Tokens are dated by the gateway's clock, which some stories set ahead.
    let clock = new AdjustableClock()
    const provider = await TestOpenIdProvider.start({ now: () => clock.now() })
    const gateway = await startTestGateway({
      environment: {
        ROLE: 'api',
        OPENID_ISSUER: provider.issuer,
        OPENID_CLIENT_ID: provider.clientId,
        OPENID_CLIENT_SECRET: provider.clientSecret,
        OPENID_REDIRECT_URIS: `${REDIRECT_URI},${OTHER_REDIRECT_URI}`,
      },
    })
    clock = gateway.clock
    return new OpenIdScene(gateway, provider)
  }

  /** A new person; the provider behaves again. */
  async begins(): Promise<void> {
    this.paula = await person(this.gateway)
    const { userId, email } = this.paula
    this.provider.person = { subject: `subject of ${userId}`, email, emailVerified: true }
    this.provider.mischief = {}
    this.provider.tokenStatus = null
  }

  async stop(): Promise<void> {
    await this.gateway.stop()
    await this.provider.close()
  }

  async begin(redirectUri = REDIRECT_URI): Promise<BegunAnswer> {
    const input = { redirectUri }
    const client = signedOutClient(this.gateway)
    const { data, errors } = await ask<{ beginOpenIdSignIn: BegunAnswer }>(client, BEGIN_OPENID_SIGN_IN, { input })
    if (data === null || errors.length > 0) throw new Error(`begin: ${JSON.stringify(errors)}`)
    return data.beginOpenIdSignIn
  }

  /** Begins, and goes to the provider and back as the person's browser does; the page kept the secret. */
  async cameBack(): Promise<Record<string, string>> {
    const { signIn } = await this.begin()
    const redirect = Object.fromEntries(await this.provider.signIn(signIn?.authorizationUrl ?? ''))
    return { ...redirect, secret: signIn?.secret ?? '' }
  }

  async complete(given: object): Promise<CompletedAnswer> {
    const input = { redirectUri: REDIRECT_URI, ...given }
    const client = signedOutClient(this.gateway)
    type Answer = { completeOpenIdSignIn: CompletedAnswer }
    const { data, errors } = await ask<Answer>(client, COMPLETE_OPENID_SIGN_IN, { input })
    if (data === null || errors.length > 0) throw new Error(`complete: ${JSON.stringify(errors)}`)
    return data.completeOpenIdSignIn
  }

  /** The whole way. */
  async signIn(): Promise<CompletedAnswer> {
    return await this.complete(await this.cameBack())
  }

  /** What was written into the audit trail from `since` on, but for sessions that the tests opened by themselves. */
  async actionsSince(since: Date): Promise<string[]> {
    const rows = await rowsOf<{ action: string }>(
      this.gateway,
      `select action from audit_events where occurred_at >= $1 and request_id <> 'req_testkit' order by action`,
      [since],
    )
    return rows.map(({ action }) => action)
  }
}
