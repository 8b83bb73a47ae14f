import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createClient } from '@redis/client'
import { freePort } from './compiled-program.js'
import { eventually } from './eventually.js'

/** Ends with whoever started it, however that ends: its standard input closes then. */
const ENDS_WITH_US = 'redis-server "$@" & server=$!; cat > /dev/null; kill -9 $server; wait $server'

/** A Redis of its own on loopback, which keeps nothing. */
export class RedisServer {
  #shell: ChildProcess | null = null
  /** Its process. */
  #pid = 0

  private constructor(private readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort())
    await server.start()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Again, after `kill`, with nothing in it. */
  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    const shell = spawn('sh', ['-c', ENDS_WITH_US, 'redis-server', ...options], { stdio: ['pipe', 'ignore', 'pipe'] })
    this.#shell = shell
    let said = ''
    shell.stderr.on('data', (text: Buffer) => {
      said += text.toString()
    })
    await eventually(
      async () => {
        if (/not found/.test(said)) throw new Error('this test needs the program redis-server: install it')
        return await this.ask('INFO', 'server').catch(() => null)
      },
      (info) => {
        this.#pid = Number(/process_id:(\d+)/.exec(String(info))?.[1] ?? 0)
        return this.#pid > 0
      },
    )
  }

  /** What it answers to one command. */
  async ask(...command: string[]): Promise<unknown> {
    const client = createClient({ url: this.url, socket: { reconnectStrategy: false } })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await client.sendCommand(command)
    } finally {
      client.destroy()
    }
  }

  /** It takes connections and answers nothing, until it goes on. */
  hang(): void {
    process.kill(this.#pid, 'SIGSTOP')
  }

  goOn(): void {
    process.kill(this.#pid, 'SIGCONT')
  }

  /** Ends it at once; what it had is lost. */
  async kill(): Promise<void> {
    const shell = this.#shell
    if (shell === null) return
    this.#shell = null
    const ended = once(shell, 'exit')
    shell.stdin?.end()
    await ended
  }
}
