import type { FastifyRequest } from 'fastify'
import { type Actor, type AuthStrategy, type Credentials, MODES, type Refusal } from '../auth/actor.js'
import { UNAUTHENTICATED_MESSAGE } from '../auth/caller.js'
import { requestInfo } from './server.js'

/** Who sent a request, null for whoever shows no credentials; or why the credentials are not good enough. */
export type Authentication = { caller: Actor | null } | { refusal: Refusal }

/** Is told of every refusal of credentials before the answer goes out. */
export interface RefusalRecorder {
  /** They are somebody's. */
  credentials(refusal: Refusal & { actor: Actor }, request: Credentials['request']): Promise<void>
  /** They are nobody's. */
  anonymous(): void
}

/** Asks each strategy in turn who sent a request. */
export class Authenticator {
  constructor(
    private readonly strategies: readonly AuthStrategy[],
    private readonly denials: RefusalRecorder,
  ) {}

  async request(request: FastifyRequest): Promise<Authentication> {
    const { authorization, 'gateway-mode': wanted } = request.headers
    const mode = MODES.find((one) => one === String(wanted).toUpperCase()) ?? null
    if (wanted !== undefined && mode === null) return refused('FORBIDDEN', 'Gateway-Mode: expected TEST or LIVE')
    if (authorization === undefined) return { caller: null }
    const credentials = { authorization, mode, request: requestInfo(request) }
    for (const strategy of this.strategies) {
      const answer = await strategy(credentials)
      if (answer === null) continue
      if ('actor' in answer) return { caller: answer.actor }
      const { refusal } = answer
      if (refusal.actor !== null)
        await this.denials.credentials({ ...refusal, actor: refusal.actor }, credentials.request)
      return answer
    }
    this.denials.anonymous()
    return refused('UNAUTHENTICATED', UNAUTHENTICATED_MESSAGE)
  }
}

function refused(code: Refusal['code'], message: string): Authentication {
  return { refusal: { code, message, actor: null } }
}
