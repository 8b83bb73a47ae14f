import { spawn } from 'node:child_process'
import { constants, promises as fs } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import type { EmbeddedBinaries } from './embedded-binaries.js'
import { explainSpawnFailure, run } from './embedded-cluster.js'
import type { EmbeddedHome } from './embedded-home.js'
import { findFreePort, isErrno, isRoot, runAs } from './embedded-system.js'

/** What postmaster.pid tells of a running server. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly status: string
  /** The file as it was read, to see later whether it is still the same. */
  readonly raw: string
}

const POLL_MS = 15
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 30_000
const LOG_LIMIT_BYTES = 10_000_000

/** Reads postmaster.pid; undefined if there is none or it is still being written. */
async function readPostmaster(home: EmbeddedHome): Promise<Postmaster | undefined> {
  const raw = await fs.readFile(home.pidFile, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return ''
    throw error
  })
  const lines = raw.split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port, status: (lines[7] ?? '').trim(), raw }
}

/**
 * The server that runs on this home, if one does. A pid file left by a power cut may name a process that lives again
 * as something else; PostgreSQL itself would then refuse to start, so such a file is removed here. Should that ever be
 * wrong, the shared memory segment tied to the data directory still keeps a second server out.
 */
export async function findPostmaster(home: EmbeddedHome): Promise<Postmaster | undefined> {
  const found = await readPostmaster(home)
  if (found === undefined || !isAlive(found.pid)) return undefined
  if (await isServerOf(found.pid, home)) return found
  await removeStalePidFile(home, found)
  return undefined
}

/** Removes postmaster.pid if it still is what was judged stale. */
export async function removeStalePidFile(home: EmbeddedHome, stale: Postmaster): Promise<void> {
  if ((await readPostmaster(home))?.raw === stale.raw) await fs.rm(home.pidFile, { force: true })
}

/** False if there is no such process; one we may not signal is alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrno(error, 'EPERM')
  }
}

/** Linux can tell what a process is; elsewhere the caller finds out by connecting. */
async function isServerOf(pid: number, home: EmbeddedHome): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const [commandLine, workingDirectory] = await Promise.all([
    fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined),
    fs.readlink(`/proc/${pid}/cwd`).catch(() => undefined),
  ])
  // A zombie has an empty command line; an unreadable one proves nothing.
  if (commandLine === undefined) return isAlive(pid)
  return commandLine.split('\0').includes(home.data) || workingDirectory === home.data
}

/**
 * Starts a server and waits until it accepts connections. Answers false if it lost against another starter, or for its
 * port, or against the remains of a killed server, so that the caller looks again; throws on anything else.
 */
export async function launchPostmaster(
  home: EmbeddedHome,
  binaries: EmbeddedBinaries,
  ephemeral: boolean,
): Promise<boolean> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: await findFreePort(),
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    ...(ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const args = ['-D', home.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const log = await openLog(home)
  try {
    const start = (await log.stat()).size
    // In a process group of its own, or Ctrl-C would stop it at the same moment as its clients.
    const child = spawn(binaries.postgres, args, {
      ...runAs(home.user),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
    })
    let failure: Error | undefined
    let exited = false
    child.once('error', (error) => {
      failure = explainSpawnFailure(binaries.postgres, error)
    })
    child.once('exit', () => {
      exited = true
    })
    child.unref()
    const deadline = Date.now() + START_TIMEOUT_MS
    while (Date.now() < deadline) {
      if (failure !== undefined) throw failure
      const state = await readPostmaster(home)
      if (state !== undefined && state.pid === child.pid && state.status === 'ready') return true
      if (exited) {
        const said = await readFrom(home.logFile, start)
        if (/could not bind|could not create any TCP|lock file|still in use/.test(said)) return false
        throw new Error(`PostgreSQL did not start on ${home.data}. It said:\n${said.trim()}`)
      }
      await sleep(POLL_MS)
    }
    throw new Error(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} s; see ${home.logFile}`)
  } finally {
    await log.close()
  }
}

/** Shuts a server down and waits for its end: `fast` keeps the data whole, `immediate` is for data to be deleted. */
export async function stopPostmaster(
  home: EmbeddedHome,
  server: Postmaster,
  mode: 'fast' | 'immediate',
  pgCtl: () => Promise<string>,
): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals; pg_ctl knows the way round.
    await run(await pgCtl(), ['stop', '-w', '-m', mode, '-D', home.data], home)
    return
  }
  try {
    process.kill(server.pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error
  }
  const deadline = Date.now() + STOP_TIMEOUT_MS
  // Where nobody collects orphans the ended server stays as a zombie, so its pid file counts, too: removed last.
  while (isAlive(server.pid) && (await readPostmaster(home))?.pid === server.pid) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (process ${server.pid}) did not end within 30 s of a ${mode} stop.`)
    await sleep(POLL_MS)
  }
}

async function openLog(home: EmbeddedHome): Promise<fs.FileHandle> {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants
  const log = await fs.open(home.logFile, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600)
  // Started as root on somebody's own data, it must stay his to write.
  const owner = await fs.stat(home.folder)
  if (isRoot()) await log.chown(owner.uid, owner.gid)
  if ((await log.stat()).size > LOG_LIMIT_BYTES) await log.truncate()
  return log
}

async function readFrom(file: string, offset: number): Promise<string> {
  return (await fs.readFile(file)).subarray(offset).toString()
}
