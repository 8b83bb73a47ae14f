import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import type { Clock } from '../kernel/clock.js'

const TOKEN_SECONDS = 300

/** Who is signed in at the provider. */
export interface ProviderPerson {
  subject: string
  email: string
  emailVerified: boolean
}

/** What a test makes wrong of the next tokens. */
export interface ProviderMischief {
  /** Over the claims of the ID token. */
  claims?: JWTPayload
  /** Signs nothing at all. */
  unsigned?: boolean
  /** Signs with a key that is not among the published ones, under the name of one that is. */
  foreignKey?: boolean
  /** Signs with the client's secret, as a client that lets the token choose the algorithm would believe. */
  symmetric?: boolean
  /** Signs with a key that `key` gave earlier. */
  signedWith?: ProviderKey
}

interface IssuedCode {
  person: ProviderPerson
  nonce: string
  challenge: string
  redirectUri: string
}

/** A key of the provider, and how it publishes it. */
export interface ProviderKey {
  kid: string
  algorithm: string
  privateKey: CryptoKey
  publicJwk: JWK
}

/** An OpenID provider on loopback: discovery, keys, authorization with PKCE and nonce, tokens. */
export class TestOpenIdProvider {
  readonly clientId = 'profiles-gateway'
  readonly clientSecret = 'fictional client secret, with: signs %'
  /** Who is sent back with a code. */
  person: ProviderPerson = { subject: 'nobody', email: 'nobody@hospital.example', emailVerified: true }
  mischief: ProviderMischief = {}
  /** Every answer of the token endpoint while set. */
  tokenStatus: number | null = null
  /** Of each path, how often it was asked for. */
  readonly asked = new Map<string, number>()
  readonly #codes = new Map<string, IssuedCode>()
  #key: ProviderKey
  #server: Server | null = null
  #port = 0

  private constructor(
    private readonly clock: Clock,
    key: ProviderKey,
  ) {
    this.#key = key
  }

  static async start(clock: Clock): Promise<TestOpenIdProvider> {
    const provider = new TestOpenIdProvider(clock, await newKey())
    await provider.listen()
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Takes connections, after a `close` at the same port again. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    server?.closeAllConnections()
    if (server !== null) await new Promise((resolve) => server.close(resolve))
  }

  /** Signs with a new key from now on, and publishes only that one. */
  async rotateKey(algorithm = 'RS256'): Promise<void> {
    this.#key = await newKey(algorithm)
  }

  /** The key that it signs with now. */
  key(): ProviderKey {
    return this.#key
  }

  /** What the person's browser does: goes to the provider, and comes back with a code. */
  async signIn(authorizationUrl: string): Promise<URLSearchParams> {
    const response = await fetch(authorizationUrl, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status !== 302 || location === null) throw new Error(`the provider said ${await response.text()}`)
    return new URL(location).searchParams
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer)
    this.asked.set(url.pathname, (this.asked.get(url.pathname) ?? 0) + 1)
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return sendJson(response, 200, this.#metadata())
      case '/jwks':
        return sendJson(response, 200, { keys: [this.#key.publicJwk] })
      case '/authorize':
        return this.#authorize(url.searchParams, response)
      case '/token':
        return await this.#token(request, response)
      default:
        return sendJson(response, 404, {})
    }
  }

  #metadata(): object {
    const { issuer } = this
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256', 'RS384', 'ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const redirectUri = asked.get('redirect_uri') ?? ''
    const isWellAsked =
      asked.get('client_id') === this.clientId &&
      asked.get('response_type') === 'code' &&
      asked.get('code_challenge_method') === 'S256' &&
      (asked.get('scope') ?? '').split(' ').includes('openid')
    if (!isWellAsked) {
      sendJson(response, 400, { error: 'invalid_request' })
      return
    }
    const code = randomBytes(16).toString('hex')
    this.#codes.set(code, {
      person: this.person,
      nonce: asked.get('nonce') ?? '',
      challenge: asked.get('code_challenge') ?? '',
      redirectUri,
    })
    const back = new URL(redirectUri)
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer }).toString()
    response.writeHead(302, { location: back.href }).end()
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.tokenStatus !== null) return void response.writeHead(this.tokenStatus).end()
    const form = new URLSearchParams(await bodyOf(request))
    const given = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString()
    if (meaning(given) !== `${this.clientId}:${this.clientSecret}`) {
      return sendJson(response, 401, { error: 'invalid_client' })
    }
    const code = form.get('code') ?? ''
    const issued = this.#codes.get(code)
    this.#codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (issued?.challenge !== challenge || issued.redirectUri !== form.get('redirect_uri')) {
      return sendJson(response, 400, { error: 'invalid_grant' })
    }
    return sendJson(response, 200, {
      access_token: randomBytes(16).toString('hex'),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      id_token: await this.#idToken(issued),
    })
  }

  async #idToken({ person, nonce }: IssuedCode): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000)
    const claims: JWTPayload = {
      iss: this.issuer,
      sub: person.subject,
      aud: this.clientId,
      iat: now,
      exp: now + TOKEN_SECONDS,
      nonce,
      email: person.email,
      email_verified: person.emailVerified,
      ...this.mischief.claims,
    }
    const { unsigned, symmetric, foreignKey, signedWith } = this.mischief
    if (unsigned) return new UnsecuredJWT(claims).encode()
    if (symmetric) {
      const secret = new TextEncoder().encode(this.clientSecret)
      return await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    }
    const { kid, algorithm: alg } = signedWith ?? this.#key
    const { privateKey } = foreignKey ? await newKey() : (signedWith ?? this.#key)
    return await new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey)
  }
}

async function newKey(algorithm = 'RS256'): Promise<ProviderKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm)
  const kid = randomBytes(8).toString('hex')
  return { kid, algorithm, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } }
}

/** Client id and secret are form-encoded before they become a header (RFC 6749, section 2.3.1). */
function meaning(text: string): string {
  return decodeURIComponent(text.replace(/\+/g, ' '))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
