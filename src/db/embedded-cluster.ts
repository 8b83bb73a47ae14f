import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'

import type { EmbeddedBinaries } from './embedded-binaries.js'
import type { EmbeddedHome } from './embedded-home.js'
import { isErrno, runAs } from './embedded-system.js'

/** The superuser of every embedded cluster. */
export const EMBEDDED_USER = 'gateway'

const MAJOR_VERSION = '18'

/**
 * Creates the cluster unless it is there. It is made under another name and then renamed, so a cluster that has its
 * name is complete, a killed initdb leaves only rubbish that the next start removes, and of two at once one wins.
 */
export async function ensureCluster(
  home: EmbeddedHome,
  binaries: () => Promise<EmbeddedBinaries>,
  ephemeral: boolean,
): Promise<void> {
  if (!(await hasCluster(home))) {
    const draft = await fs.mkdtemp(path.join(home.folder, 'initdb-'))
    try {
      await createCluster(draft, home, (await binaries()).initdb, ephemeral)
      await fs.rename(draft, home.cluster)
    } catch (error) {
      if (!(await hasCluster(home))) throw error
    }
  }
  for (const name of await fs.readdir(home.folder)) {
    if (!name.startsWith('initdb-')) continue
    // An initdb whose starter was killed may still be writing here; then the next start removes the rest.
    await fs.rm(path.join(home.folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
}

async function hasCluster(home: EmbeddedHome): Promise<boolean> {
  let version: string
  try {
    version = (await fs.readFile(path.join(home.data, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false
    throw error
  }
  if (version === MAJOR_VERSION) return true
  throw new Error(
    `${home.data} is of PostgreSQL ${version}, expected ${MAJOR_VERSION}; remove it or dump it with ${version}.`,
  )
}

async function createCluster(draft: string, home: EmbeddedHome, initdb: string, ephemeral: boolean): Promise<void> {
  const data = path.join(draft, 'data')
  const passwordFile = path.join(draft, 'password')
  await fs.mkdir(data, { mode: 0o700 })
  await fs.writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  if (home.user !== undefined) {
    const owner = await fs.stat(home.folder)
    await fs.chown(draft, owner.uid, home.user.gid)
    await fs.chmod(draft, 0o710)
    await fs.chown(data, home.user.uid, home.user.gid)
    // initdb reads the password as the unprivileged account; afterwards it is nobody's business but the starter's.
    await fs.chown(passwordFile, home.user.uid, home.user.gid)
  }
  const options = [
    ['--pgdata', data],
    ['--username', EMBEDDED_USER],
    ['--pwfile', passwordFile],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    // The built-in provider sorts and folds the same on every machine, whatever libc or ICU it has.
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
    ['--locale', 'C'],
  ].map(([name, value]) => `${name}=${value}`)
  await run(initdb, [...options, '--no-instructions', ...(ephemeral ? ['--no-sync'] : [])], home)
  if (home.user !== undefined) {
    const owner = await fs.stat(home.folder)
    await fs.chown(passwordFile, owner.uid, owner.gid)
  }
}

/** Runs one of PostgreSQL's programs to its end; throws with its output unless it succeeds. */
export async function run(program: string, args: readonly string[], home: EmbeddedHome): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { ...runAs(home.user), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.once('error', (cause) => reject(explainSpawnFailure(program, cause)))
    child.once('close', (code, signal) => {
      if (code === 0) return resolve()
      const text = Buffer.concat(output).toString().trim()
      reject(new Error(`${path.basename(program)} failed with ${code ?? signal}, expected 0. It said:\n${text}`))
    })
  })
}

/** An existing program that "does not exist" lacks its loader: the binaries are built for glibc, not for musl. */
export function explainSpawnFailure(program: string, cause: Error): Error {
  const hint =
    isErrno(cause, 'ENOENT') && process.platform === 'linux' ? ' On Linux it needs glibc; Alpine has musl.' : ''
  return new Error(`Could not run ${program}.${hint}`, { cause })
}
