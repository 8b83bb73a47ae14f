import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkerReport } from './monitoring.worker.js'

const WORKER = path.join(import.meta.dirname, 'monitoring.worker.js')

/** What the drive with kills came to. */
export interface KillReport {
  kills: number
  /** Processes that were needed, the killed ones included. */
  processes: number
  seconds: number
}

/** Lets one process tell of everything. */
export async function tellAll(databaseUrl: string): Promise<WorkerReport> {
  const child = startWorker(databaseUrl)
  let text = ''
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the process that tells of changes ended with ${code}`)
  return JSON.parse(text) as WorkerReport
}

/**
 * Lets two processes at a time tell of everything while one after the other is killed with SIGKILL, `kills` in all, each
 * at a moment of its own within the time that the work takes.
 */
export async function tellWhileKilled(databaseUrl: string, kills: number, workMs: number): Promise<KillReport> {
  const startedAt = performance.now()
  let killed = 0
  let processes = 0
  const lane = async () => {
    for (;;) {
      const child = startWorker(databaseUrl)
      processes++
      const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
      // Once connected, which takes no longer than the least of it.
      const killer = killed < kills ? killAfter(child, START_MS + Math.random() * workMs, () => killed++) : null
      const [code, signal] = await ended
      killer?.abort()
      if (signal === 'SIGKILL') continue
      if (code !== 0) throw new Error(`a process that tells of changes ended with ${code}`)
      return
    }
  }
  await Promise.all([lane(), lane()])
  return { kills: killed, processes, seconds: (performance.now() - startedAt) / 1000 }
}

/** From its start a process needs about so long before it can do anything. */
const START_MS = 1_000

function killAfter(child: ChildProcess, ms: number, onKill: () => void): AbortController {
  const aborting = new AbortController()
  sleep(ms, undefined, { signal: aborting.signal }).then(
    () => {
      onKill()
      child.kill('SIGKILL')
    },
    () => undefined,
  )
  return aborting
}

function startWorker(databaseUrl: string): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', WORKER, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
