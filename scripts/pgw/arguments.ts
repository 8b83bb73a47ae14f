import { InvalidArgumentError } from 'commander'
import { MODES, type Mode, SCOPES, type Scope } from '../../src/auth/actor.js'
import { isCalendarDay } from '../../src/graphql/scalars.js'

/** Of every command that is audited. */
export const REASON_OPTION = ['--reason <text>', 'why, for the audit trail'] as const

export function parseMode(text: string): Mode {
  const mode = MODES.find((known) => known.toLowerCase() === text.toLowerCase())
  if (mode === undefined) throw new InvalidArgumentError('expected test or live')
  return mode
}

export function parseScopes(text: string): Scope[] {
  const words = text.split(',').map((word) => word.trim())
  const unknown = words.filter((word) => !SCOPES.some((scope) => scope === word))
  if (unknown.length > 0)
    throw new InvalidArgumentError(`expected some of ${SCOPES.join(', ')}; got ${unknown.join(', ')}`)
  return words as Scope[]
}

export function parseInstant(text: string): Date {
  const instant = new Date(text)
  if (!Number.isNaN(instant.getTime())) return instant
  throw new InvalidArgumentError('expected a date, or a moment such as 2026-11-03T16:05:00Z')
}

export function parseFutureInstant(text: string): Date {
  const instant = parseInstant(text)
  if (instant <= new Date()) throw new InvalidArgumentError('expected a date in the future')
  return instant
}

export function parseDay(text: string): string {
  if (!isCalendarDay(text)) throw new InvalidArgumentError('expected a day as YYYY-MM-DD')
  return text
}

/** 0 to 100, as a share of one. */
export function parsePercent(text: string): number {
  const percent = Number(text)
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('expected 0 to 100')
  return percent / 100
}

/** A whole number above zero. */
export function parsePositive(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('expected a whole number: 1, 2, 3 …')
}
