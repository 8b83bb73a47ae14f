import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type LockedPackage, supplyProblems } from './lib/supply.rules.js'

/** What `npm sbom` makes, as far as it is looked at (CycloneDX 1.5). */
interface BillOfMaterials {
  bomFormat: string
  specVersion: string
  components: { name: string; version: string }[]
}

/** A big tree prints megabytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/**
 * What the gateway is delivered with is licensed so that it may be, runs nothing when it is installed, comes from the lock
 * file as it was locked, and can be listed. Exit code 1 with every problem if not.
 */
async function checkSupply(): Promise<void> {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const npmrc = await readFile('.npmrc', 'utf8')
  const problems = supplyProblems(packages, npmrc)
  const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    maxBuffer: MAX_OUTPUT_BYTES,
  })
  const { bomFormat, specVersion, components } = JSON.parse(stdout) as BillOfMaterials
  if (bomFormat !== 'CycloneDX' || components.length === 0) problems.push('the bill of materials is empty')
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
  else
    console.log(
      `${components.length} packages are delivered, all licensed; bill of materials: CycloneDX ${specVersion}`,
    )
}

await checkSupply()
