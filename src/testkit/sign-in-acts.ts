/** What `signIn` and `refreshSession` answer to the documents below. */
export interface TokensAnswer {
  tokens: {
    accessToken: string
    accessTokenExpiresAt: string
    refreshToken: string
    refreshTokenExpiresAt: string
    session: { id: string; method: string; current: boolean; endedAt: string | null }
  } | null
  userErrors: { code: string; field: string[]; message: string }[]
}

const TOKENS = `tokens {
    accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt session { id method current endedAt }
  }
  userErrors { code field message }`

export const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${TOKENS} } }`

export const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${TOKENS} } }`
