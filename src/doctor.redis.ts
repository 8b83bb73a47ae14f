import { createClient } from '@redis/client'
import type { Config } from './config.js'
import { type Finding, fine, warn } from './doctor.finding.js'

const CONNECT_TIMEOUT_MS = 10_000
/** What keeps buckets while the memory lasts, or lets go first of those that end soonest. */
const GOOD_POLICIES: ReadonlySet<unknown> = new Set(['noeviction', 'volatile-ttl'])

/** What the Redis that counts costs says of itself; nothing where there is none. */
export async function redisFindings({ cost: { redisUrl } }: Config): Promise<Finding[]> {
  if (redisUrl === null) return []
  const client = createClient({
    url: redisUrl,
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, socketTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false },
  })
  // The first command says it, too.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const policy = /maxmemory_policy:(\S+)/.exec(await client.info('memory'))?.[1]
    if (GOOD_POLICIES.has(policy)) return [fine('redis', 'it counts costs')]
    return [warn('redis', `its maxmemory-policy is ${policy}`, 'set noeviction or volatile-ttl: others forget callers')]
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const cure = 'check REDIS_URL, the network and the password; until then the database counts costs'
    return [warn('redis', `it cannot be used: ${code ?? message}`, cure)]
  } finally {
    if (client.isOpen) client.destroy()
  }
}
