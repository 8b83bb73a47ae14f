import { randomBytes } from 'node:crypto'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { build } from 'esbuild'

// A type only: Jest loads this file by `require`, which does not find './x.js' as './x.ts'; see `loadTypeScript`.
import type * as Embedded from '../db/embedded-server.js'

/** What the global teardown finds under this key of `globalThis`. */
export interface TestRun {
  stop(): Promise<void>
}

const PREFIX = 'profiles-gateway-test-'

/**
 * Jest's contract asks for this one default export: starts one throw-away PostgreSQL for the whole run, or takes the
 * server that TEST_DATABASE_URL names. Tests find it in TEST_SERVER_URL, through `createTestDatabase`.
 */
export default async function globalSetup({ rootDir }: { rootDir: string }): Promise<void> {
  process.env.TEST_RUN_ID = randomBytes(4).toString('hex')
  process.env.TEST_RENDERER_WORKER = await buildRendererWorker(rootDir)
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') {
    process.env.TEST_SERVER_URL = given
    return
  }
  const embedded = (await loadTypeScript(path.join(rootDir, 'src/db/embedded-server.ts'))) as typeof Embedded
  await removeLeftovers(embedded)
  const dataDirectory = path.join(tmpdir(), `${PREFIX}${process.pid}-${process.env.TEST_RUN_ID}`)
  const removeNow = (): void => removeAtExit(dataDirectory)
  process.once('exit', removeNow)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]))
  }
  const server = await embedded.startEmbeddedServer({ dataDirectory, ephemeral: true })
  process.env.TEST_SERVER_URL = server.url('postgres')
  const run: TestRun = {
    async stop() {
      await server.stop()
      process.off('exit', removeNow)
    },
  }
  Object.assign(globalThis, { profilesGatewayTestRun: run })
}

/**
 * A rendering thread is Node's, not Jest's: it needs JavaScript. The file lies within the package, so that the worker
 * finds what it imports, and is removed at the end of the run.
 */
async function buildRendererWorker(rootDir: string): Promise<string> {
  const outfile = path.join(rootDir, 'dist', `under-test-${process.pid}-${process.env.TEST_RUN_ID}.worker.mjs`)
  await build({
    entryPoints: [path.join(rootDir, 'src/profiles/rendering/renderer.worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    outfile,
    logLevel: 'error',
  })
  process.once('exit', () => rmSync(outfile, { force: true }))
  return outfile
}

/** Servers of runs that were killed so hard that they could not clean up: their process is gone. */
async function removeLeftovers(embedded: typeof Embedded): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1])
    if (!Number.isInteger(pid) || isAlive(pid)) continue
    // Another user's leftovers are not ours to remove.
    await embedded.removeEmbeddedServer(path.join(tmpdir(), name)).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Jest runs no teardown after Ctrl-C or a failed set-up; nothing asynchronous can be done on the way out. */
function removeAtExit(dataDirectory: string): void {
  try {
    const home = realpathSync(dataDirectory)
    try {
      process.kill(Number.parseInt(readFileSync(path.join(home, 'cluster/data/postmaster.pid'), 'utf8'), 10), 'SIGQUIT')
    } catch {
      // It does not run.
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    rmSync(dataDirectory, { force: true })
  } catch {
    // Not there; or else the next run removes it.
  }
}

/**
 * Loads a TypeScript module and all it imports from outside of the tests' module system, bundled in memory. Packages
 * are left out and come from node_modules as ever. Decorators' metadata would be lost; nothing loaded here has any.
 */
async function loadTypeScript(file: string): Promise<unknown> {
  const result = await build({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    target: 'node20',
    write: false,
    logLevel: 'silent',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) },
  })
  const loaded = { exports: {} }
  const run = new Function('require', 'module', 'exports', result.outputFiles[0]?.text ?? '')
  run(createRequire(file), loaded, loaded.exports)
  return loaded.exports
}
