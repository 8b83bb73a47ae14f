import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The folder that holds the nearest package.json above `folder`: the same one for a module in `src/` and for its
 * compiled twin in `dist/src/`, so that files shipped beside the code need no copy in `dist/`.
 */
export function packageRoot(folder: string = import.meta.dirname): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'package.json'))) return at
    if (at === path.dirname(at)) throw new Error(`No package.json in ${folder} or in any folder above it.`)
  }
}

/** The version of the program, from its package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return version
}
