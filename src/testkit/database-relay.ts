import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** What stands between gateways and PostgreSQL, so that a test can take the server away from them, and give it back. */
export class DatabaseRelay {
  readonly #sockets = new Set<Socket>()
  #isCut = false

  private constructor(
    private readonly server: Server,
    private readonly serverUrl: string,
  ) {
    server.on('connection', (client) => this.#relay(client))
  }

  static async start(serverUrl: string): Promise<DatabaseRelay> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new DatabaseRelay(server, serverUrl)
  }

  /** The server's, by way of this. */
  get url(): string {
    const url = new URL(this.serverUrl)
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /** All connections break, and no new one is taken until `restore`. */
  cut(): void {
    this.#isCut = true
    this.reset()
  }

  /** All connections break, as when an address moves to another server. */
  reset(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  restore(): void {
    this.#isCut = false
  }

  async stop(): Promise<void> {
    this.reset()
    await new Promise((resolve) => this.server.close(resolve))
  }

  #relay(client: Socket): void {
    if (this.#isCut) return void client.destroy()
    const { hostname, port } = new URL(this.serverUrl)
    const server = connect(Number(port), hostname)
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one)
      one.setNoDelay(true)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.once('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
    }
  }
}
