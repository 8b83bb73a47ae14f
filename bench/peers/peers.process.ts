import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Figures } from './peers.probe.js'

const READY_DEADLINE_MS = 60_000
const STOP_DEADLINE_MS = 30_000

/** A server under measurement, a process of its own. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  /** `script` is compiled, relative to this folder; it takes its port from `environment`, and writes where nobody reads. */
  static async start(script: string, port: number, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const here = (file: string) => path.join(import.meta.dirname, file)
    // As `npm start` starts the gateway.
    const young = script.endsWith('main.js') ? ['--max-semi-space-size=64'] : []
    const profiling = process.env['BENCH_NODE_ARGS']?.split(' ') ?? []
    const child = spawn(process.execPath, [...young, ...profiling, '--import', here('peers.probe.js'), here(script)], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const server = new ServerProcess(child, `http://127.0.0.1:${port}`)
    await server.#becameReady(script)
    return server
  }

  /** What it has used since its start. */
  async figures(): Promise<Figures> {
    const answered = once(this.child, 'message')
    this.child.send('figures')
    const [figures] = (await answered) as [Figures]
    return figures
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_DEADLINE_MS)
    this.child.kill('SIGTERM')
    await once(this.child, 'exit')
    clearTimeout(timer)
  }

  /** Any answer will do. */
  async #becameReady(script: string): Promise<void> {
    const deadline = performance.now() + READY_DEADLINE_MS
    while (performance.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error(`${script} did not start`)
      const answered = await fetch(`${this.origin}/readyz`).then(
        (response) => response.status < 500,
        () => false,
      )
      if (answered) return
      await sleep(50)
    }
    throw new Error(`${script} was not ready in time`)
  }
}
