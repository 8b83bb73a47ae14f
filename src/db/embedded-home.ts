import { createHash } from 'node:crypto'
import { constants, promises as fs, type Stats } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { canAccess, findUnprivilegedUser, isErrno, isRoot, type SystemUser } from './embedded-system.js'

/** The folder of one embedded server and who runs it. */
export interface EmbeddedHome {
  /** Real path: `dataDirectory` itself, or what it points to. */
  readonly folder: string
  /** Data and password: one folder, so that one rename makes both appear together. */
  readonly cluster: string
  /** PostgreSQL's own data directory. */
  readonly data: string
  readonly passwordFile: string
  readonly logFile: string
  readonly pidFile: string
  /** Account to run PostgreSQL's programs as; undefined means ourselves. */
  readonly user: SystemUser | undefined
}

const PREFIX = 'profiles-gateway-'
/** Names the `dataDirectory` that points here, for those who find a moved home. */
const ORIGIN_FILE = 'belongs-to'
/** Younger homes may be one that another process is about to link to. */
const ORPHAN_AGE_MS = 60_000

/**
 * Finds or creates the folder for the server of `dataDirectory`. If we are root and the unprivileged account cannot
 * reach it (a checkout below a folder with mode 0700), the folder is made elsewhere and `dataDirectory` becomes a
 * symlink to it. Throws if the folder is somebody else's or holds something else.
 */
export async function prepareHome(
  dataDirectory: string,
  ephemeral: boolean,
  removeOrphan: (home: EmbeddedHome) => Promise<void>,
): Promise<EmbeddedHome> {
  const parent = path.dirname(path.resolve(dataDirectory))
  await fs.mkdir(parent, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`Expected to create ${parent} for the embedded PostgreSQL, but could not`, { cause })
  })
  // A second round follows if another process created or removed the folder meanwhile.
  for (let round = 0; round < 5; round++) {
    const found = await findHome(dataDirectory)
    if (found !== undefined) return found
    await createHome(dataDirectory, ephemeral, removeOrphan)
  }
  throw new Error(
    `${dataDirectory} changed five times while the embedded PostgreSQL looked at it; is it being removed?`,
  )
}

/** The existing home of `dataDirectory`, or undefined; a symlink to a home that is gone counts as none. */
export async function findHome(dataDirectory: string): Promise<EmbeddedHome | undefined> {
  const link = path.resolve(dataDirectory)
  const stat = await lstatOrUndefined(link)
  if (stat === undefined) return undefined
  if (!stat.isSymbolicLink()) {
    if (!stat.isDirectory()) throw new Error(`Expected a folder at ${link} for the embedded PostgreSQL, found a file.`)
    return adoptFolder(await fs.realpath(link))
  }
  const target = path.resolve(path.dirname(link), await fs.readlink(link))
  const targetStat = await lstatOrUndefined(target)
  if (targetStat === undefined) {
    await fs.rm(link, { force: true })
    return undefined
  }
  // The place is open to others: whatever is not unmistakably what we made is not touched.
  const ours = targetStat.isDirectory() && targetStat.uid === process.getuid?.() && (targetStat.mode & 0o022) === 0
  if (!ours || !path.basename(target).startsWith(PREFIX)) {
    throw new Error(
      `${link} points to ${target}, which is not a folder that the embedded PostgreSQL made for this user.`,
    )
  }
  return adoptFolder(target)
}

async function adoptFolder(folder: string): Promise<EmbeddedHome | undefined> {
  const names = await fs.readdir(folder).catch((cause: unknown) => {
    throw new Error(`Expected ${folder} to be readable by the user that runs this; remove it or run as its owner`, {
      cause,
    })
  })
  const known = names.filter((name) => /^(cluster|initdb-|binaries-|server\.log|belongs-to)/.test(name))
  if (names.length > 0 && known.length === 0) {
    throw new Error(`${folder} holds ${names[0]} and no embedded PostgreSQL; name an empty or new folder instead.`)
  }
  const user = await runnerOf(folder)
  if (user !== undefined && !(await canAccess(path.dirname(folder), constants.X_OK, user))) {
    // Removes an empty folder only; the caller then makes the home elsewhere.
    if (names.length === 0) return fs.rmdir(folder).then(() => undefined)
    throw new Error(
      `User ${user.name}, who owns the data in ${folder}, can no longer reach it: a folder above is closed.`,
    )
  }
  await openTo(folder, user)
  return homeIn(folder, user)
}

/** The owner of existing data decides; in root's own folder it is the unprivileged account. */
async function runnerOf(folder: string): Promise<SystemUser | undefined> {
  const stat = (await lstatOrUndefined(homeIn(folder, undefined).data)) ?? (await fs.lstat(folder))
  if (isRoot())
    return stat.uid === 0 ? findUnprivilegedUser() : { name: `with id ${stat.uid}`, uid: stat.uid, gid: stat.gid }
  if (process.getuid !== undefined && stat.uid !== process.getuid()) {
    throw new Error(
      `The data in ${folder} belong to user id ${stat.uid}, we are ${process.getuid()}; run as that user or remove it.`,
    )
  }
  return undefined
}

/** Owner: everything; the runner's group: pass through to what is his; others: nothing. */
async function openTo(folder: string, user: SystemUser | undefined): Promise<void> {
  if (process.getuid === undefined || (await fs.lstat(folder)).uid !== process.getuid()) return
  if (user !== undefined) await fs.chown(folder, process.getuid(), user.gid)
  await fs.chmod(folder, user === undefined ? 0o700 : 0o710)
}

async function createHome(
  dataDirectory: string,
  ephemeral: boolean,
  removeOrphan: (home: EmbeddedHome) => Promise<void>,
): Promise<void> {
  const link = path.resolve(dataDirectory)
  const user = isRoot() ? await findUnprivilegedUser() : undefined
  try {
    if (user === undefined || (await canAccess(path.dirname(link), constants.X_OK, user))) {
      await fs.mkdir(link, { mode: 0o700 })
    } else {
      await createElsewhere(link, user, ephemeral, removeOrphan)
    }
  } catch (cause) {
    // Another process was first, and its folder is as good.
    if (isErrno(cause, 'EEXIST')) return
    throw new Error(`Expected to create ${link} for the embedded PostgreSQL, but could not`, { cause })
  }
}

async function createElsewhere(
  link: string,
  user: SystemUser,
  ephemeral: boolean,
  removeOrphan: (home: EmbeddedHome) => Promise<void>,
): Promise<void> {
  const prefix = `${PREFIX}${createHash('sha256').update(link).digest('hex').slice(0, 12)}-`
  // /var/lib before /var/tmp: some systems delete what lay in the latter for a month.
  const places = ephemeral ? [tmpdir(), '/var/tmp'] : ['/var/lib', '/var/tmp', tmpdir()]
  for (const place of places) {
    if (!(await canAccess(place, constants.X_OK, user).catch(() => false))) continue
    await removeOrphans(place, prefix, link, removeOrphan)
    // mkdtemp never takes over a folder that somebody prepared under the expected name.
    const folder = await fs.mkdtemp(path.join(place, prefix)).catch(() => undefined)
    if (folder === undefined) continue
    await fs.writeFile(path.join(folder, ORIGIN_FILE), `${link}\n`, { mode: 0o600 })
    try {
      await fs.symlink(folder, link)
    } catch (error) {
      await fs.rm(folder, { recursive: true, force: true })
      throw error
    }
    return
  }
  throw new Error(
    `Expected a folder that user ${user.name} can reach in one of ${places.join(', ')}; none can be written.`,
  )
}

/** Homes that this checkout made elsewhere and whose symlink was removed by hand (`rm -rf var`). */
async function removeOrphans(
  place: string,
  prefix: string,
  link: string,
  removeOrphan: (home: EmbeddedHome) => Promise<void>,
): Promise<void> {
  for (const name of (await fs.readdir(place)).filter((each) => each.startsWith(prefix))) {
    const folder = path.join(place, name)
    const stat = await lstatOrUndefined(folder)
    if (stat === undefined || !stat.isDirectory() || stat.uid !== process.getuid?.()) continue
    const origin = await fs.readFile(path.join(folder, ORIGIN_FILE), 'utf8').catch(() => '')
    const linked = await fs.readlink(link).catch(() => undefined)
    if (origin.trim() !== link || linked === folder || Date.now() - stat.birthtimeMs < ORPHAN_AGE_MS) continue
    await removeOrphan(homeIn(folder, await runnerOf(folder)))
  }
}

function homeIn(folder: string, user: SystemUser | undefined): EmbeddedHome {
  const cluster = path.join(folder, 'cluster')
  const data = path.join(cluster, 'data')
  return {
    folder,
    cluster,
    data,
    passwordFile: path.join(cluster, 'password'),
    logFile: path.join(folder, 'server.log'),
    pidFile: path.join(data, 'postmaster.pid'),
    user,
  }
}

async function lstatOrUndefined(file: string): Promise<Stats | undefined> {
  return fs.lstat(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  })
}
