import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 20
const DEADLINE_MS = 20_000

/** The first value of `look` that `isThere` accepts; throws with the last one when none comes before the deadline. */
export async function eventually<Value>(
  look: () => Promise<Value> | Value,
  isThere: (value: Value) => boolean,
  deadlineMs = DEADLINE_MS,
): Promise<Value> {
  const until = performance.now() + deadlineMs
  for (;;) {
    const value = await look()
    if (isThere(value)) return value
    if (performance.now() > until)
      throw new Error(`expected in vain within ${deadlineMs} ms, last: ${JSON.stringify(value)}`)
    await sleep(LOOK_EVERY_MS)
  }
}
