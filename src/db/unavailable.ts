import { types } from 'node:util'
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm'
import { sqlStateOf } from './sql-state.js'

/**
 * SQLSTATEs, or their first two characters, of a server that cannot serve just now: connection exceptions, insufficient
 * resources (disk, memory, connections), operator intervention (shutdown, start, a statement that took too long), errors
 * of its system, a server that is read-only during a failover, a lock that was not to be had, a transaction that took too
 * long (PostgreSQL, appendix A).
 */
const SQLSTATES: readonly string[] = ['08', '53', '57', '58', '25006', '55P03', '25P03', '25P04']

/** Of Node.js, on the way to a server. */
const SOCKET_CODES: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])

/** `pg` has no codes for these: no free connection in time, and one that broke. */
const MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Client (has encountered a connection error|was closed))/

/** One that broke in a transaction, between two statements: TypeORM gives it back at once. */
const isGivenBack = (error: Error): boolean =>
  error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError

/** SQLSTATE of a write on a server that takes none. */
export const READ_ONLY = '25006'

/** Whether an error says that the database does not serve just now, so that the same may succeed a little later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  // Also one of another realm, as those of sockets are where a program runs in a context of its own.
  if (!types.isNativeError(error)) return false
  const sqlState = sqlStateOf(error)
  if (sqlState !== undefined && /^[0-9A-Z]{5}$/.test(sqlState)) return SQLSTATES.some((one) => sqlState.startsWith(one))
  return SOCKET_CODES.has((error as { code?: unknown }).code) || MESSAGES.test(error.message) || isGivenBack(error)
}
