import type { NoneReported, ProfileElement, ProfileSection } from '../profiles/profile.content.js'

/** An NPI that no person has: it begins with 2, and its check digit is right (Luhn over `80840` + NPI). */
export function fictionalNpi(serial: number): string {
  const body = `2${String(serial).padStart(8, '0')}`
  let sum = 0
  ;[...`80840${body}`].reverse().forEach((digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1)
    sum += weighted > 9 ? weighted - 9 : weighted
  })
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** An element of a source, last reported on a day of June 2026 unless told otherwise. */
export function reported<Value>(
  value: Value,
  source: string,
  lastReportedOn: string | null = '2026-06-12',
): ProfileElement<Value> {
  return { value, provenance: { source, lastReportedOn, retrievedAt: '2026-06-14T03:10:00.000Z' } }
}

/** A section with these elements. */
export function section<Value>(...elements: ProfileElement<Value>[]): ProfileSection<Value> {
  return { elements, noneReported: [] }
}

/** A section without elements of which these sources say that they have nothing. */
export function noneReported(...none: NoneReported[]): ProfileSection<never> {
  return { elements: [], noneReported: none }
}
