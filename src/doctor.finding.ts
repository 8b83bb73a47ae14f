/** What a look at one thing came to. */
export interface Finding {
  /** What was looked at: stable, for monitors. */
  check: string
  state: 'OK' | 'WARN' | 'FAIL'
  says: string
  /** What to do about it; null where nothing is to be done. */
  cure: string | null
}

/** All is well. */
export const fine = (check: string, says: string): Finding => ({ check, state: 'OK', says, cure: null })

/** It works, and will not for long, or not well. */
export const warn = (check: string, says: string, cure: string): Finding => ({ check, state: 'WARN', says, cure })

/** It does not work. */
export const fail = (check: string, says: string, cure: string): Finding => ({ check, state: 'FAIL', says, cure })
