import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packagesOf } from '../../src/explorer/build.stamp.js'

/** Where a build of the site notes which packages have gone into it, as `package-lock.json` names them. */
const BUNDLED_PACKAGES = path.join('dist', 'docs-packages.json')

/** What of a bundler's plugin is used here. */
interface NotingPlugin {
  name: string
  generateBundle(options: unknown, bundle: Readonly<Record<string, { moduleIds?: readonly string[] }>>): void
}

/** Notes the packages of what browsers get: they are delivered like what runs on the server. */
export function notesPackages(): NotingPlugin {
  const found = new Set<string>()
  return {
    name: 'notes-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)
      const inside = modules.map((id) => path.relative(process.cwd(), id.replace(/^\0/, '').replace(/\?.*$/, '')))
      for (const one of packagesOf(inside)) found.add(one)
      mkdirSync(path.dirname(BUNDLED_PACKAGES), { recursive: true })
      writeFileSync(BUNDLED_PACKAGES, JSON.stringify([...found].sort()))
    },
  }
}

/** What the last build has noted. */
export function bundledPackages(): string[] {
  return JSON.parse(readFileSync(BUNDLED_PACKAGES, 'utf8')) as string[]
}
