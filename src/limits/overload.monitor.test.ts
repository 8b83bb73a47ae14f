import { afterEach, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import { eventually } from '../testkit/eventually.js'
import { OverloadMonitor } from './overload.monitor.js'
import { PROCESS_MEMORY } from './process-memory.js'

let monitor: OverloadMonitor | null = null
afterEach(() => monitor?.stop())

const LIMITS = { requestsInFlight: 2, eventLoopDelayMs: 60_000, memoryPercent: 90 }

test('a process sends requests away while more than nine tenths of its memory are in use, and takes them on again', async () => {
  let used = 90
  let looks = 0
  const metrics = new Registry()
  const heap = () => {
    looks++
    return { used, limit: 100 }
  }
  monitor = new OverloadMonitor(LIMITS, metrics, 1, { ...PROCESS_MEMORY, heap, constrained: () => 0 })
  const own = monitor
  const refusal = async () => own.refusal()
  await eventually(
    () => looks,
    (count) => count > 1,
  )
  expect(own.refusal()).toBeNull()
  used = 91
  await eventually(refusal, (reason) => reason === 'memory')
  expect(own.enter()).toBe('memory')
  used = 90
  await eventually(refusal, (reason) => reason === null)
  expect(await metrics.metrics()).toMatch(/gateway_overloaded_total\{reason="memory"\} [2-9]/)
})

test('a process answers so many requests at once', () => {
  monitor = new OverloadMonitor(LIMITS, new Registry())
  const [first, second] = [monitor.enter(), monitor.enter()]
  expect([typeof first, typeof second, monitor.enter()]).toEqual(['function', 'function', 'requests'])
  if (typeof first === 'function') first()
  expect(typeof monitor.enter()).toBe('function')
})
