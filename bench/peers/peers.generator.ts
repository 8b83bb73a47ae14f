import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Load, Sample } from './peers.load.js'

/** What an idempotency key stands for in a body: every request has one of its own. */
const KEY = '@key@'
const MS = 1_000

process.on('message', (load: Load) => {
  generate(load).then(
    (sample) => process.send?.(sample),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function generate({ origin, path, headers, bodies, connections, seconds, rate }: Load): Promise<Sample> {
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const took: number[] = []
  const startedAt = performance.now()
  const end = startedAt + seconds * MS
  let next = Math.floor(Math.random() * bodies.length)
  const ask = async (dueAt: number) => {
    const body = (bodies[next++ % bodies.length] ?? '').replace(KEY, () => `${process.pid}-${startedAt}-${next}`)
    const answer = await pool.request({ path, method: 'POST', headers, body })
    const text = await answer.body.text()
    if (answer.statusCode !== 200 || text.includes('"errors":[') || text.includes('"code":'))
      throw new Error(`${origin}${path} answered ${answer.statusCode}: ${text.slice(0, 400)}`)
    took.push(performance.now() - dueAt)
  }
  const client = async (_: unknown, place: number) => {
    if (rate === null) {
      for (let now = performance.now(); now < end; now = performance.now()) await ask(now)
      return
    }
    // Each connection has its own steady pace, and all are spread over the time between.
    const every = (connections / rate) * MS
    for (let due = startedAt + (place / connections) * every; due < end; due += every) {
      const now = performance.now()
      if (now < due) await sleep(due - now)
      // Whoever is late because of the server counts from when it was due; the timer's own delay is none of the server's.
      await ask(now < due ? performance.now() : due)
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  const elapsed = (performance.now() - startedAt) / MS
  await pool.close()
  took.sort((a, b) => a - b)
  const quantile = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { requests: took.length, seconds: elapsed, p50: quantile(0.5), p99: quantile(0.99) }
}
