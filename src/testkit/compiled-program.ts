import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../kernel/package-root.js'
import { eventually } from './eventually.js'
import { signingMaterial } from './signing-identities.js'

/** Starts are all processor, and several tests do them at once. */
const START_DEADLINE_MS = 90_000

/** How long a story of processes may take, and how long it may wait for one thing to happen. */
export const STORY_TIMEOUT_MS = 180_000
export const STEP_DEADLINE_MS = 90_000

/** What a production process cannot do without, but for the files by which it signs. */
const PRODUCTION_ENVIRONMENT: Readonly<Record<string, string>> = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://gateway.example',
  TRUST_PROXY: 'false',
  LINK_SIGNING_KEY: Buffer.alloc(32, 7).toString('base64'),
  SECRET_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
  SMTP_URL: 'smtp://127.0.0.1:9',
  PUBLISHER_NAME: 'Example Profiles Publisher',
  PUBLISHER_ADDRESS: '1 Example Plaza; Springfield, IL 62701',
  PUBLISHER_PHONE: '555-0100',
  PUBLISHER_EMAIL: 'profiles@publisher.example',
}

function signingFiles(folder: string): [certificate: string, key: string] {
  return [path.join(folder, 'signing.crt'), path.join(folder, 'signing.key')]
}

/** The program as it is shipped: compiled, and run by Node alone. */
export class CompiledProgram {
  readonly #processes: GatewayProcess[] = []

  /** What a production process cannot do without; tests add the database and what else they are about. */
  readonly production: Readonly<Record<string, string>>

  private constructor(private readonly folder: string) {
    const [SIGNING_CERTIFICATE_FILE, SIGNING_KEY_FILE] = signingFiles(folder)
    this.production = { ...PRODUCTION_ENVIRONMENT, SIGNING_CERTIFICATE_FILE, SIGNING_KEY_FILE }
  }

  /** Compiles into a folder of its own, within the package so that dependencies are found; `dist` stays as it is. */
  static async build(): Promise<CompiledProgram> {
    const folder = path.join(packageRoot(), 'dist', `under-test-${process.pid}-${Date.now()}`)
    const compiler = path.join(packageRoot(), 'node_modules', '.bin', 'tsc')
    const options = ['--outDir', folder, '--tsBuildInfoFile', path.join(folder, '.tsbuildinfo')]
    try {
      await promisify(execFile)(compiler, ['-p', 'tsconfig.build.json', '--noCheck', ...options], {
        cwd: packageRoot(),
      })
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw new Error(`the program does not compile:\n${(error as { stdout?: string }).stdout}`, { cause: error })
    }
    const { certificatePem, keyPem } = await signingMaterial()
    const [certificateFile, keyFile] = signingFiles(folder)
    await Promise.all([writeFile(certificateFile, certificatePem), writeFile(keyFile, keyPem)])
    return new CompiledProgram(folder)
  }

  /** Starts a process with these variables and no others. */
  run(environment: Readonly<Record<string, string>>): GatewayProcess {
    const child = spawn(process.execPath, [path.join(this.folder, 'src', 'main.js')], {
      env: { PATH: process.env['PATH'], TZ: 'UTC', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const gateway = new GatewayProcess(child, `http://127.0.0.1:${environment['PORT']}`)
    this.#processes.push(gateway)
    return gateway
  }

  /** Starts a process on a free port, and waits until it is ready. */
  async start(environment: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const gateway = this.run({ PORT: String(await freePort()), ...environment })
    await gateway.becameReady()
    return gateway
  }

  /** Ends what a test left behind. */
  async remove(): Promise<void> {
    await Promise.all(this.#processes.map((gateway) => gateway.end('SIGKILL')))
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** A process of the gateway. */
export class GatewayProcess {
  stdout = ''
  stderr = ''
  /** Its exit code; null after a signal. */
  readonly exited: Promise<number | null>

  constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString('utf8')
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString('utf8')
    })
    this.exited = new Promise((resolve) => child.once('close', (code) => resolve(code)))
  }

  get runs(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  /** Status of `GET /readyz`; null when nobody takes the connection. */
  async readiness(): Promise<number | null> {
    return await fetch(`${this.url}/readyz`).then(
      (response) => response.status,
      () => null,
    )
  }

  async becameReady(): Promise<void> {
    const state = await eventually(
      async () => (this.runs ? await this.readiness() : 'ended'),
      (readiness) => readiness === 200 || readiness === 'ended',
      START_DEADLINE_MS,
    )
    if (state === 'ended') throw new Error(`the process ended: ${this.stderr}${this.stdout}`)
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** As when whoever reads the output is gone. */
  breakOutput(): void {
    this.child.stdout?.destroy()
    this.child.stderr?.destroy()
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.runs) this.signal(signal)
    return await this.exited
  }
}

/** A port on loopback that nobody listens at just now. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
