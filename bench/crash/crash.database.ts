import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { findHome } from '../../src/db/embedded-home.js'
import { findPostmaster } from '../../src/db/embedded-postmaster.js'
import { type EmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.js'

/** A kill of the database, and what came of it. */
export interface DatabaseKill {
  /** By `performance.now()`. */
  at: number
  /** How long until the server took connections again. */
  backAfterMs: number
}

/**
 * PostgreSQL that is killed like a process of the gateway, and starts again on its data. It comes back on any port, so
 * that everybody speaks to it through one address, which stays.
 */
export class MortalDatabase {
  readonly kills: DatabaseKill[] = []
  readonly #sockets = new Set<Socket>()
  #server: EmbeddedServer
  #isUp = true

  private constructor(
    private readonly dataDirectory: string,
    server: EmbeddedServer,
    private readonly relay: Server,
  ) {
    this.#server = server
    relay.on('connection', (client) => this.#relay(client))
  }

  static async start(dataDirectory: string, databaseName: string): Promise<MortalDatabase> {
    const server = await startEmbeddedServer({ dataDirectory })
    await server.createDatabaseIfMissing(databaseName)
    const relay = createServer()
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
    return new MortalDatabase(dataDirectory, server, relay)
  }

  /** Connection string by the address that stays, password included. */
  url(databaseName: string): string {
    const url = new URL(this.#server.url(databaseName))
    url.port = String((this.relay.address() as AddressInfo).port)
    return url.href
  }

  /** Whether there may be a kill: not while it comes back from one. */
  get mayDie(): boolean {
    return this.#isUp
  }

  /** Kills the server at once, and starts it again; resolves when it takes connections. */
  async kill(): Promise<void> {
    const home = await findHome(this.dataDirectory)
    const postmaster = home === undefined ? undefined : await findPostmaster(home)
    if (!this.#isUp || postmaster === undefined) return
    this.#isUp = false
    const at = performance.now()
    process.kill(postmaster.pid, 'SIGKILL')
    this.#server = await startEmbeddedServer({ dataDirectory: this.dataDirectory })
    this.kills.push({ at, backAfterMs: performance.now() - at })
    this.#isUp = true
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.relay.close(resolve))
    await this.#server.stop()
  }

  #relay(client: Socket): void {
    const server = connect(Number(new URL(this.#server.url('postgres')).port), '127.0.0.1')
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one)
      one.setNoDelay(true)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
    }
  }
}
