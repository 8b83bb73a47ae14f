/**
 * Bundles the API explorer: `node dist/src/explorer/build.js [output folder]`. Does nothing when the folder already
 * holds a build of the same sources and package versions.
 */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Metafile } from 'esbuild'
import type { OutputFile } from './build.compress.js'
import { currentStamp, isFresh, packagesOf, stampFile } from './build.stamp.js'
import type { ExplorerManifest } from './explorer.manifest.js'

/** Everything of ours that decides what the bundle looks like. */
const SOURCES = ['src/explorer/browser', 'src/explorer/build.ts', 'src/explorer/build.compress.ts']

/** The page and monaco's three workers. Built in one go, so that graphql-js and monaco's core are shared chunks. */
const ENTRIES = {
  explorer: 'src/explorer/browser/main.tsx',
  'editor.worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'node_modules/monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'node_modules/monaco-graphql/esm/graphql.worker.js',
}

/** Builds the explorer's assets into `output`; resolves to false if they were up to date. */
export async function buildExplorer(output: string, root = projectRoot()): Promise<boolean> {
  if (isFresh(output, root, SOURCES)) {
    return false
  }
  // Imported late: a skipped build must not pay for loading the bundler.
  const [{ build }, { compressAsset }] = await Promise.all([import('esbuild'), import('./build.compress.js')])
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: output,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file' },
    minify: true,
    legalComments: 'linked',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const names = namesOf(metafile)
  // The page's style sheet holds the styles of the late chunks too; their own copies would never be asked for.
  const files = outputFiles
    .map((file): OutputFile => ({ name: basename(file.path), contents: file.contents }))
    .filter(({ name }) => !name.endsWith('.css') || name === names.style)
  const compressed = await Promise.all(files.map(compressAsset))
  const manifest: ExplorerManifest = {
    ...names,
    assets: Object.fromEntries(compressed.map(({ asset }, index) => [files[index]?.name, asset])),
  }
  const stamp = currentStamp(root, SOURCES, packagesOf(Object.keys(metafile.inputs)))
  await replace(output, [
    ...compressed.flatMap((part) => part.files),
    { name: 'manifest.json', contents: Buffer.from(JSON.stringify(manifest, null, 2)) },
    stampFile(stamp),
  ])
  return true
}

function namesOf({ outputs }: Metafile): Pick<ExplorerManifest, 'script' | 'style' | 'workers'> {
  const outputOf = (entry: string) => {
    const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry)
    if (found === undefined) {
      throw new Error(`The bundle has no output for ${entry}`)
    }
    return { script: basename(found[0]), style: basename(found[1].cssBundle ?? '') }
  }
  return {
    ...outputOf(ENTRIES.explorer),
    workers: {
      editor: outputOf(ENTRIES['editor.worker']).script,
      json: outputOf(ENTRIES['json.worker']).script,
      graphql: outputOf(ENTRIES['graphql.worker']).script,
    },
  }
}

/** Writes into a new folder and swaps it in, so that a server never sees half a build. */
async function replace(output: string, files: OutputFile[]): Promise<void> {
  const fresh = `${output}.${process.pid}`
  await mkdir(fresh, { recursive: true })
  await Promise.all(files.map((file) => writeFile(join(fresh, file.name), file.contents)))
  await rm(output, { recursive: true, force: true })
  await rename(fresh, output)
}

/** The folder of `package.json`, seen from the sources and from the compiled copy alike. */
function projectRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'package.json'))) {
    directory = dirname(directory)
  }
  return directory
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const started = performance.now()
  const output = resolve(process.argv[2] ?? join(projectRoot(), 'dist/explorer'))
  const built = await buildExplorer(output)
  const seconds = ((performance.now() - started) / 1000).toFixed(2)
  if (built) process.stderr.write(`Explorer built in ${seconds} s: ${output}\n`)
}
