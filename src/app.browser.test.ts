import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { Gateway } from './app.js'
import { readConfig } from './config.js'
import { furnishSandbox } from './development.fixture.js'
import { buildExplorer } from './explorer/build.js'
import { packageRoot } from './kernel/package-root.js'
import { sandboxExamples } from './sandbox/sandbox.examples.js'
import { startBrowser, violationsOf } from './testkit/browser.js'
import { person } from './testkit/people.js'
import { testSigningIdentity } from './testkit/signing-identities.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'

const ADMINISTRATOR = { email: 'quincy@hospital.example', password: 'a fictional passphrase of the test' }
/** GraphiQL puts the button that closes a tab into the tab itself. */
const OF_GRAPHIQL = ['nested-interactive']

describe('a new user at the front door', () => {
  let behind: TestGateway
  let vendor: TestVendor
  let front: Gateway
  let browser: Browser
  let page: Page
  let origin: string
  const complaints: string[] = []

  beforeAll(async () => {
    await buildExplorer(path.join(packageRoot(), 'dist', 'explorer'))
    await promisify(execFile)('npm', ['run', '--silent', 'docs'], { cwd: packageRoot() })
    behind = await startTestGateway()
    vendor = await behind.vendor()
    const { organizationId, vendorId, apiKey, client } = vendor
    const roles = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] as const
    await person(behind, { organizationId, roles, ...ADMINISTRATOR })
    const fixture = await furnishSandbox(client, organizationId)
    const examples = await sandboxExamples(behind.database, { ...fixture, organizationId, vendorId })
    front = new Gateway({
      config: readConfig({ EXPLORER: 'true', MAILBOX: 'true', ROLE: 'api', PORT: '0' }),
      databaseUrl: behind.databaseUrl,
      linkSigningKeys: [new Uint8Array(32).fill(7)],
      secretEncryptionKeys: [new Uint8Array(32).fill(9)],
      signing: await testSigningIdentity(),
      clock: behind.clock,
      logger: pino({ level: 'silent' }),
      examples: async () => examples,
      sandbox: { apiKey, people: [{ role: 'Administrator', ...ADMINISTRATOR }] },
    })
    origin = (await front.start()).replace('127.0.0.1', 'localhost')
    browser = await startBrowser()
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
    page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  })
  afterAll(async () => {
    await browser.close()
    await front.stop()
    await behind.stop()
  })

  /** Runs what is in the editor, and sees what it cost; what the gateway answered to the operation of this name. */
  async function run(name: string): Promise<{ data?: object; errors?: object[] }> {
    const answered = page.waitForResponse((response) => {
      const { query = '' } = (response.request().postDataJSON() ?? {}) as { query?: string }
      return response.url().endsWith('/graphql') && new RegExp(`\\b${name}\\b`).test(query)
    })
    await page.getByRole('button', { name: /execute query/i }).click()
    const answer = (await (await answered).json()) as { data?: object; errors?: object[] }
    expect({ name, errors: answer.errors ?? [] }).toEqual({ name, errors: [] })
    await page.locator('.result-window').getByText('data').first().waitFor()
    await page.getByText(/Cost \d+ of \d+ asked for; \d+ of \d+ left/).waitFor()
    return answer
  }
  const editor = () => page.locator('.graphiql-query-editor')

  test('opens the start page, copies the key, and runs the first query', async () => {
    await page.goto(`${origin}/`)
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied', { exact: true }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(vendor.apiKey)
    await page.getByRole('link', { name: 'Explorer' }).click()
    await page.getByRole('textbox', { name: 'API key' }).fill(vendor.apiKey)
    await page.keyboard.press('Enter')
    await page.getByText('Accepted').waitFor()
    expect(JSON.stringify(await run('Viewer'))).toContain('Fictional Vendor')
  })

  test('finds an example by task, opens it in a tab, and runs it', async () => {
    const panel = page.getByRole('region', { name: 'Examples' })
    await panel.getByRole('searchbox').fill('auditor')
    await panel.getByRole('button', { name: /MonitoringLog/ }).click()
    await page.getByRole('tab', { name: 'MonitoringLog' }).waitFor()
    expect(JSON.stringify(await run('MonitoringLog'))).toContain('STARTED')
  })

  test('follows the quick start in the documentation into the explorer, to an order and its PDF', async () => {
    await page.getByRole('link', { name: 'Documentation' }).click()
    await page.getByRole('link', { name: 'Quick start' }).first().click()
    const guide = page.url()
    await page.getByRole('link', { name: 'Run this in the explorer' }).nth(1).click()
    await editor().getByText('Place an order').waitFor()
    const order = JSON.stringify(await run('PlaceOrder'))
    expect(order).toContain('"number":"PO-')
    await page.goto(guide)
    await page.getByRole('link', { name: 'Run this in the explorer' }).last().click()
    await editor().getByText('A link to the official PDF').waitFor()
    const link = /"url":"([^"]+)"/.exec(JSON.stringify(await run('DeliverProfilePdf')))?.[1] ?? ''
    const pdf = await fetch(new URL(new URL(link).pathname, origin))
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(page.url()).toBe(`${origin}/graphiql`)
    await page.goto(`${origin}/graphiql?example=Nonsense`)
    await page.getByText('There is no example “Nonsense”').waitFor()
  })

  test('signs in as a person, asks as one, and signs out again', async () => {
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail').fill(ADMINISTRATOR.email)
    await page.getByLabel('Password').fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await page.getByLabel('Password').fill(ADMINISTRATOR.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Accepted').waitFor()
    await page
      .getByRole('region', { name: 'Examples' })
      .getByRole('button', { name: /OrganizationManager/ })
      .click()
    expect(JSON.stringify(await run('OrganizationManager'))).toContain(ADMINISTRATOR.email)
    const stored = await page.evaluate<string>('JSON.stringify({ ...localStorage })')
    expect(stored).not.toMatch(/eyJ|passphrase|pgw_/)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('textbox', { name: 'API key' }).waitFor()
    expect(await page.evaluate('sessionStorage.getItem("profiles-gateway:session")')).toBeNull()
  })

  test('the docs explorer tells what a field means', async () => {
    const button = page.getByRole('button', { name: /documentation/i })
    await button.first().click()
    const mutation = page.getByRole('link', { name: 'Mutation' }).or(page.locator('a', { hasText: 'Mutation' }))
    await mutation.first().click()
    await page.getByText('Places an order and pays it, all or nothing.').waitFor()
  })

  test('nothing complained on the way', () => {
    expect(complaints).toEqual([])
  })

  test.each([
    [400, 'light'],
    [1400, 'dark'],
  ] as const)('axe-core finds nothing wrong with any page at %i pixels, %s', async (width, colorScheme) => {
    const docs = ['/docs/', '/docs/quick-start', '/docs/errors', '/docs/reference/mutations', '/docs/nothing']
    const others = ['/', '/verify', '/verify/PD-0000000000', '/mailbox', '/password-reset', '/graphiql']
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' })
    const one = await context.newPage()
    for (const address of [...docs, ...others]) {
      await one.goto(`${origin}${address}`)
      if (address === '/graphiql') await one.locator('.graphiql-query-editor .view-line').first().waitFor()
      const violations = await violationsOf(one, address === '/graphiql' ? OF_GRAPHIQL : [])
      const tooWide = await one.evaluate('document.documentElement.scrollWidth > innerWidth')
      expect({ address, violations, tooWide }).toEqual({ address, violations: [], tooWide: false })
    }
    await context.close()
  })
})
