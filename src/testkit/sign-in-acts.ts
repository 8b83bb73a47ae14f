import { expect } from '@jest/globals'
import { ask, codesOf } from './ask.js'
import { rowsOf } from './census.js'
import { sessionClient, signedOutClient } from './people.js'
import type { TestGateway } from './test-gateway.js'

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

/** What a session's owner does, and what is seen of it, at one gateway. */
export function sessionActs(gateway: () => TestGateway) {
  async function refresh(refreshToken: string): Promise<TokensAnswer> {
    const answer = await ask<{ refreshSession: TokensAnswer }>(signedOutClient(gateway()), REFRESH, {
      input: { refreshToken },
    })
    expect(answer.errors).toEqual([])
    return answer.data?.refreshSession as TokensAnswer
  }
  return {
    refresh,
    /** A refresh that nothing stands against. */
    async refreshed(refreshToken: string) {
      const { tokens, userErrors } = await refresh(refreshToken)
      expect(userErrors).toEqual([])
      return tokens as NonNullable<TokensAnswer['tokens']>
    },
    /** What a request with the token comes to: open, or the code and the message of the refusal. */
    async outcome(accessToken: string): Promise<string> {
      const answer = await ask(sessionClient(gateway(), accessToken), '{ viewer { id } }')
      return answer.status === 200 ? 'open' : `${codesOf(answer)[0]} ${answer.errors[0]?.message}`
    },
    /** What the audit trail says of the session. */
    async auditOf(sessionId: string): Promise<string[]> {
      const rows = await rowsOf<{ action: string }>(
        gateway(),
        'select action from audit_events where subject_ids @> array[$1] order by id',
        [sessionId],
      )
      return rows.map(({ action }) => action)
    },
  }
}
