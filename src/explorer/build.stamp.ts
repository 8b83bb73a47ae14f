import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a build was made from: a hash of our own sources, and the installed version of each bundled package. */
export interface BuildStamp {
  sources: string
  packages: Record<string, string>
}

const STAMP = 'stamp.json'

/**
 * The stamp a build would carry now. Contents, not file times: a checkout touches every file and a restored cache none.
 * Versions come from the lock file, because comparing them is cheaper than hashing thousands of installed files.
 */
export function currentStamp(root: string, sources: string[], packages: string[]): BuildStamp {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(root, source))).sort()) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string } | undefined>
  }
  const versions = packages.map((path) => [path, lock.packages[path]?.version ?? 'missing'] as const)
  return { sources: hash.digest('hex'), packages: Object.fromEntries(versions) }
}

/** Whether the output folder holds a build of exactly these sources and package versions. */
export function isFresh(output: string, root: string, sources: string[]): boolean {
  if (!existsSync(join(output, STAMP)) || !existsSync(join(output, 'manifest.json'))) {
    return false
  }
  const made = JSON.parse(readFileSync(join(output, STAMP), 'utf8')) as BuildStamp
  const now = currentStamp(root, sources, Object.keys(made.packages))
  return JSON.stringify(now) === JSON.stringify(made)
}

/** The stamp as a file of the output folder. */
export function stampFile(stamp: BuildStamp): { name: string; contents: Uint8Array } {
  return { name: STAMP, contents: Buffer.from(JSON.stringify(stamp)) }
}

/** The packages among a bundle's inputs, as `package-lock.json` names them (`node_modules/a/node_modules/b`). */
export function packagesOf(inputs: string[]): string[] {
  const found = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
  return [...new Set(found.filter((path) => path !== undefined))].sort()
}

function filesOf(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return [path]
  }
}
