import type { GatewayAnswer } from '../../client/gateway-client.js'
import type { Verdict } from './authorization.table.js'

/** Any answer: root fields by name. */
export type AnyAnswer = GatewayAnswer<Record<string, unknown>>

const BY_CODE: Readonly<Record<string, Verdict>> = {
  UNAUTHENTICATED: 'U',
  FORBIDDEN: 'F',
  NOT_FOUND: 'M',
  // What is wrong with the arguments is found by whoever may use the field.
  BAD_USER_INPUT: 'I',
}

/** What an answer says of the field at `path`. @throws for an error that is no verdict, such as INTERNAL. */
export function verdictOf(path: string, answer: AnyAnswer): Verdict {
  const [typeName, fieldName = ''] = path.split('.')
  for (const { extensions, message } of answer.errors) {
    const verdict = BY_CODE[String(extensions['code'])]
    if (verdict === undefined) throw new Error(`${path}: ${extensions['code']}: ${message}`)
    return verdict
  }
  const [root] = Object.values(answer.data ?? {})
  if (root === null || root === undefined) return 'M'
  // A nested field is answered when what it stands on is there: it may well be null by itself.
  if (typeName !== 'Query' && typeName !== 'Mutation')
    return JSON.stringify(root).includes(`"${fieldName}":`) ? 'A' : 'M'
  const { userErrors = [] } = root as { userErrors?: readonly { code: string }[] }
  if (userErrors.length === 0) return 'A'
  return userErrors.some(({ code }) => code === 'NOT_FOUND') ? 'M' : 'I'
}
