import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A bundled file: its content type, and which pre-compressed copies (`<name>.br`, `<name>.gz`) lie beside it. */
export interface ExplorerAsset {
  type: string
  encodings: ('br' | 'gzip')[]
}

/** What the build made: the names the page needs, and every file that may be served. */
export interface ExplorerManifest {
  script: string
  style: string
  workers: { editor: string; json: string; graphql: string }
  assets: Record<string, ExplorerAsset>
}

/** Suffix of the copy in each content coding. */
export const encodingSuffixes = { br: '.br', gzip: '.gz' } as const

/** The manifest in a build's output folder, or undefined if nothing was built there. */
export async function readManifest(directory: string): Promise<ExplorerManifest | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as ExplorerManifest
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined
    }
    throw error
  }
}
