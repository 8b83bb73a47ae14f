import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import files from './jest.config.js'

/**
 * All tests, as `npm test` runs them. Jest loads every module anew for each of its files, which takes some four seconds
 * of CPU and is most of what a small file costs: here the test files of a room are imported by one suite and share one
 * load. `npx jest <path>` runs single files.
 */

const root = path.dirname(fileURLToPath(import.meta.url))
const folder = path.join(root, '.suites')

/** So many files share a load: fewer suites would leave workers without work at the end. */
const FILES_OF_A_SUITE = 6

/** Hooks outside of a `describe` would be those of the whole suite: such a file is a suite of its own. */
const HOOK_OUTSIDE = /^(beforeAll|beforeEach|afterAll|afterEach)\(/m

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const [name, members] of suites()) {
  const imports = members.map((file) => `import '../${file.replace(/\.ts$/, '.js')}'\n`)
  // Of suites whose time it does not know, Jest begins with the largest file.
  const weight = `//${' '.repeat(members.reduce((sum, file) => sum + weightOf(file), 0))}\n`
  writeFileSync(path.join(folder, `${name}.test.ts`), imports.join('') + weight)
}

/** A guess at how long a file takes; those beside the rooms start whole programs, or walk through the whole schema. */
function weightOf(file) {
  const { size } = statSync(path.join(root, file))
  return roomOf(file) === '' && file.endsWith('.e2e.test.ts') ? size * 30 : size
}

function roomOf(file) {
  const [, room = ''] = /^src\/([^/]+)\//.exec(file) ?? []
  return room
}

/** Name and files of every suite. */
function suites() {
  const rooms = new Map()
  for (const file of testFiles()) {
    const room = roomOf(file)
    const alone = room === '' || HOOK_OUTSIDE.test(readFileSync(path.join(root, file), 'utf8'))
    const name = alone ? file.slice('src/'.length, -'.test.ts'.length).replaceAll('/', '.') : room
    rooms.set(name, [...(rooms.get(name) ?? []), file])
  }
  return [...rooms].flatMap(([name, members]) => {
    const count = Math.ceil(members.length / FILES_OF_A_SUITE)
    return Array.from({ length: count }, (_, index) => [
      count === 1 ? name : `${name}-${index + 1}`,
      members.filter((_member, position) => position % count === index),
    ])
  })
}

function testFiles() {
  return readdirSync(path.join(root, 'src'), { recursive: true })
    .map((file) => `src/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.browser.test.ts'))
    .sort()
}

export default { ...files, roots: [folder] }
