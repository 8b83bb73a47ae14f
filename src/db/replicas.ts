import type { Logger } from 'pino'
import { Counter, Gauge, type Registry } from 'prom-client'
import { isNowhereBehind, MARKS, marksOf } from './directory.marks.js'
import type { Reader } from './reader.js'
import { Replica } from './replica.js'
import type { ReadStatement } from './statement.js'

/** Which servers follow the database, and how they are used. */
interface ReplicaSettings {
  urls: readonly string[]
  poolSize: number
  /** A replica that is further behind is left out. */
  maxLagSeconds: number
}

/** Null without any. */
export function openReplicas(settings: ReplicaSettings, logger: Logger, registry: Registry): Replicas | null {
  return settings.urls.length === 0 ? null : new Replicas(settings, logger, registry)
}

/**
 * Reads the directory from replicas, never less than the primary would say: while a replica answers, the primary is
 * asked which changes it has. A replica that lacks one has answered in vain, and the primary answers.
 */
export class Replicas {
  readonly #all: Replica[]
  readonly #reads: Counter<'server'>
  #next = 0

  constructor(settings: ReplicaSettings, logger: Logger, registry: Registry) {
    const { poolSize, maxLagSeconds } = settings
    const tell = ({ name }: Replica, error: unknown) =>
      error === null
        ? logger.info({ replica: name }, 'a replica answers')
        : logger.warn({ replica: name, err: error }, 'a replica does not answer: the primary does')
    this.#all = settings.urls.map((url) => new Replica(new URL(url).host, url, poolSize, maxLagSeconds, tell))
    const registers = [registry]
    this.#reads = new Counter({
      name: 'gateway_directory_reads_total',
      help: 'Reads of the directory where there are replicas: replica; primary: none could be asked; behind: one lacked a change.',
      labelNames: ['server'],
      registers,
    })
    const gauge = (name: string, help: string, figure: (replica: Replica) => number) => {
      const one: Gauge<'replica'> = new Gauge({
        name,
        help,
        labelNames: ['replica'],
        registers,
        collect: () => {
          for (const replica of this.#all) one.set({ replica: replica.name }, figure(replica))
        },
      })
    }
    gauge('gateway_replica_up', 'Whether the replica is read from.', ({ sight }) => (sight === null ? 0 : 1))
    gauge(
      'gateway_replica_lag_seconds',
      'How far the replica is behind; NaN while it does not answer.',
      ({ lagSeconds }) => lagSeconds ?? Number.NaN,
    )
  }

  /** Looks at all of them. One that is down stops nobody. */
  async start(): Promise<void> {
    await Promise.all(this.#all.map((replica) => replica.start()))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((replica) => replica.stop()))
  }

  /** The rows that `primary` would give, or others that are newer. */
  async rows<Row>(statement: ReadStatement<Row>, values: readonly unknown[], primary: Reader): Promise<Row[]> {
    const replica = this.#choose()
    // What it has is known before it is asked: it answers with that, or more.
    const sight = replica?.sight
    if (replica === undefined || sight == null) {
      this.#reads.inc({ server: 'primary' })
      return await primary.rows(statement, values)
    }
    const [needed, rows] = await Promise.all([primary.rows(MARKS, []).then(marksOf), replica.rows(statement, values)])
    if (rows !== null && isNowhereBehind(sight.marks, needed)) {
      this.#reads.inc({ server: 'replica' })
      return rows
    }
    if (rows !== null) replica.miss(needed)
    this.#reads.inc({ server: 'behind' })
    return await primary.rows(statement, values)
  }

  /** One after the other of those that can be asked. */
  #choose(): Replica | undefined {
    const able = this.#all.filter(({ sight }) => sight !== null)
    this.#next = (this.#next + 1) % Math.max(1, able.length)
    return able[this.#next]
  }
}
