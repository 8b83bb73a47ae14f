import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { type Browser, chromium, type Page } from 'playwright-core'
import { Gateway } from './app.js'
import { readConfig } from './config.js'
import { buildExplorer } from './explorer/build.js'
import { packageRoot } from './kernel/package-root.js'
import { sandboxExamples } from './sandbox/sandbox.examples.js'
import { testSigningIdentity } from './testkit/signing-identities.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'

const CHROMIUM_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe('a vendor explores the sandbox in GraphiQL', () => {
  let behind: TestGateway
  let vendor: TestVendor
  let explorer: Gateway
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    await buildExplorer(path.join(packageRoot(), 'dist', 'explorer'))
    behind = await startTestGateway()
    vendor = await behind.vendor()
    explorer = new Gateway({
      config: { ...readConfig({ EXPLORER: 'true', ROLE: 'api' }), port: 0 },
      databaseUrl: behind.databaseUrl,
      linkSigningKey: new Uint8Array(32).fill(7),
      secretEncryptionKey: new Uint8Array(32).fill(9),
      signing: await testSigningIdentity(),
      clock: behind.clock,
      logger: pino({ level: 'silent' }),
      examples: await sandboxExamples(behind.database, vendor.organizationId),
    })
    const origin = await explorer.start()
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: CHROMIUM_ARGUMENTS,
    })
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${origin}/graphiql`)
  })
  afterAll(async () => {
    await browser.close()
    await explorer.stop()
    await behind.stop()
  })

  test('with the key in its field every example runs by a click, without an error', async () => {
    await page.getByRole('textbox', { name: 'API key' }).fill(vendor.apiKey)
    await page.keyboard.press('Enter')
    await page.getByText('Key accepted').waitFor()
    const names = [
      'Viewer',
      'SearchClinicians',
      'LookupClinicians',
      'PreviewOrder',
      'PlaceOrder',
      'OrderHistory',
      'ProfileManager',
      'AccountActivity',
      'DailyReceipts',
      'CreateUpload',
      'RequestResearch',
      'Sources',
      'SoftwareProviders',
      'Accreditors',
    ]
    expect(await page.getByRole('tablist').getByRole('tab').count()).toBe(names.length)
    for (const name of names) {
      await page.getByRole('tab', { name }).click()
      const answered = page.waitForResponse((response) => {
        const { query = '' } = (response.request().postDataJSON() ?? {}) as { query?: string }
        return response.url().endsWith('/graphql') && new RegExp(`\\b${name}\\b`).test(query)
      })
      await page.getByRole('button', { name: /execute query/i }).click()
      const answer = (await (await answered).json()) as { data?: object; errors?: object[] }
      expect({ name, errors: answer.errors ?? [] }).toEqual({ name, errors: [] })
      expect(JSON.stringify(answer.data)).not.toMatch(/"userErrors":\[\{/)
      await page.locator('.result-window').getByText('data').first().waitFor()
    }
  })

  test('the docs explorer tells what a field means', async () => {
    await page
      .getByRole('button', { name: /documentation/i })
      .first()
      .click()
    await page
      .getByRole('link', { name: 'Mutation' })
      .or(page.locator('a', { hasText: 'Mutation' }))
      .first()
      .click()
    await page.getByText('Places an order and pays it, all or nothing.').waitFor()
  })

  test('nothing complained on the way', () => {
    expect(complaints).toEqual([])
  })
})
