import type { EmailKind } from '../mail/email.entity.js'
import { rowsOf } from './census.js'
import { eventually } from './eventually.js'
import type { TestGateway } from './test-gateway.js'

/** An e-mail as the gateway wrote it. */
export interface TestLetter {
  kind: EmailKind
  subject: string
  text: string
  html: string
}

/** E-mails to this address, the oldest first. */
export async function lettersTo(gateway: TestGateway, address: string): Promise<TestLetter[]> {
  return await rowsOf<TestLetter>(
    gateway,
    `select kind, subject, text_body as text, html_body as html from emails
      where $1 = any (recipients) order by created_at, id`,
    [address],
  )
}

/** Waits for the `count`th letter of this kind to the address. */
export async function letterTo(gateway: TestGateway, address: string, kind: EmailKind, count = 1): Promise<TestLetter> {
  const letters = await eventually(
    async () => (await lettersTo(gateway, address)).filter((letter) => letter.kind === kind),
    (found) => found.length >= count,
  )
  return letters[count - 1] as TestLetter
}

/** The token of the link in a letter: what stands after `/${page}/`. */
export function tokenIn(letter: TestLetter, page: string): string {
  const token = new RegExp(`/${page}/([\\w-]+)`).exec(letter.text)?.[1]
  if (token === undefined) throw new Error(`no link to /${page}/ in the letter "${letter.subject}"`)
  return token
}
