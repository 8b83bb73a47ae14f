/** What an error may be called in the table of jobs: a word of code, never a message, which could quote a person. */
const WORD = /^\w{1,60}$/

/** The code of an error, such as `ETIMEDOUT` or an SQLSTATE, else its class; `UNKNOWN` for what says neither. */
export function failureCode(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  const words = [code, name].filter((word): word is string => typeof word === 'string' && WORD.test(word))
  return words[0] ?? 'UNKNOWN'
}
