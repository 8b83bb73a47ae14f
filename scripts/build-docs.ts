/** Makes the documentation site: `npm run docs`. Does nothing when the folder already holds a build of the same sources. */
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buildSchema } from 'graphql'
import { currentStamp, isFresh, stampFile } from '../src/explorer/build.stamp.js'
import { PRODUCT_ICON } from '../src/http/pages.routes.js'
import { packageRoot } from '../src/kernel/package-root.js'
import { bundledPackages } from './docs/bundled-packages.js'
import { compressSite } from './docs/compress-site.js'
import { SITE_SOURCE } from './docs/diagrams.js'
import { referencePages } from './docs/reference.js'
import { moveInline } from './docs/static-pages.js'

/** Everything of ours that decides what the site looks like. */
const SOURCES = ['docs', 'schema/schema.graphql', 'schema/CHANGELOG.md', 'scripts/docs', 'scripts/build-docs.ts']
/** Versions of these are a part of the build. */
const PACKAGES = ['node_modules/vitepress', 'node_modules/beautiful-mermaid']
/** Files that pages offer as they are. */
const DOWNLOADS = ['publisher-files', 'fhir-example.json']
/** Where the gateway serves it. */
const BASE = '/docs/'

/** Builds the site into `output`; resolves to false if it was up to date. */
async function buildDocs(output: string): Promise<boolean> {
  process.chdir(packageRoot())
  if (isFresh(output, '.', SOURCES)) return false
  await prepareSource()
  const fresh = `${output}.${process.pid}`
  try {
    // Imported late: a skipped build must not pay for loading the generator.
    const { build } = await import('vitepress')
    await build('docs', { outDir: fresh })
    await moveInline(fresh, BASE)
    await writeFile(path.join(fresh, 'manifest.json'), JSON.stringify(await compressSite(fresh)))
    const { name, contents } = stampFile(currentStamp('.', SOURCES, [...PACKAGES, ...bundledPackages()]))
    await writeFile(path.join(fresh, name), contents)
    await rm(output, { recursive: true, force: true })
    await rename(fresh, output)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return true
}

/** A copy of the Markdown, with what is made of the schema beside it. */
async function prepareSource(): Promise<void> {
  await rm(SITE_SOURCE, { recursive: true, force: true })
  await cp('docs', SITE_SOURCE, { recursive: true, filter: (name) => !name.includes('.vitepress') })
  // Files to download lie where links from pages find them.
  for (const name of DOWNLOADS) await cp(`docs/${name}`, path.join(SITE_SOURCE, 'public', name), { recursive: true })
  await writeFile(path.join(SITE_SOURCE, 'public', 'icon.svg'), PRODUCT_ICON)
  await writeFile(path.join(SITE_SOURCE, 'decisions', 'index.md'), await listOfDecisions())
  const folder = path.join(SITE_SOURCE, 'reference')
  await mkdir(folder)
  const schema = buildSchema(await readFile('schema/schema.graphql', 'utf8'))
  for (const { name, markdown } of referencePages(schema)) await writeFile(path.join(folder, `${name}.md`), markdown)
  const changes = await readFile('schema/CHANGELOG.md', 'utf8')
  // Its links are those of its own place in the repository.
  const moved = changes.replaceAll('](../docs/', '](../').replaceAll('](schema.graphql)', '](index.md)')
  await writeFile(path.join(folder, 'changes.md'), moved)
}

async function listOfDecisions(): Promise<string> {
  const names = (await readdir('docs/decisions')).filter((name) => name.endsWith('.md')).sort()
  const lines = names.map(async (name) => {
    const [title = name] = (await readFile(`docs/decisions/${name}`, 'utf8')).split('\n')
    return `- [${title.replace('# ', '').replace('.', '\\.')}](${name})`
  })
  return `# Design decisions\n\nWhy the gateway is as it is, in the order in which it was decided.\n\n${(await Promise.all(lines)).join('\n')}\n`
}

const started = performance.now()
const output = path.resolve(process.argv[2] ?? path.join(packageRoot(), 'dist', 'docs'))
const built = await buildDocs(output)
const seconds = ((performance.now() - started) / 1000).toFixed(2)
if (built) process.stderr.write(`Documentation built in ${seconds} s: ${output}\n`)
