import { isMainThread } from 'node:worker_threads'
import pg from 'pg'

/** What a server process has used since its start. */
export interface Figures {
  /** Of all its threads, in milliseconds. */
  cpuMs: number
  /** Statements that it has sent, without those that only begin or end a transaction. */
  statements: number
  transactions: number
}

/**
 * Loaded into every server before its own code (`node --import`), and told by the parent to tell: what is counted
 * goes by a channel of its own, so that the server answers nothing but requests.
 */
const BRACKET = /^\s*(begin|start transaction|commit|rollback)\b/i
const counted = { statements: 0, transactions: 0 }

const send = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function counting(this: pg.Client, ...args: unknown[]) {
  const [first] = args as [string | { text?: string } | undefined]
  const text = typeof first === 'string' ? first : (first?.text ?? '')
  if (!BRACKET.test(text)) counted.statements++
  else if (/^\s*(begin|start)/i.test(text)) counted.transactions++
  return send.apply(this, args)
} as typeof pg.Client.prototype.query

if (isMainThread && process.send !== undefined) {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    const figures: Figures = { cpuMs: (user + system) / 1000, ...counted }
    process.send?.(figures)
  })
  // The channel alone keeps nobody alive.
  process.channel?.unref()
}
