import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FleetEnvironment, freePorts, gatewayEnvironment } from './crash.environment.js'

/** The compiled program, beside this compiled driver. */
const MAIN = path.join(import.meta.dirname, '..', '..', 'src', 'main.js')
const READY_DEADLINE_MS = 90_000
const STOP_DEADLINE_MS = 30_000

/** What a worker logs right after it has noted what a mail server said. */
const NOTED_EMAIL = 'e-mail sent'

interface LogLine {
  level: number
  msg: string
  err?: { message?: string }
  emailId?: string
}

/** One of the gateway's places: the process in it changes with every kill. */
export interface Member {
  readonly name: string
  readonly role: 'api' | 'worker'
  readonly port: number
  child: ChildProcess | null
  /** Counts the processes that were in this place. */
  generation: number
  ready: boolean
}

/** A kill that was carried out. */
export interface Kill {
  /** Name and generation of the process, as it calls itself at the mail server. */
  process: string
  role: Member['role']
  /** What it was aimed at. */
  aim: string
  /** By `performance.now()`. */
  at: number
  /** Whether the process had not finished starting. */
  starting: boolean
}

/** The gateway's processes: two for the API and two workers, started again whenever they end. */
export class Fleet {
  readonly members: Member[] = []
  readonly kills: Kill[] = []
  /** When the database was killed, by `performance.now()`. */
  readonly databaseKills: number[] = []
  /** Processes that ended though nobody killed them. */
  readonly crashes: string[] = []
  /** Error lines of the logs, with how often each was written. */
  readonly errors = new Map<string, number>()
  readonly bootsMs: number[] = []
  /** E-mails of which a process said that it had noted them as sent, each as `process id`. */
  readonly notedEmails = new Set<string>()
  #stopping = false

  constructor(
    private readonly environment: FleetEnvironment,
    /** Where the logs of the processes are kept; null: nowhere. */
    private readonly logFolder: string | null,
  ) {}

  async start(): Promise<void> {
    const ports = await freePorts(4)
    for (const [index, port] of ports.entries()) {
      const role = index < 2 ? 'api' : 'worker'
      const member: Member = {
        name: `${role}-${(index % 2) + 1}`,
        role,
        port,
        child: null,
        generation: 0,
        ready: false,
      }
      this.members.push(member)
      this.#launch(member)
    }
    await Promise.all(this.members.map((member) => this.becameReady(member)))
  }

  of(role: Member['role']): Member[] {
    return this.members.filter((member) => member.role === role)
  }

  processOf(member: Member): string {
    return `${member.name}-${member.generation}`
  }

  async becameReady(member: Member): Promise<void> {
    const deadline = Date.now() + READY_DEADLINE_MS
    while (!member.ready && !this.#stopping) {
      if (Date.now() > deadline)
        throw new Error(`${this.processOf(member)} was not ready after ${READY_DEADLINE_MS} ms`)
      await sleep(20)
    }
  }

  /** Ends the process at once, if it is still the one of that generation; another takes its place. */
  kill(member: Member, aim: string, generation = member.generation): boolean {
    const { child } = member
    if (this.#stopping || child === null || member.generation !== generation) return false
    const at = performance.now()
    if (!child.kill('SIGKILL')) return false
    this.kills.push({ process: this.processOf(member), role: member.role, aim, at, starting: !member.ready })
    member.child = null
    member.ready = false
    child.once('exit', () => this.#launch(member))
    return true
  }

  /** Asks all processes to stop; returns those that did not do so by themselves and with exit code 0. */
  async stop(): Promise<string[]> {
    this.#stopping = true
    const ended = this.members.map(async (member) => {
      const { child } = member
      if (child === null || child.exitCode !== null || child.signalCode !== null) return []
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS)
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number | null]
      clearTimeout(timer)
      return code === 0 ? [] : [this.processOf(member)]
    })
    return (await Promise.all(ended)).flat()
  }

  /** For the way out after a failure. */
  killAll(): void {
    this.#stopping = true
    for (const { child } of this.members) child?.kill('SIGKILL')
  }

  #launch(member: Member): void {
    if (this.#stopping) return
    member.generation++
    const name = this.processOf(member)
    const child = spawn(process.execPath, [MAIN], {
      env: gatewayEnvironment(this.environment, member, name),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    member.child = child
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#note(member, name, line))
    }
    child.once('exit', (code, signal) => {
      // A kill has emptied the place already.
      if (member.child !== child || this.#stopping) return
      this.crashes.push(`${name}: exit code ${code ?? signal}`)
      member.child = null
      member.ready = false
      this.#launch(member)
    })
    void this.#watch(member, child)
  }

  async #watch(member: Member, child: ChildProcess): Promise<void> {
    const startedAt = performance.now()
    while (member.child === child && !this.#stopping) {
      const response = await fetch(`http://127.0.0.1:${member.port}/readyz`, {
        signal: AbortSignal.timeout(2_000),
      }).catch(() => null)
      await response?.arrayBuffer().catch(() => null)
      if (response?.status === 200 && member.child === child) {
        member.ready = true
        this.bootsMs.push(performance.now() - startedAt)
        return
      }
      await sleep(50)
    }
  }

  #note(member: Member, process: string, line: string): void {
    if (this.logFolder !== null) appendFileSync(path.join(this.logFolder, `${member.name}.log`), `${line}\n`)
    let text = line
    if (line.startsWith('{')) {
      try {
        const { level, msg, err, emailId } = JSON.parse(line) as LogLine
        if (msg === NOTED_EMAIL && emailId !== undefined) this.notedEmails.add(`${process} ${emailId}`)
        if (level < 50) return
        text = err?.message === undefined ? msg : `${msg}: ${err.message}`
      } catch {
        // A line that was cut off by a kill.
        return
      }
    }
    this.errors.set(text, (this.errors.get(text) ?? 0) + 1)
  }
}
