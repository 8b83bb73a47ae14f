/** Checks of identifiers before any look-up (domain.md, "Clinicians and search"). */

/** The prefix under which the Luhn check of an NPI is computed (CMS, "NPI check digit calculation"). */
const NPI_LUHN_PREFIX = '80840'

/** Ten digits, the first 1 or 2, Luhn over `80840` + NPI. */
export function isNpi(text: string): boolean {
  return /^[12]\d{9}$/.test(text) && isLuhn(NPI_LUHN_PREFIX + text)
}

/** Two letters (the second may be 9) and seven digits, of which `(d1+d3+d5 + 2*(d2+d4+d6)) mod 10 = d7`. */
export function isDeaNumber(text: string): boolean {
  if (!/^[A-Z][A-Z9]\d{7}$/.test(text)) return false
  const [d1, d2, d3, d4, d5, d6, d7] = [...text.slice(2)].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return (d1 + d3 + d5 + 2 * (d2 + d4 + d6)) % 10 === d7
}

/** An ECFMG number without the hyphens in which people write it: `0-123-456-7` is `01234567`; null if not 7 or 8 digits. */
export function normalizeEcfmgNumber(text: string): string | null {
  const digits = text.replaceAll('-', '').trim()
  return /^\d{7,8}$/.test(digits) ? digits : null
}

/** Seven digits. */
export function isNccpaNumber(text: string): boolean {
  return /^\d{7}$/.test(text)
}

/**
 * NPIs with a right check digit that are one slip away from `text`: two neighbors swapped, or one digit off.
 * Empty when `text` does not even have ten digits. Which of them exist is for the directory to say.
 */
export function npiRepairs(text: string): string[] {
  if (!/^\d{10}$/.test(text)) return []
  const candidates = new Set<string>()
  for (let i = 0; i < text.length; i++) {
    candidates.add(text.slice(0, i) + (text[i + 1] ?? '') + text[i] + text.slice(i + 2))
    for (let digit = 0; digit <= 9; digit++) candidates.add(text.slice(0, i) + digit + text.slice(i + 1))
  }
  candidates.delete(text)
  return [...candidates].filter(isNpi)
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const weighted = i % 2 === 0 ? digit : digit * 2
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return sum % 10 === 0
}
