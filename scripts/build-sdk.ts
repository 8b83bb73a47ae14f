/** Makes the package of the SDK: `npm run sdk`. JavaScript for `import` and for `require`, each with its types. */
import { execFile } from 'node:child_process'
import { copyFile, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { packageRoot } from '../src/kernel/package-root.js'

const run = promisify(execFile)
const root = packageRoot()
const sdk = path.join(root, 'sdk')
const dist = path.join(sdk, 'dist')

await rm(dist, { recursive: true, force: true })
await run(process.execPath, [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', sdk])
await mkdir(path.join(dist, 'cjs'), { recursive: true })
for (const name of await readdir(path.join(dist, 'esm'))) {
  await copyFile(path.join(dist, 'esm', name), path.join(dist, 'cjs', name))
}
// What lies in this folder is of the other kind than the package.
await writeFile(path.join(dist, 'cjs', 'package.json'), '{ "type": "commonjs" }\n')
await cp(path.join(root, 'LICENSE'), path.join(dist, 'LICENSE'))
const common = { absWorkingDir: sdk, bundle: true, platform: 'neutral', target: 'es2022' } as const
for (const format of ['esm', 'cjs'] as const) {
  await build({ ...common, entryPoints: ['src/index.ts'], format, outfile: path.join(dist, format, 'index.js') })
}
const entry = { contents: "export { GatewayClient } from './index.js'", resolveDir: path.join(sdk, 'src') }
const { outputFiles } = await build({ ...common, stdin: entry, format: 'esm', minify: true, write: false as const })
for (const core of outputFiles) {
  const kb = (gzipSync(core.contents).byteLength / 1024).toFixed(1)
  process.stderr.write(`SDK built: ${dist}; the client without operations is ${kb} KB compressed\n`)
}
