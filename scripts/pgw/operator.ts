import type { RequestInfo } from '../../src/auth/actor.js'
import { newId } from '../../src/kernel/ids.js'

/** Something that the operator can mend, in one line. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}

/** A wrong call, though every option by itself is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What was looked at is not well, as the output says. */
export class NotWell extends Error {
  override readonly name = 'NotWell'
}

/** What an operator does comes with no request; the audit trail wants an id all the same. */
export function operatorRequest(): RequestInfo {
  return { requestId: newId('request'), address: null, userAgent: null, reason: null }
}
