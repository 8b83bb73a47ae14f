import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { compressAsset } from '../../src/explorer/build.compress.js'
import type { ExplorerAsset } from '../../src/explorer/explorer.manifest.js'

/** Puts compressed copies beside the files of a site; returns what may be served, by path. */
export async function compressSite(folder: string): Promise<Record<string, ExplorerAsset>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  const served: Record<string, ExplorerAsset> = {}
  for (const file of files) {
    const name = path.relative(folder, file).split(path.sep).join('/')
    const { asset, files: copies } = await compressAsset({ name, contents: await readFile(file) })
    served[name] = asset
    for (const copy of copies.slice(1)) await writeFile(path.join(folder, copy.name), copy.contents)
  }
  return served
}
