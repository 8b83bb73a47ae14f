import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from 'prom-client'
import { isMemoryFull, type MemoryReaders, PROCESS_MEMORY } from './process-memory.js'
import type { OverloadLimits } from './request-limits.js'

const RESOLUTION_MS = 20
/** How often the process looks at itself. */
const LOOK_EVERY_MS = 1_000
/** One long computation is no overload: so many looks in a row have to find the process busy. */
const BUSY_LOOKS = 2

/** Why a process takes nothing more on. */
export type Overload = 'requests' | 'event-loop' | 'memory'

/** Watches whether a process can take on more: better to send somebody away at once than everybody much later. */
export class OverloadMonitor {
  readonly #delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  readonly #timer: NodeJS.Timeout
  readonly #refused: Counter<'reason'>
  #lookedAt = performance.now()
  #inFlight = 0
  #busyLooks = 0
  #isMemoryFull = false

  constructor(
    private readonly limits: OverloadLimits,
    metrics: Registry,
    private readonly lookEveryMs = LOOK_EVERY_MS,
    private readonly memory: MemoryReaders = PROCESS_MEMORY,
  ) {
    this.#refused = new Counter({
      name: 'gateway_overloaded_total',
      help: 'Requests that were sent away because the process had too much to do, by what there was too much of.',
      labelNames: ['reason'],
      registers: [metrics],
    })
    const inFlight = () => this.#inFlight
    new Gauge({
      name: 'gateway_requests_in_flight',
      help: 'Requests that are being answered.',
      registers: [metrics],
      collect() {
        this.set(inFlight())
      },
    })
    this.#delay.enable()
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref()
  }

  /** Why a request is to be sent away, and counts it as such; null if there is room. */
  refusal(): Overload | null {
    const overload = this.#overload()
    if (overload !== null) this.#refused.inc({ reason: overload })
    return overload
  }

  /** Takes a request on, which tells by what is returned when it is over; or says why not. */
  enter(): (() => void) | Overload {
    const overload = this.refusal()
    if (overload !== null) return overload
    this.#inFlight++
    return () => void this.#inFlight--
  }

  /** Ends the watch. */
  stop(): void {
    clearInterval(this.#timer)
    this.#delay.disable()
  }

  #overload(): Overload | null {
    if (this.#inFlight >= this.limits.requestsInFlight) return 'requests'
    if (this.#busyLooks >= BUSY_LOOKS) return 'event-loop'
    return this.#isMemoryFull ? 'memory' : null
  }

  #look(): void {
    const now = performance.now()
    const lateMs = now - this.#lookedAt - this.lookEveryMs
    this.#lookedAt = now
    // Without a sample in all that time the mean is no number; then this very look is late.
    const meanMs = this.#delay.count === 0 ? 0 : this.#delay.mean / 1e6 - RESOLUTION_MS
    this.#delay.reset()
    this.#busyLooks = Math.max(meanMs, lateMs) > this.limits.eventLoopDelayMs ? this.#busyLooks + 1 : 0
    this.#isMemoryFull = isMemoryFull(this.memory, this.limits.memoryPercent)
  }
}
