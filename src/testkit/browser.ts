import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Chromium, where `CHROMIUM_PATH` or Debian has it. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  })
}

let axe: string | null = null

/** What a page may do against a rule of axe-core, in one place of it. */
interface Exception {
  rule: string
  /** A CSS selector. */
  within: string
}

/** What axe-core finds wrong with the page as it is shown: rule and first element. */
export async function violationsOf(page: Page, exception?: Exception): Promise<string[]> {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axe)
  const found = await page.evaluate<{ id: string; nodes: { html: string; excepted: boolean }[] }[]>(`
    axe.run(document, { resultTypes: ['violations'], elementRef: true }).then(({ violations }) => violations.map(
      ({ id, nodes }) => ({ id, nodes: nodes.map(({ html, element }) => ({
        html, excepted: element?.closest(${JSON.stringify(exception?.within ?? 'never')}) != null,
      })) })))`)
  return found.flatMap(({ id, nodes }) => {
    const wrong = nodes.filter(({ excepted }) => id !== exception?.rule || !excepted)
    return wrong.length === 0 ? [] : [`${id}: ${wrong[0]?.html.slice(0, 200)}`]
  })
}
