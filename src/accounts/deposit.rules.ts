import type { UserErrorItem } from '../kernel/errors.js'
import { isStorableText, oneLine } from '../kernel/text.js'

/** The largest single deposit, in cents: a million in whole units. Guards against a slip of the keyboard. */
export const MAX_DEPOSIT_CENTS = 100_000_000
/** The longest number of a check or a wire transfer. */
export const MAX_DEPOSIT_REFERENCE_LENGTH = 100

/** What is wrong with the amount and the reference of a deposit. */
export function checkDeposit({ amountCents, reference }: { amountCents: number; reference: string }): UserErrorItem[] {
  const problems: UserErrorItem[] = []
  if (!Number.isInteger(amountCents) || amountCents < 1 || amountCents > MAX_DEPOSIT_CENTS) {
    problems.push(invalid('amountCents', `expected 1 to ${MAX_DEPOSIT_CENTS} cents, got ${amountCents}`))
  }
  const { length } = oneLine(reference)
  if (length < 1 || length > MAX_DEPOSIT_REFERENCE_LENGTH || !isStorableText(reference)) {
    const expected = `expected the number of the check or wire, 1 to ${MAX_DEPOSIT_REFERENCE_LENGTH} characters`
    problems.push(invalid('reference', expected))
  }
  return problems
}

function invalid(field: string, message: string): UserErrorItem {
  return { code: 'INVALID_INPUT', field: [field], message }
}
