import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { packageRoot } from '../kernel/package-root.js'

/** The code of this language in a page of the documentation, one string a fence. */
export function samplesOf(page: string, language: string): string[] {
  const text = readFileSync(path.join(packageRoot(), 'docs', page), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)
}

/** Runs a module of JavaScript by itself, with the packages that are installed here; resolves to what it prints. */
export async function runModule(code: string, args: readonly string[] = []): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'profiles-gateway-test-'))
  symlinkSync(path.join(packageRoot(), 'node_modules'), path.join(folder, 'node_modules'))
  const file = path.join(folder, 'sample.mjs')
  writeFileSync(file, code)
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { timeout: 20_000 })
  return stdout
}
