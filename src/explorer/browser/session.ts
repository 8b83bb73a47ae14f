const NAME = 'profiles-gateway:session'
/** A token is renewed when it has less than this left. */
const MARGIN_MS = 20_000

/** What somebody who has signed in holds, and what is said with every request. */
export interface Session {
  email: string
  accessToken: string
  accessTokenExpiresAt: string
  refreshToken: string
  mode: 'TEST' | 'LIVE'
  /** Why staff look. */
  reason: string
}

interface Tokens {
  accessToken: string
  accessTokenExpiresAt: string
  refreshToken: string
}

const TOKENS = 'tokens { accessToken accessTokenExpiresAt refreshToken } userErrors { message }'
const SIGN_IN = `mutation SignIn($input: SignInInput!) { answer: signIn(input: $input) { ${TOKENS} } }`
const REFRESH = `mutation RefreshSession($input: RefreshSessionInput!) { answer: refreshSession(input: $input) { ${TOKENS} } }`
const WHO = 'query Viewer { viewer { kind } }'
const SIGN_OUT = 'mutation SignOut($input: SignOutInput!) { signOut(input: $input) { userErrors { message } } }'

/** The session of this browser tab; null if nobody has signed in. */
export function readSession(): Session | null {
  const kept = sessionStorage.getItem(NAME)
  return kept === null ? null : (JSON.parse(kept) as Session)
}

/** Keeps the session until the browser tab is closed. */
export function writeSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(NAME)
  else sessionStorage.setItem(NAME, JSON.stringify(session))
}

/** Whether the gateway wants nobody but staff to sign in here, as in production; the page says so. */
const staffOnly = (): boolean => document.getElementById('root')?.hasAttribute('data-staff-only') ?? false

/** Signs in. @throws Error with what the gateway says is wrong, or that the explorer is not for this person */
export async function signIn(email: string, password: string): Promise<Session> {
  const session: Session = { email, ...(await tokensOf(SIGN_IN, { email, password })), mode: 'TEST', reason: '' }
  if (!staffOnly()) return session
  // Whoever it is, also if nobody can tell: the session ends unless it is staff's.
  const who = await post(WHO, {}, headersOf(session)).catch(() => null)
  if (who?.data?.viewer?.kind === 'STAFF') return session
  await post(SIGN_OUT, { input: {} }, headersOf(session))
  throw new Error('On this gateway the explorer is for staff, and for software with its key.')
}

let renewing: Promise<Session | null> | null = null

/** The session with a token that is good for a while; null if it could not be renewed, and is over. */
export async function freshSession(): Promise<Session | null> {
  const session = readSession()
  if (session === null || Date.parse(session.accessTokenExpiresAt) - Date.now() > MARGIN_MS) return session
  // One at a time: a refresh token is good once.
  renewing ??= renew(session).finally(() => {
    renewing = null
  })
  return await renewing
}

async function renew(session: Session): Promise<Session | null> {
  const renewed = await tokensOf(REFRESH, { refreshToken: session.refreshToken }).then(
    (tokens) => ({ ...session, ...readSession(), ...tokens }),
    () => null,
  )
  writeSession(renewed)
  return renewed
}

/** Ends the session, here and in the gateway. */
export async function signOut(): Promise<void> {
  const session = await freshSession()
  writeSession(null)
  if (session !== null) await post(SIGN_OUT, { input: {} }, headersOf(session))
}

const headersOf = ({ accessToken }: Tokens) => ({ authorization: `Bearer ${accessToken}` })

async function tokensOf(query: string, input: object): Promise<Tokens> {
  const { data, errors } = await post(query, { input })
  const { tokens = null, userErrors = [] } = data?.answer ?? {}
  if (tokens !== null) return tokens
  throw new Error(userErrors[0]?.message ?? errors?.[0]?.message ?? 'The gateway did not answer as expected.')
}

interface Answer {
  data?: {
    answer?: { tokens: Tokens | null; userErrors: { message: string }[] } | null
    viewer?: { kind: string }
  } | null
  errors?: { message: string }[]
}

async function post(query: string, variables: object, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    credentials: 'omit',
    cache: 'no-store',
  })
  return (await response.json()) as Answer
}
