import { SingleBar } from 'cli-progress'
import type { LoadProgress } from '../../src/sources/engine/load.options.js'

/** Shows how far a load has come: a bar on a terminal, else a line every few seconds. */
export interface ProgressDisplay {
  update(progress: LoadProgress): void
  stop(): void
}

const LINE_INTERVAL_MS = 5000

const PHASES: Readonly<Record<LoadProgress['phase'], string>> = {
  READING: 'reading',
  COMPARING: 'comparing',
  APPLYING: 'applying',
}

/** Progress goes to standard error, so that the report alone is on standard output. */
export function createProgressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  return stream.isTTY ? barDisplay(stream) : lineDisplay(stream)
}

function barDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const format = '{phase} {bar} {percentage}% | {amount} | {rate}/s | {left} left'
  const bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, fps: 4 })
  const pace = new Pace()
  bar.start(1, 0, { phase: '', amount: '', rate: '-', left: '-' })
  return {
    update(progress) {
      bar.setTotal(Math.max(progress.total, 1))
      bar.update(progress.done, pace.at(progress))
    },
    stop: () => bar.stop(),
  }
}

function lineDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const pace = new Pace()
  let next = Date.now() + LINE_INTERVAL_MS
  return {
    update(progress) {
      const { phase, amount, rate, left } = pace.at(progress)
      if (Date.now() < next) return
      next = Date.now() + LINE_INTERVAL_MS
      const percent = Math.floor((100 * progress.done) / Math.max(progress.total, 1))
      stream.write(`${phase} ${percent}% | ${amount} | ${rate}/s | ${left} left\n`)
    },
    stop: () => undefined,
  }
}

/** Rate and time left of the present phase, from what it has done since its start. */
class Pace {
  #phase: LoadProgress['phase'] | undefined
  #startedAt = 0

  at(progress: LoadProgress): { phase: string; amount: string; rate: string; left: string } {
    if (progress.phase !== this.#phase) {
      this.#phase = progress.phase
      this.#startedAt = Date.now()
    }
    const seconds = Math.max((Date.now() - this.#startedAt) / 1000, 0.001)
    const secondsLeft = (seconds * (progress.total - progress.done)) / Math.max(progress.done, 1)
    const isReading = progress.phase === 'READING'
    const amount = isReading ? progress.rowsRead : progress.done
    return {
      phase: PHASES[progress.phase],
      amount: `${amount.toLocaleString('en-US')} ${isReading ? 'rows' : 'records'}`,
      rate: Math.round(amount / seconds).toLocaleString('en-US'),
      left: progress.done === 0 ? '-' : formatDuration(Math.max(secondsLeft, 0)),
    }
  }
}

function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
