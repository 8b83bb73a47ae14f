import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { BuildStamp } from '../src/explorer/build.stamp.js'
import { type LockedPackage, nameOf, supplyProblems } from './lib/supply.rules.js'

/** What `npm sbom` makes, as far as it is looked at (CycloneDX 1.5). */
interface BillOfMaterials {
  bomFormat: string
  specVersion: string
  components: { name: string; version: string; [more: string]: unknown }[]
}

type Lock = Readonly<Record<string, LockedPackage>>

/** A big tree prints megabytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/** What was built for browsers says by its stamp which packages went into it. */
const STAMPS = ['dist/explorer/stamp.json', 'dist/docs/stamp.json']

async function packagesInBrowsers(): Promise<string[]> {
  const stamps = STAMPS.map(async (file) => {
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) throw new Error(`${file} is not there: run npm run build first`)
    return Object.keys((JSON.parse(text) as BuildStamp).packages)
  })
  return [...new Set((await Promise.all(stamps)).flat())].sort()
}

/** What runs, as npm lists it, and what browsers get. */
async function billOfMaterials(lock: Lock, inBrowsers: readonly string[]): Promise<BillOfMaterials> {
  const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    maxBuffer: MAX_OUTPUT_BYTES,
  })
  const bill = JSON.parse(stdout) as BillOfMaterials
  const known = new Set(bill.components.map(({ name, version }) => `${name}@${version}`))
  const bundled = inBrowsers.map((path) => componentOf(path, lock[path]))
  return { ...bill, components: [...bill.components, ...bundled.filter((one) => !known.has(one['bom-ref']))] }
}

function componentOf(path: string, { version = '', license, integrity = '' }: LockedPackage = {}) {
  const name = nameOf(path)
  return {
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex') }],
    licenses: [{ expression: license }],
    properties: [{ name: 'delivered', value: 'bundled for browsers' }],
  }
}

/**
 * What the gateway is delivered with is licensed so that it may be, runs nothing when it is installed, comes from the lock
 * file as it was locked, and can be listed: `--sbom` prints the list as CycloneDX. Exit code 1 with every problem if not.
 */
async function checkSupply(printsBill: boolean): Promise<void> {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Lock }
  const npmrc = await readFile('.npmrc', 'utf8')
  const inBrowsers = await packagesInBrowsers()
  const problems = supplyProblems(packages, npmrc, inBrowsers)
  const bill = await billOfMaterials(packages, inBrowsers)
  const { bomFormat, specVersion, components } = bill
  if (bomFormat !== 'CycloneDX' || components.length === 0) problems.push('the bill of materials is empty')
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
  if (printsBill) console.log(JSON.stringify(bill, null, 2))
  else if (problems.length === 0)
    console.log(
      `${components.length} packages are delivered, ${inBrowsers.length} of them to browsers, all licensed; bill of materials: CycloneDX ${specVersion}`,
    )
}

await checkSupply(process.argv.includes('--sbom'))
