import { SingleBar } from 'cli-progress'
import type { LoadProgress } from '../../src/sources/nppes/nppes.load.js'

/** Shows how far a load has come: a bar on a terminal, else a line every few seconds. */
export interface ProgressDisplay {
  update(progress: LoadProgress): void
  stop(): void
}

const LINE_INTERVAL_MS = 5000

/** Progress goes to standard error, so that the report alone is on standard output. */
export function createProgressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  return stream.isTTY ? barDisplay(stream) : lineDisplay(stream)
}

function barDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const format = '{bar} {percentage}% | {rows} rows | {rate} rows/s | {left} left'
  const bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true, fps: 4 })
  const pace = new Pace()
  bar.start(1, 0, { rows: '0', rate: '-', left: '-' })
  return {
    update(progress) {
      bar.setTotal(progress.bytesTotal)
      bar.update(progress.bytesRead, pace.at(progress))
    },
    stop: () => bar.stop(),
  }
}

function lineDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const pace = new Pace()
  let next = Date.now() + LINE_INTERVAL_MS
  return {
    update(progress) {
      if (Date.now() < next) return
      next = Date.now() + LINE_INTERVAL_MS
      const { rows, rate, left } = pace.at(progress)
      const percent = Math.floor((100 * progress.bytesRead) / Math.max(progress.bytesTotal, 1))
      stream.write(`${percent}% | ${rows} rows | ${rate} rows/s | ${left} left\n`)
    },
    stop: () => undefined,
  }
}

/** Rate and time left, from the bytes read since the start. */
class Pace {
  readonly #startedAt = Date.now()

  at(progress: LoadProgress): { rows: string; rate: string; left: string } {
    const seconds = Math.max((Date.now() - this.#startedAt) / 1000, 0.001)
    const secondsLeft = (seconds * (progress.bytesTotal - progress.bytesRead)) / Math.max(progress.bytesRead, 1)
    return {
      rows: progress.rowsRead.toLocaleString('en-US'),
      rate: Math.round(progress.rowsRead / seconds).toLocaleString('en-US'),
      left: formatDuration(Math.max(secondsLeft, 0)),
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
