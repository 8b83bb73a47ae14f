import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Command } from 'commander'
import { packageRoot } from '../src/kernel/package-root.js'

/** What takes and gives money, tells and is told: what a release before this one does while this one has migrated. */
const TESTS = [
  'src/orders',
  'src/accounts',
  'src/receipts',
  'src/people',
  'src/webhooks',
  'src/monitoring',
  'src/audit',
]
/** What the release before gets of this one: its database. */
const MIGRATIONS = 'migrations'
/** Releases that name their migrations elsewhere get this, too. */
const BEFORE_THE_LIST = ['data-source.ts', 'steady-client.ts'].map((name) => path.join('src', 'db', name))

/** Runs tests of another commit on the schema of this one; their exit code. */
async function testRelease(commit: string, tests: readonly string[]): Promise<number> {
  const root = packageRoot()
  const folder = await mkdtemp(path.join(tmpdir(), 'release-before-'))
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: root })
  await git('worktree', 'add', '--detach', folder, commit)
  try {
    const hasList = existsSync(path.join(folder, MIGRATIONS, 'index.ts'))
    for (const one of hasList ? [MIGRATIONS] : [MIGRATIONS, ...BEFORE_THE_LIST]) {
      await rm(path.join(folder, one), { recursive: true, force: true })
      await cp(path.join(root, one), path.join(folder, one), { recursive: true })
    }
    const installed = await run(folder, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
    return installed === 0 ? await run(folder, 'npm', 'run', 'test:files', '--', ...tests) : installed
  } finally {
    await git('worktree', 'remove', '--force', folder)
  }
}

async function run(cwd: string, program: string, ...args: string[]): Promise<number> {
  const child = spawn(program, args, { cwd, stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

await new Command('test:previous')
  .description(
    'Runs the tests of the release before on the database as this release has migrated it: both run side by side during an upgrade.',
  )
  .argument('<commit>', 'of the release before')
  .argument('[paths...]', 'of its tests', TESTS)
  .action(async (commit: string, tests: string[]) => {
    process.exitCode = await testRelease(commit, tests)
  })
  .parseAsync()
