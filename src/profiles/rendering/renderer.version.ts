import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { packageRoot } from '../../kernel/package-root.js'

let version: Promise<string> | undefined

/**
 * What rendered a document: `profiles-gateway 0.3.0, zlib 1.3.0, ICU 76.1, tz 2025b`. Of the same document the same version
 * gives the same bytes. Another zlib may compress otherwise; another ICU, or another table of time zones, may write times
 * and names otherwise.
 */
export function rendererVersion(): Promise<string> {
  version ??= readVersion()
  return version
}

async function readVersion(): Promise<string> {
  const text = await readFile(path.join(packageRoot(), 'package.json'), 'utf8')
  const { name, version: release } = JSON.parse(text) as { name: string; version: string }
  const { zlib, icu, tz } = process.versions
  return `${name} ${release}, zlib ${zlib}, ICU ${icu}, tz ${tz}`
}
