import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type FastifyInstance, fastify } from 'fastify'
import { buildSchema, graphql } from 'graphql'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { startBrowser } from '../testkit/browser.js'
import { buildExplorer } from './build.js'
import type { ExplorerExample } from './explorer.example.js'
import { registerExplorer } from './explorer.routes.js'

const schema = buildSchema(`
  "Everything that can be asked."
  type Query {
    "The clinician with this NPI."
    clinician(npi: String!): Clinician
    "How many clinicians the directory holds."
    clinicianCount: Int!
  }
  "A physician or physician assistant."
  type Clinician { npi: String! "Family name first." name: String! }
`)
const rootValue = {
  clinician: ({ npi }: { npi: string }) => ({ npi, name: 'Rivera, Ana' }),
  clinicianCount: 1204,
}
const examples: ExplorerExample[] = [
  {
    name: 'FindClinician',
    group: 'Find',
    as: 'VENDOR',
    title: 'Find a clinician by NPI',
    document: 'query FindClinician($npi: String!) {\n  clinician(npi: $npi) {\n    npi\n    name\n  }\n}',
    variables: { npi: '1234567893' },
  },
  {
    name: 'Count',
    group: 'Find',
    as: 'VENDOR',
    title: 'Count the directory',
    document: 'query Count {\n  clinicianCount\n}',
    variables: {},
  },
]

let app: FastifyInstance
let origin: string
let browser: Browser
let context: BrowserContext
let page: Page
let problems: string[]
let requested: string[]

beforeAll(async () => {
  const assetsDirectory = join(tmpdir(), 'profiles-gateway-explorer')
  await buildExplorer(assetsDirectory)
  app = fastify()
  registerExplorer(app, { assetsDirectory, staffOnly: false, examples: async () => examples })
  app.post<{ Body: { query: string; variables?: Record<string, unknown>; operationName?: string } }>(
    '/graphql',
    async (request, reply) => {
      if (request.headers.authorization !== 'Bearer good') {
        const extensions = { code: 'UNAUTHENTICATED' }
        return reply.code(401).send({ errors: [{ message: 'The API key is not valid', extensions }] })
      }
      const { query, variables, operationName } = request.body
      return graphql({ schema, rootValue, source: query, variableValues: variables, operationName })
    },
  )
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  browser = await startBrowser()
})

afterAll(async () => {
  await browser.close()
  await app.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  page = await context.newPage()
  problems = []
  requested = []
  // A content security policy violation is a console error too.
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(message.text())
    }
  })
  page.on('pageerror', (error) => problems.push(error.message))
  context.on('request', (request) => requested.push(request.url()))
  await page.goto(`${origin}/graphiql`)
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
})

afterEach(async () => {
  // Holds for every story: nothing from elsewhere, and the key in no address.
  const elsewhere = requested.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))
  expect(elsewhere).toEqual([])
  expect(requested.filter((url) => url.includes('good'))).toEqual([])
  await context.close()
})

const keyField = () => page.getByLabel('API key', { exact: true })
const response = () => page.locator('.graphiql-response')
const plugin = () => page.locator('.graphiql-plugin')
const run = () => page.getByRole('button', { name: /^Execute query/ }).click()
const status = () => page.getByRole('status')

async function enterKey(key: string): Promise<void> {
  await keyField().fill(key)
  await page.getByRole('button', { name: 'Use key' }).click()
}

async function expectText(locate: () => Locator, text: string): Promise<void> {
  await locate().filter({ hasText: text }).waitFor({ timeout: 20_000 })
}

describe('the explorer in a browser', () => {
  test('greets without a key, kindly and without asking the gateway', async () => {
    await expectText(status, 'Enter an API key')
    await run()
    await expectText(response, 'Enter your API key at the top of the page')
    expect(requested.filter((url) => url.endsWith('/graphql'))).toEqual([])
    expect(problems).toEqual([])
  })

  test('takes a key, runs an example and explains the schema', async () => {
    await enterKey('good')
    await expectText(status, 'Accepted')
    for (const { name } of examples) {
      await page.getByRole('tab', { name }).waitFor()
    }
    await run()
    await expectText(response, 'Rivera,')
    await page.getByRole('tab', { name: 'Count' }).click()
    await run()
    await expectText(response, '1204')

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await plugin().getByText('Query', { exact: true }).click()
    await plugin().getByText('How many clinicians the directory holds.').waitFor()

    await page.getByRole('button', { name: 'Show History' }).click()
    await plugin().getByText('FindClinician').first().waitFor()
    expect(problems).toEqual([])
  })

  test('completes fields from the schema, so its workers run', async () => {
    await enterKey('good')
    await expectText(status, 'Accepted')
    await page.getByRole('tab', { name: 'Count' }).click()
    await page.locator('.graphiql-query-editor .view-line').filter({ hasText: 'clinicianCount' }).click()
    await page.keyboard.press('End')
    await page.keyboard.type('\nclin', { delay: 40 })
    await page.keyboard.press('Control+Space')
    await page.locator('.suggest-widget').getByText('clinicianCount').first().waitFor()
    expect(requested.some((url) => url.includes('/assets/graphql.worker-'))).toBe(true)
    expect(problems).toEqual([])
  })

  test('says that a key was rejected, and recovers with a good one', async () => {
    await enterKey('bad')
    await expectText(status, 'rejected this key (401)')
    expect(requested.filter((url) => url.endsWith('/graphql'))).toHaveLength(1)
    expect(await keyField().getAttribute('aria-invalid')).toBe('true')
    await enterKey('good')
    await expectText(status, 'Accepted')
    // The browser itself logs a 401; nothing else may be there.
    expect(problems.filter((text) => !text.includes('401'))).toEqual([])
  })

  test('in production it lets nobody but staff sign in, and ends the session of anybody else', async () => {
    // The page of production says so by this attribute.
    await page.evaluate(`document.getElementById('root').setAttribute('data-staff-only', '')`)
    let kind = 'USER'
    const asked: string[] = []
    await page.route('**/graphql', async (route) => {
      const { query } = route.request().postDataJSON() as { query: string }
      const name = /^\w+ (\w+)/.exec(query)?.[1] ?? ''
      asked.push(name)
      const tokens = { accessToken: 'fictional', accessTokenExpiresAt: '2100-01-01T00:00:00Z', refreshToken: 'r' }
      const answers: Record<string, object> = {
        SignIn: { answer: { tokens, userErrors: [] } },
        Viewer: { viewer: { kind } },
      }
      await route.fulfill({ json: { data: answers[name] ?? { signOut: { userErrors: [] } } } })
    })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail').fill('somebody@hospital.example')
    await page.getByLabel('Password').fill('fictional')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expectText(() => page.getByRole('alert'), 'the explorer is for staff')
    expect(asked).toEqual(['SignIn', 'Viewer', 'SignOut'])
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
    kind = 'STAFF'
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
  })

  test('keeps the key for this tab alone, hidden until shown, and stores no headers', async () => {
    await enterKey('good')
    await expectText(status, 'Accepted')
    expect(await keyField().getAttribute('type')).toBe('password')
    await page.getByRole('button', { name: 'Show API key' }).click()
    expect(await keyField().getAttribute('type')).toBe('text')

    await page.getByRole('button', { name: 'Headers', exact: true }).click()
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)').click()
    await page.keyboard.type('{"X-Secret": "s3cret"')
    await run()
    await expectText(response, 'Rivera,')
    await page.waitForTimeout(1_000)
    const local = await page.evaluate<string>('JSON.stringify({ ...localStorage })')
    expect(local).toContain('FindClinician')
    expect(local).not.toContain('s3cret')
    expect(local).not.toContain('Bearer')
    expect(local).not.toContain('good')

    await page.reload()
    await expectText(status, 'Accepted')
    expect(await page.getByRole('tab').count()).toBe(examples.length)
    await run()
    await expectText(response, 'Rivera,')
    expect(await keyField().inputValue()).toBe('good')
    const other = await context.newPage()
    await other.goto(`${origin}/graphiql`)
    expect(await other.getByLabel('API key', { exact: true }).inputValue()).toBe('')
  })

  test('brings closed examples back', async () => {
    await page.getByRole('tab', { name: 'Count' }).hover()
    await page.getByRole('button', { name: 'Close Tab' }).last().click()
    await page.getByRole('tab', { name: 'Count' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Restore examples' }).click()
    await page.getByRole('tab', { name: 'Count' }).waitFor()
  })

  test('names every control, has one heading of the first level and a language', async () => {
    await page.getByRole('tab', { name: 'Count' }).waitFor()
    const unnamed = await page.evaluate<string[]>(`
      [...document.querySelectorAll('button, input, textarea, a[href]')]
        .filter((element) => element.offsetParent !== null)
        .filter((element) => !(
          element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.textContent.trim() ||
          (element.labels && element.labels.length > 0) || element.title
        ))
        .map((element) => element.outerHTML.slice(0, 200))
    `)
    expect(unnamed).toEqual([])
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('main').count()).toBe(1)
  })
})
