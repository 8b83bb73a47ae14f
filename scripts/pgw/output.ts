/** Of every command that says `--json`. */
export const JSON_OPTION = ['--json', 'one JSON document on standard output, in place of words'] as const

/** Options of a command that has `--json`. */
export interface OutputOptions {
  json?: boolean
}

/** What a command found or did: for software with `--json`, else in words. Everything else goes to standard error. */
export function print({ json = false }: OutputOptions, result: object, words: readonly string[]): void {
  const lines = json ? [JSON.stringify(result, null, 2)] : words
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

/** What a person should know beside the result. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
