import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockSkew,
  discovery,
  enableNonRepudiationChecks,
  None,
  type ServerMetadata,
} from 'openid-client'
import type { Clock } from '../kernel/clock.js'
import { OpenIdRefused, OpenIdUnavailable, openIdErrorOf } from './openid.errors.js'
import type { OpenIdSettings } from './openid.settings.js'

/** How long the provider may take for one answer. */
const TIMEOUT_SECONDS = 5
/** How long what the provider says of itself is believed without asking again. */
const METADATA_MS = 3_600_000
/** Signatures that are taken: asymmetric ones (RFC 8725, section 3.1). `Ed25519` is the newer name of EdDSA (RFC 9864). */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']

/** The longest name of a person at a provider (OpenID Connect Core 1.0, section 2). */
const MAX_SUBJECT_LENGTH = 255

/** What ties the answer of the provider to the request: none of it leaves the server but the state and what PKCE shows. */
export interface OpenIdRequest {
  redirectUri: string
  state: string
  nonce: string
  codeVerifier: string
}

/** Who somebody is, as the provider says. */
export interface OpenIdClaims {
  issuer: string
  subject: string
  /** In lower case; null unless the provider has verified it. */
  verifiedEmail: string | null
}

/** The conversation with the OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE). */
export class OpenIdProvider {
  #metadata: { server: ServerMetadata; until: number } | null = null
  #discovering: Promise<ServerMetadata> | null = null

  constructor(
    private readonly settings: OpenIdSettings,
    private readonly clock: Clock,
  ) {}

  /** Where to send the person. @throws OpenIdUnavailable */
  async authorizationUrl({ redirectUri, state, nonce, codeVerifier }: OpenIdRequest): Promise<string> {
    const configuration = await this.#configuration()
    return buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).href
  }

  /**
   * Exchanges the code for an ID token and checks that: signature, algorithm, issuer, audience, nonce and times.
   * @throws OpenIdRefused, OpenIdUnavailable
   */
  async claims(request: OpenIdRequest, answer: { code: string; iss: string | null }): Promise<OpenIdClaims> {
    const configuration = await this.#configuration()
    const { redirectUri, state, nonce, codeVerifier } = request
    const url = new URL(redirectUri)
    const { code, iss } = answer
    url.search = new URLSearchParams({ code, state, ...(iss !== null && { iss }) }).toString()
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier }
      const claims = (await authorizationCodeGrant(configuration, url, checks)).claims()
      if (claims === undefined) throw new OpenIdUnavailable('no ID token')
      const { iss: issuer, sub: subject, email, email_verified: isVerified } = claims
      if (subject === '' || subject.length > MAX_SUBJECT_LENGTH) throw new OpenIdRefused('subject')
      return {
        issuer,
        subject,
        verifiedEmail: typeof email === 'string' && isVerified === true ? email.toLowerCase() : null,
      }
    } catch (error) {
      throw error instanceof OpenIdRefused || error instanceof OpenIdUnavailable ? error : openIdErrorOf(error)
    }
  }

  /**
   * A configuration of its own for every sign-in, so the provider's keys are asked for every time: a key that was
   * rotated in is known at once, and one that was withdrawn is trusted no longer. For a sign-in or two of a person a day
   * that is cheap, and a cache would have to be right.
   */
  async #configuration(): Promise<Configuration> {
    const server = await this.#server()
    const { clientId, clientSecret, issuer } = this.settings
    // The library reads the machine's clock; this puts it onto ours.
    const skew = Math.round((this.clock.now().getTime() - Date.now()) / 1000)
    const configuration = new Configuration(
      server,
      clientId,
      { [clockSkew]: skew },
      clientSecret === null ? None() : secretAuth(server, clientSecret),
    )
    configuration.timeout = TIMEOUT_SECONDS
    // Without it the library trusts TLS alone for tokens that come from the provider itself.
    enableNonRepudiationChecks(configuration)
    if (isPlainHttp(issuer)) allowInsecureRequests(configuration)
    return configuration
  }

  /** What the provider says of itself; one request for all who ask at once. An old answer is better than none. */
  async #server(): Promise<ServerMetadata> {
    const known = this.#metadata
    if (known !== null && known.until > this.clock.now().getTime()) return known.server
    this.#discovering ??= this.#discover().finally(() => {
      this.#discovering = null
    })
    try {
      return await this.#discovering
    } catch (error) {
      if (known !== null) return known.server
      throw error
    }
  }

  async #discover(): Promise<ServerMetadata> {
    const { issuer, clientId } = this.settings
    const execute = isPlainHttp(issuer) ? [allowInsecureRequests] : []
    const attempt = () => discovery(new URL(issuer), clientId, undefined, None(), { timeout: TIMEOUT_SECONDS, execute })
    const found = await attempt()
      .catch(attempt)
      .catch((error: unknown) => {
        throw new OpenIdUnavailable(openIdErrorOf(error).message)
      })
    const metadata = found.serverMetadata()
    const { id_token_signing_alg_values_supported: offered = ALGORITHMS } = metadata
    const server: ServerMetadata = {
      ...plain(metadata),
      id_token_signing_alg_values_supported: ALGORITHMS.filter((one) => offered.includes(one)),
    }
    this.#metadata = { server, until: this.clock.now().getTime() + METADATA_MS }
    return server
  }
}

/** Without the library's helper functions, which cannot be copied. */
function plain(metadata: ServerMetadata): ServerMetadata {
  return JSON.parse(JSON.stringify(metadata)) as ServerMetadata
}

/** By the header, which every provider must take (RFC 6749, section 2.3.1), unless it says that it does not. */
function secretAuth(server: ServerMetadata, secret: string): ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}

function isPlainHttp(issuer: string): boolean {
  return new URL(issuer).protocol === 'http:'
}
