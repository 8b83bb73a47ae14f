import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './testkit/browser.js'
import { startTestSite, type TestSite } from './testkit/site.js'

interface PlacedOrder {
  number: string
  items: { id: string }[]
}

describe('a new user at the front door', () => {
  let site: TestSite
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    site = await startTestSite()
    const { origin } = site
    browser = await startBrowser()
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
    page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  })
  afterAll(async () => {
    await browser.close()
    await site.stop()
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
    await page.goto(`${site.origin}/`)
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied', { exact: true }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(site.vendor.apiKey)
    await page.getByRole('link', { name: 'Explorer' }).click()
    await page.getByRole('textbox', { name: 'API key' }).fill(site.vendor.apiKey)
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

  test('searches the documentation, down to the fields of the schema', async () => {
    await page.goto(`${site.origin}/docs/`)
    await page
      .getByRole('button', { name: /search/i })
      .first()
      .click()
    await page.getByRole('searchbox').fill('placeOrder')
    const found = page.getByRole('option').locator('a[href^="/docs/reference/mutations"]').first()
    await found.waitFor()
    await found.click()
    await page.waitForURL(/\/docs\/reference\/mutations/)
    await page.goto(`${site.origin}/graphiql`)
  })

  test('follows the quick start in the documentation into the explorer, to an order and its PDF', async () => {
    await page.getByRole('link', { name: 'Documentation' }).click()
    await page.getByRole('link', { name: 'Quick start' }).first().click()
    const guide = page.url()
    await page.getByRole('link', { name: 'Run this in the explorer' }).nth(1).click()
    await editor().getByText('Place an order').waitFor()
    const { placeOrder } = (await run('PlaceOrder')).data as { placeOrder: { order: PlacedOrder } }
    expect(placeOrder.order.number).toMatch(/^PO-/)
    await page.goto(guide)
    await page.getByRole('link', { name: 'Run this in the explorer' }).last().click()
    await editor().getByText('A link to the official PDF').waitFor()
    const asked = page.waitForRequest((request) => (request.postData() ?? '').includes('$orderItemId'))
    const link = /"url":"([^"]+)"/.exec(JSON.stringify(await run('DeliverProfilePdf')))?.[1] ?? ''
    // The document of the order that was placed just now, by an id that nobody had to copy.
    expect((await asked).postDataJSON()).toMatchObject({ variables: { orderItemId: placeOrder.order.items[0]?.id } })
    await page.locator('.values').getByText('{{orderItemId}}').waitFor()
    const pdf = await fetch(new URL(new URL(link).pathname, site.origin))
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(page.url()).toBe(`${site.origin}/graphiql`)
    await page.goto(`${site.origin}/graphiql?example=Nonsense`)
    await page.getByText('There is no example “Nonsense”').waitFor()
  })

  test('signs in as a person, asks as one, and signs out again', async () => {
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail').fill(site.administrator.email)
    await page.getByLabel('Password').fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    await page.getByLabel('Password').fill(site.administrator.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    // The key was accepted before: only this button says that the person is there in its place.
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await page.getByText('Accepted').waitFor()
    await page
      .getByRole('region', { name: 'Examples' })
      .getByRole('button', { name: /OrganizationManager/ })
      .click()
    expect(JSON.stringify(await run('OrganizationManager'))).toContain(site.administrator.email)
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
})
