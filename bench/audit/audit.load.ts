import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { print } from 'graphql'
import { PlaceOrderDocument, SearchCliniciansDocument } from '../../src/client/operations.generated.js'
import { type FleetEnvironment, freePorts, gatewayEnvironment } from '../crash/crash.environment.js'
import type { World } from '../crash/crash.world.js'

const READY_DEADLINE_MS = 60_000
const STOP_DEADLINE_MS = 30_000

/** What requests took, in milliseconds each, and all of them in seconds. */
export interface Sample {
  took: number[]
  seconds: number
}

/** What is asked for. */
export type BenchWorld = World & { npis: readonly string[] }

/** A process of the gateway under measurement. */
export class MeasuredGateway {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  /** `script` is compiled, relative to this folder. */
  static async start(script: string, shared: FleetEnvironment, role = 'api'): Promise<MeasuredGateway> {
    const [port = 0] = await freePorts(1)
    const environment = gatewayEnvironment(shared, { role, port }, 'bench')
    const child = spawn(process.execPath, [path.join(import.meta.dirname, script)], {
      env: { ...environment, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const gateway = new MeasuredGateway(child, `http://127.0.0.1:${port}`)
    await gateway.#becameReady()
    return gateway
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_DEADLINE_MS)
    this.child.kill('SIGTERM')
    await once(this.child, 'exit')
    clearTimeout(timer)
  }

  /** So many clients, each of which sends its next request when it has the answer to the last. */
  async sample(world: BenchWorld, kind: 'search' | 'order', seconds: number, clients: number): Promise<Sample> {
    const took: number[] = []
    const startedAt = performance.now()
    const end = startedAt + seconds * 1000
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let turn = 0; performance.now() < end; turn++) {
          const from = performance.now()
          await this.#send(world, kind, client, turn)
          took.push(performance.now() - from)
        }
      }),
    )
    return { took, seconds: (performance.now() - startedAt) / 1000 }
  }

  async #send(world: BenchWorld, kind: 'search' | 'order', client: number, turn: number): Promise<void> {
    const organization = world.organizations[client % world.organizations.length]
    const ware = world.wares[(client + turn) % world.wares.length]
    const body =
      kind === 'search'
        ? { query: print(SearchCliniciansDocument), variables: { by: { npi: world.npis[turn % world.npis.length] } } }
        : {
            query: print(PlaceOrderDocument),
            variables: {
              input: {
                organizationId: organization?.id,
                idempotencyKey: `${this.url} ${client} ${turn} ${performance.now()}`,
                items: [{ ...ware, allowDuplicate: true }],
                paymentMethod: 'ACCOUNT_BALANCE',
              },
            },
          }
    await this.send(world, body)
  }

  /** Sends an operation as the first vendor. @throws unless it succeeds */
  async send({ vendors: [vendor] }: World, body: object): Promise<void> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${vendor?.apiKey}` },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.status !== 200 || text.includes('"errors"') || /"userErrors":\[\{/.test(text)) {
      throw new Error(`the gateway answered ${response.status}: ${text.slice(0, 300)}`)
    }
  }

  async #becameReady(): Promise<void> {
    const deadline = performance.now() + READY_DEADLINE_MS
    while (performance.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error('the gateway did not start')
      const ready = await fetch(`${this.url}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
      if (ready) return
      await sleep(50)
    }
    throw new Error('the gateway was not ready in time')
  }
}
