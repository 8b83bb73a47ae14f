// Adds to package-lock.json the optional packages of other platforms that the registry in use did not offer.
// npm drops an optional package that it cannot see, and then refuses its own lock file in `npm ci`; a lock file made
// behind a partial mirror would also leave out macOS and Windows. Run it after every `npm install` that writes the lock.
import { readFileSync, writeFileSync } from 'node:fs'

const OPERATING_SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const packages = lock.packages

const added = []
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue
    const words = name.split(/[-/]/)
    const os = OPERATING_SYSTEMS.filter((word) => words.includes(word))
    const cpu = PROCESSORS.filter((word) => words.includes(word))
    if (os.length !== 1 || cpu.length !== 1) throw new Error(`cannot tell the platform of ${name}`)
    packages[`node_modules/${name}`] = { version, cpu, ...(entry.dev && { dev: true }), optional: true, os }
    added.push(`${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length === 0 ? 'package-lock.json is complete' : `added ${added.length}: ${added.join(', ')}`)

/** Node's own resolution: the nearest node_modules above `path` that has `name`. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}
