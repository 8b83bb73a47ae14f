/** Amounts are integer cents of an ISO 4217 currency; the largest that any column takes is 10 billion in whole units. */
export const MAX_CENTS = 1_000_000_000_000

/** `$41.00`, `-$0.05`, `$1,234.56`. */
export function formatCents(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100)
}
