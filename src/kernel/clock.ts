/** What time it is. Rules and services take a clock and never ask the machine, so that tests can decide. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that runs with the machine's, and can be set ahead: for tests and for the demonstration of a day's end. */
export class AdjustableClock implements Clock {
  #aheadByMs = 0

  now(): Date {
    return new Date(Date.now() + this.#aheadByMs)
  }

  /** Moves the clock forward so that it now shows `instant`; it never goes back. */
  advanceTo(instant: Date): void {
    this.#aheadByMs = Math.max(this.#aheadByMs, instant.getTime() - Date.now())
  }
}
