import { randomBytes } from 'node:crypto'
import { constants, promises as fs } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

/** The unprivileged account that PostgreSQL runs under when we are root. */
export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** True when this process may act for other users, which PostgreSQL refuses to run as. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Tells errors of the system and of PostgreSQL apart by their code; anything else answers false. */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  // Not instanceof Error: inside Jest, Node's own errors are of another realm.
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code))
}

/** Eight characters for names that two processes must not share. */
export function randomSuffix(): string {
  return randomBytes(4).toString('hex')
}

/**
 * The existing account to run PostgreSQL as when we are root: `postgres`, else `nobody`. Read from /etc/passwd, as
 * Node cannot look up other users and no other tool may be needed. Throws if there is neither.
 */
export async function findUnprivilegedUser(): Promise<SystemUser> {
  const accounts = (await fs.readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const wanted of ['postgres', '_postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted)
    // macOS writes nobody's ids as -2, the system calls want them unsigned.
    const [uid, gid] = [Number(account?.[2]) >>> 0, Number(account?.[3]) >>> 0]
    if (account !== undefined && uid !== 0) return { name: wanted, uid, gid }
  }
  throw new Error(
    'PostgreSQL does not run as root: expected a user "postgres" or "nobody" in /etc/passwd, found neither.',
  )
}

/** Whether `user` (ourselves if undefined) may use `file`: by the mode bits of it and of every folder above it. */
export async function canAccess(file: string, mode: number, user: SystemUser | undefined): Promise<boolean> {
  if (user === undefined) {
    return fs.access(file, mode).then(
      () => true,
      () => false,
    )
  }
  const real = await fs.realpath(file)
  for (let folder = path.dirname(real); ; folder = path.dirname(folder)) {
    if (!(await modeAllows(folder, constants.X_OK, user))) return false
    if (folder === path.dirname(folder)) break
  }
  return modeAllows(real, mode, user)
}

async function modeAllows(file: string, wanted: number, user: SystemUser): Promise<boolean> {
  const { mode, uid, gid } = await fs.stat(file)
  const granted = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode
  return (granted & wanted) === wanted
}

/** A TCP port of 127.0.0.1 that was free a moment ago; somebody else may take it before it is used. */
export async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error(`Expected a port of 127.0.0.1, got ${String(address)}`))
      })
    })
  })
}

/** Variables for PostgreSQL's programs: no secrets of ours, and none of PG* or LC_* that would change what they do. */
function programEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'LD_LIBRARY_PATH']
  const entries = kept.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(entries), LC_ALL: 'C' }
}

/** Spawn options that make a program run as `user` (ourselves if undefined), with no folder it could not enter. */
export function runAs(user: SystemUser | undefined): {
  uid?: number
  gid?: number
  cwd: string
  env: NodeJS.ProcessEnv
} {
  const ids = user === undefined ? {} : { uid: user.uid, gid: user.gid }
  return { ...ids, cwd: path.parse(process.cwd()).root, env: programEnvironment() }
}
