import type { CodeableConcept, Identifier, Narrative, Period } from 'fhir/r4.js'
import { isCalendarDay } from '../graphql/scalars.js'
import type { PartialDate } from '../profiles/profile.content.js'
import { CODE_SYSTEMS } from './fhir.systems.js'

/** Control characters but tab, line feed and carriage return, which a FHIR string must not have (R4, 2.24.0.1). */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}/gu

/** A source's words as a FHIR string; undefined for none: an empty or blank string is not allowed. */
export function text(words: string | null): string | undefined {
  const cleaned = words?.replaceAll(FORBIDDEN, ' ').trim() ?? ''
  return cleaned === '' ? undefined : cleaned
}

/** Those of the words that are there. */
export function texts(...words: (string | null)[]): string[] {
  return words.flatMap((word) => text(word) ?? [])
}

/** A date as FHIR has it, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined for none and for one that no calendar has. */
export function date(known: PartialDate | null): string | undefined {
  if (known === null) return undefined
  return /^(?!0000)\d{4}(-(0[1-9]|1[0-2]))?$/.test(known) || isCalendarDay(known) ? known : undefined
}

/**
 * A time with a beginning, an end, or both; undefined for neither, and for an end before the beginning, which FHIR does
 * not allow (per-1): what the source said of it stands in the reported element all the same.
 */
export function period(startedOn: PartialDate | null, endedOn: PartialDate | null): Period | undefined {
  const [start, end] = [date(startedOn), date(endedOn)]
  if (start !== undefined && end !== undefined) {
    const known = Math.min(start.length, end.length)
    if (start.slice(0, known) > end.slice(0, known)) return undefined
  }
  return start === undefined && end === undefined ? undefined : { start, end }
}

/** A concept in words, which stand in for a code where none is published. */
export function concept(words: string): CodeableConcept {
  return { text: words }
}

/** A concept by a published code. */
export function coded(system: string, code: string, display: string, words?: string): CodeableConcept {
  return { coding: [{ system, code, display }], text: words }
}

/** Type of an identifier, by HL7's table 0203. */
export function identifierType(code: string, display: string): CodeableConcept {
  return coded(CODE_SYSTEMS.identifierType, code, display)
}

/** An identifier, if it has a value at all. */
export function identifiers(identifier: Identifier): Identifier[] {
  return identifier.value === undefined && identifier._value === undefined ? [] : [identifier]
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What a resource says, for people. */
export function narrative(words: string): Narrative {
  const escaped = words.replaceAll(/[&<>"]/g, (character) => ESCAPED[character] ?? '')
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${escaped}</div>` }
}

/** Without what is undefined and without the lists and objects that are empty: FHIR has neither. */
export function pruned<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(pruned).filter(isFilled) as Value
  const filled: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const held = pruned((value as Record<string, unknown>)[key])
    if (isFilled(held)) filled[key] = held
  }
  return filled as Value
}

function isFilled(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined
  for (const _ in value) return true
  return false
}
