/**
 * What may be logged of an error of ours: not the parameters, the failing row or the details that database drivers
 * put into theirs, for they can be personal data.
 */
export function loggableError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table } = error as Error & Record<'code' | 'constraint' | 'table', unknown>
  const named = Object.entries({ code, constraint, table }).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string'
  })
  return {
    type: error.name,
    ...(quotesInput(code) ? {} : { message: error.message, ...(error.stack !== undefined && { stack: error.stack }) }),
    ...Object.fromEntries(named),
  }
}

/** Messages of SQLSTATE class 22 (data exception) quote the value that was refused. */
function quotesInput(code: unknown): boolean {
  return typeof code === 'string' && /^22\w{3}$/.test(code)
}
