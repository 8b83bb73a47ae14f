import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { generate, loadCodegenConfig } from '@graphql-codegen/cli'
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'
import { packageRoot } from '../src/kernel/package-root.js'
import { type EmittedFile, emittedFiles } from './lib/schema-file.js'

/**
 * Fails when a file of schema/ is not what the code says, when the client's operations are not what the schema says,
 * or when something that clients use breaks and schema/CHANGELOG.md does not tell.
 */
const ROOT = packageRoot()
const CHANGELOG = 'schema/CHANGELOG.md'

let failures = 0

function pass(message: string): void {
  console.log(`ok    ${message}`)
}

function fail(message: string): void {
  failures++
  console.error(`FAIL  ${message}`)
}

async function checkEmitted({ name, file, content }: EmittedFile): Promise<void> {
  const committed = await readFile(file, 'utf8').catch(() => '')
  if (content === committed) pass(`${name} is what the code says`)
  else fail(`${name} is not what the code says: run \`npm run schema\` and look at the difference`)
}

async function checkOperations(): Promise<void> {
  const { config } = await loadCodegenConfig({ configFilePath: path.join(ROOT, 'codegen.ts') })
  let outputs: { filename: string; content: string }[]
  try {
    outputs = await generate({ ...config, cwd: ROOT, silent: true }, false)
  } catch (error) {
    fail(`the operations do not fit the schema: ${error instanceof Error ? error.message : String(error)}`)
    return
  }
  for (const { filename, content } of outputs) {
    const committed = await readFile(path.resolve(ROOT, filename), 'utf8').catch(() => '')
    const name = path.relative(ROOT, path.resolve(ROOT, filename))
    if (content.trim() === committed.trim()) pass(`${name} is what schema and operations say`)
    else fail(`${name} is out of date: run \`npm run schema\``)
  }
}

/** Compares with the schema as it was when CHANGELOG.md was last changed: all that came later is not announced yet. */
async function checkPromises(emitted: string): Promise<void> {
  let announced: { commit: string; schema: string } | null
  try {
    announced = await announcedSchema()
  } catch (error) {
    pass(`breaking changes were not looked for, there is no history: ${firstLine(error)}`)
    return
  }
  if (announced === null) {
    pass(`breaking changes were not looked for: ${CHANGELOG} is changed here, or new`)
    return
  }
  const changes = await diff(buildSchema(announced.schema), buildSchema(emitted))
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
  const since = `since ${announced.commit.slice(0, 10)}, the last change of ${CHANGELOG}`
  if (breaking.length === 0) pass(`nothing breaks ${since}; ${changes.length} other changes`)
  else fail(`${breaking.length} breaking changes ${since}, which does not tell of them:\n${describe(breaking)}`)
}

/** Null if the changelog in the working copy tells more than the committed one. Throws without git. */
async function announcedSchema(): Promise<{ commit: string; schema: string } | null> {
  const commit = (await git('log', '-1', '--format=%H', '--', CHANGELOG)).trim()
  if (commit === '' || (await git('status', '--porcelain', '--', CHANGELOG)) !== '') return null
  return { commit, schema: await git('show', `${commit}:schema/schema.graphql`) }
}

async function git(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string }
  return (stderr || message).split('\n')[0] ?? ''
}

function describe(changes: readonly Change[]): string {
  return changes.map(({ message }) => `        ${message}`).join('\n')
}

const [schema, webhooks] = emittedFiles()
await checkEmitted(schema)
await checkEmitted(webhooks)
await checkOperations()
await checkPromises(schema.content)
if (failures > 0) process.exitCode = 1
