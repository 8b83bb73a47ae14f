import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { packageRoot } from './kernel/package-root.js'
import { ask } from './testkit/ask.js'
import { startBrowser, violationsOf } from './testkit/browser.js'
import { letterTo, tokenIn } from './testkit/letters.js'
import { startTestSite, type TestSite } from './testkit/site.js'

const DOCS = path.join(packageRoot(), 'dist', 'docs')
/** Every page of the documentation, as the build has made it. */
const FILES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))
const DOCUMENTATION = FILES.map((name) => `/docs/${name.replace(/(index)?\.html$/, '')}`).sort()

const INVITE = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { userErrors { code } } }'
const CHANGE_EMAIL =
  'mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) { userErrors { code } } }'
const RESET =
  'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { userErrors { code } } }'

/** GraphiQL puts the button that closes a tab into the tab, and there alone this may be. */
const OF_GRAPHIQL = { rule: 'nested-interactive', within: '.graphiql-tabs' }

interface Look {
  width: number
  colorScheme: 'light' | 'dark'
}

const PAGES_AT_ONCE = 2
/** `ALL_LOOKS=1 npm run test:browser` before a change of the theme. */
const IN_BOTH = process.env['ALL_LOOKS'] === '1'

/** Narrow and wide, light and dark: two looks see all four of what can go wrong. */
const LOOKS: readonly Look[] = [
  { width: 400, colorScheme: 'light' },
  { width: 1400, colorScheme: 'dark' },
]
/** Pages with a face of their own, which are few, in every look. */
const OTHER_LOOKS: readonly Look[] = [
  { width: 400, colorScheme: 'dark' },
  { width: 1400, colorScheme: 'light' },
]

describe('the pages', () => {
  let site: TestSite
  let browser: Browser
  beforeAll(async () => {
    site = await startTestSite()
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await site.stop()
  })

  /** Pages with a form behind a link that somebody got by e-mail, and the e-mails themselves. */
  async function personalPages(): Promise<string[]> {
    const { behind, administrator, vendor } = site
    const { client, email, password } = administrator
    const [invited, newEmail] = ['ivy@hospital.example', 'quincy-anew@hospital.example']
    const users = [{ email: invited, fullName: 'Ivy Invited', roles: ['PROFILES_USER'] }]
    await ask(client, INVITE, { input: { organizationId: vendor.organizationId, users } })
    await ask(client, CHANGE_EMAIL, { input: { newEmail, currentPassword: password } })
    await ask(client, RESET, { input: { email } })
    const linkOf = async (to: string, kind: 'INVITATION' | 'EMAIL_CHANGE' | 'PASSWORD_RESET', page: string) =>
      `/${page}/${tokenIn(await letterTo(behind, to, kind), page)}`
    const links = [
      await linkOf(invited, 'INVITATION', 'invitations'),
      await linkOf(newEmail, 'EMAIL_CHANGE', 'email-change'),
      await linkOf(email, 'PASSWORD_RESET', 'password-reset'),
    ]
    const mailbox = await (await fetch(`${site.origin}/mailbox`)).text()
    const letters = [...new Set([...mailbox.matchAll(/href="(\/mailbox\/[^"?]+)"/g)].map(([, href = '']) => href))]
    expect(letters.length).toBeGreaterThan(2)
    return [...links, ...letters, ...letters.map((letter) => `${letter}/html`)]
  }

  /** What is wrong with each page, by its address; pages without a fault are not there. */
  async function faults(addresses: readonly string[], looks: readonly Look[]): Promise<object[]> {
    const found: object[] = []
    const left = [...addresses]
    const lookAtSome = async () => {
      const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
      for (let address = left.shift(); address !== undefined; address = left.shift()) {
        await open(page, address)
        for (const look of looks)
          found.push(...(await faultsOf(page, look)).map((fault) => ({ address, ...look, fault })))
      }
      await page.context().close()
    }
    await Promise.all(Array.from({ length: PAGES_AT_ONCE }, lookAtSome))
    return found
  }
  /** An e-mail is opened as a mail program does: alone it forbids every script, and so axe-core, too. */
  async function open(page: Page, address: string): Promise<void> {
    const url = `${site.origin}${address}`
    const isEmail = address.endsWith('/html')
    // It must not be under the policy of the page before it.
    await page.goto(isEmail ? 'about:blank' : url)
    if (isEmail) await page.setContent(await (await fetch(url)).text())
  }
  async function faultsOf(page: Page, { width, colorScheme }: Look): Promise<string[]> {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    // By then the page has taken its new width.
    const violations = await violationsOf(page)
    const tooWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    return [...violations, ...(tooWide ? ['wider than the window'] : [])]
  }

  test('of the documentation: axe-core finds nothing wrong with any', async () => {
    expect(DOCUMENTATION.length).toBeGreaterThan(80)
    // Its pages have one face: half of them are looked at in one way and half in the other, or all in both.
    const halves = LOOKS.map((_, half) => DOCUMENTATION.filter((_page, place) => IN_BOTH || place % 2 === half))
    for (const [half, look] of LOOKS.entries()) expect(await faults(halves[half] ?? [], [look])).toEqual([])
  }, 300_000)

  test('that are not documentation: axe-core finds nothing wrong with any, however it is looked at', async () => {
    const others = ['/', '/verify', '/verify/PD-0000000000', '/mailbox', '/mailbox/nothing', '/password-reset']
    const gone = ['/password-reset/gone', '/invitations/gone', '/email-change/gone', '/docs/nothing']
    expect(await faults([...others, ...gone, ...(await personalPages())], [...LOOKS, ...OTHER_LOOKS])).toEqual([])
  }, 120_000)

  test.each([...LOOKS, ...OTHER_LOOKS])(
    'the explorer, by key and signed in: $width pixels, $colorScheme',
    async (look) => {
      const { width, colorScheme } = look
      const { email, password } = site.administrator
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      await page.goto(`${site.origin}/graphiql`)
      await page.locator('.graphiql-query-editor .view-line').first().waitFor()
      const faultsHere = async () => (await violationsOf(page, OF_GRAPHIQL)).map((fault) => ({ ...look, fault }))
      expect(await faultsHere()).toEqual([])
      await page.getByRole('textbox', { name: 'API key' }).fill(site.vendor.apiKey)
      await page.keyboard.press('Enter')
      await page.getByText('Accepted').waitFor()
      expect(await faultsHere()).toEqual([])
      await page.getByRole('button', { name: 'Sign in' }).click()
      expect(await faultsHere()).toEqual([])
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      expect(await faultsHere()).toEqual([])
      await context.close()
    },
  )

  test('of the documentation lead to places that there are', () => {
    const html = new Map(
      FILES.map((name) => [
        `/docs/${name.replace(/(index)?\.html$/, '')}`,
        readFileSync(path.join(DOCS, name), 'utf8'),
      ]),
    )
    const broken = [...html].flatMap(([page, text]) =>
      [...text.matchAll(/href="(\/docs\/[^"#]*|)#([^"]+)"/g)].flatMap(([, target = '', anchor = '']) => {
        const there = html.get(target === '' ? page : target)
        const found = there?.includes(`id="${decodeURIComponent(anchor)}"`) ?? false
        return found ? [] : [`${page}: ${target}#${anchor}`]
      }),
    )
    expect(broken).toEqual([])
  })
})
