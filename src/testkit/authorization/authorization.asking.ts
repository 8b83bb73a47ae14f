import type { GatewayAnswer } from '../../client/gateway-client.js'
import type { Verdict } from './authorization.table.js'

/** Any answer: root fields by name. */
export type AnyAnswer = GatewayAnswer<Record<string, unknown>>

const BY_CODE: Readonly<Record<string, Verdict>> = {
  UNAUTHENTICATED: 'U',
  FORBIDDEN: 'F',
  NOT_FOUND: 'M',
}

/** What an answer says of the field at `path`. @throws for an error that is no verdict, such as INTERNAL. */
export function verdictOf(path: string, answer: AnyAnswer): Verdict {
  const [typeName, fieldName = ''] = path.split('.')
  for (const { extensions, message } of answer.errors) {
    const verdict = BY_CODE[String(extensions['code'])]
    if (verdict !== undefined) return verdict
    // What is wrong with the arguments is found by whoever may use the field.
    if (extensions['code'] !== 'BAD_USER_INPUT') throw new Error(`${path}: ${extensions['code']}: ${message}`)
  }
  const [root] = Object.values(answer.data ?? {})
  if (typeName !== 'Query' && typeName !== 'Mutation') return isThere(root, fieldName) ? 'A' : 'M'
  if (answer.errors.length > 0) return 'A'
  if (root === null || root === undefined) return 'M'
  const { userErrors = [] } = root as { userErrors?: readonly { code: string }[] }
  return userErrors.some(({ code }) => code === 'NOT_FOUND') ? 'M' : 'A'
}

/** A nested field is there when what it stands on is: it may well be null by itself. */
function isThere(root: unknown, fieldName: string): boolean {
  return root !== null && root !== undefined && fieldName in (root as object)
}
