import { constants } from 'node:os'

/** Aborted by the first SIGINT or SIGTERM, which says `message`; the second one ends the process at once. */
export function stoppedBySignals(message: string): AbortSignal {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // As a shell has it for what a signal ended.
      process.exitCode = 128 + constants.signals[signal]
      if (stopping.signal.aborted) process.exit()
      process.stderr.write(`\n${message}\n`)
      stopping.abort()
    })
  }
  return stopping.signal
}
