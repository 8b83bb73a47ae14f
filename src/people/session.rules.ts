import type { Session, SessionEndReason } from './session.entity.js'

/** A session that is not refreshed for so long ends. */
export const DEFAULT_SESSION_IDLE_HOURS = 12
/** So long after the sign-in a session ends, however often it was refreshed. */
export const DEFAULT_SESSION_DAYS = 30

const HOUR_MS = 3_600_000

/** How long sessions live. */
export interface SessionLife {
  /** Without a refresh. */
  idleHours: number
  /** At the most, from the sign-in on. */
  days: number
}

/** Until when a session that is refreshed at `at` can be refreshed again. */
export function sessionExpiry(createdAt: Date, at: Date, { idleHours, days }: SessionLife): Date {
  const idle = at.getTime() + idleHours * HOUR_MS
  return new Date(Math.min(idle, createdAt.getTime() + days * 24 * HOUR_MS))
}

/** Why a session ended, and when. */
export interface SessionEnd {
  reason: SessionEndReason
  at: Date
}

/** What became of a session, as of `at`; null while it is active. One that expired ended then, written down or not. */
export function endOf(
  { expiresAt, endedAt, endedReason }: Pick<Session, 'expiresAt' | 'endedAt' | 'endedReason'>,
  at: Date,
): SessionEnd | null {
  if (endedAt !== null && endedReason !== null) return { reason: endedReason, at: endedAt }
  return expiresAt <= at ? { reason: 'EXPIRED', at: expiresAt } : null
}

/** Tells the person why the session ended and when. */
export function sessionEndedMessage({ reason, at }: SessionEnd): string {
  return `your session ended at ${at.toISOString()}: ${CAUSES[reason]}; sign in again`
}

const CAUSES: Readonly<Record<SessionEndReason, string>> = {
  SIGNED_OUT: 'you signed out',
  ENDED_BY_OWNER: 'you ended it from another session',
  SUPERSEDED: 'a newer sign-in to your account took its place, for an account has one active session at a time',
  EXPIRED: 'it was not refreshed in time',
  ENDED_BY_STAFF: "the publisher's staff ended it",
  PASSWORD_CHANGED: 'the password of your account was changed',
  EMAIL_CHANGED: 'the e-mail address of your account was changed',
  REFRESH_TOKEN_REUSED: 'one of its refresh tokens came a second time, as if it had been stolen',
}
