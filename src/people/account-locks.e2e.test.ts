import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Transaction } from '../db/database.js'
import { ask } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { lettersTo, letterTo, tokenIn } from '../testkit/letters.js'
import { person, signedOutClient, type TestPerson } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { lockUser } from './user.service.js'

const OLD = 'seven quiet herons by the weir'
const NEW = 'nine loud geese above the mill'
const REQUEST_RESET = `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { linkMinutes } }`
const RESET = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { userErrors { code } } }'
const REQUEST_EMAIL = `mutation ($input: RequestEmailChangeInput!) {
  requestEmailChange(input: $input) { userErrors { code } } }`
const CONFIRM_EMAIL = `mutation ($input: ConfirmEmailChangeInput!) {
  confirmEmailChange(input: $input) { userErrors { code } } }`

describe('two changes of one account at once', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  const isSomebodyWaiting = async () =>
    await eventually(
      () =>
        rowsOf(
          gateway,
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      (waiting) => waiting.length > 0,
    )

  /** Has the person's row in hand, as another change would, while `meanwhile` begins and has to wait; then `work` goes on. */
  async function whileHeld<Answer>(
    { userId }: TestPerson,
    meanwhile: () => Promise<Answer>,
    work: (tx: Transaction) => Promise<unknown>,
  ): Promise<Answer> {
    let waiting: Promise<Answer> | null = null
    await gateway.database.transaction(async (tx) => {
      await lockUser(tx, userId)
      waiting = meanwhile()
      await isSomebodyWaiting()
      // Whoever waits for the person must not have what belongs to the person; sooner than a deadlock is looked for.
      await tx.manager.query(`set local lock_timeout = '300ms'`)
      await work(tx)
    })
    return await (waiting as unknown as Promise<Answer>)
  }

  const send = async (query: string, input: object) =>
    (await ask<unknown>(signedOutClient(gateway), query, { input })).data

  test('a mailbox that the person leaves meanwhile gets no link to set a new password', async () => {
    const paula = await person(gateway, { password: OLD })
    await whileHeld(
      paula,
      () => send(REQUEST_RESET, { email: paula.email }),
      async (tx) => {
        await tx.manager.query('update users set email = $2 where id = $1', [paula.userId, `new-${paula.email}`])
      },
    )
    await eventually(
      () => rowsOf(gateway, 'select from password_reset_requests'),
      (requests) => requests.length === 0,
    )
    expect(await lettersTo(gateway, paula.email)).toEqual([])
    expect(await rowsOf(gateway, 'select from one_time_links where user_id = $1', [paula.userId])).toEqual([])
  })

  test('a link to set a new password that another change makes void does nothing, and nobody is in the way', async () => {
    const paula = await person(gateway, { password: OLD })
    await send(REQUEST_RESET, { email: paula.email })
    const token = tokenIn(await letterTo(gateway, paula.email, 'PASSWORD_RESET'), 'password-reset')
    const answer = await whileHeld(
      paula,
      () => send(RESET, { token, newPassword: NEW }),
      (tx) => tx.manager.query('delete from one_time_links where user_id = $1', [paula.userId]),
    )
    expect(answer).toEqual({ resetPassword: { userErrors: [{ code: 'LINK_INVALID' }] } })
  })

  test('a link to a new address that another change makes void does nothing, and nobody is in the way', async () => {
    const paula = await person(gateway, { password: OLD })
    const newEmail = `new-${paula.email}`
    await ask(paula.client, REQUEST_EMAIL, { input: { newEmail, currentPassword: OLD } })
    const token = tokenIn(await letterTo(gateway, newEmail, 'EMAIL_CHANGE'), 'email-change')
    const answer = await whileHeld(
      paula,
      () => send(CONFIRM_EMAIL, { token }),
      (tx) => tx.manager.query('delete from one_time_links where user_id = $1', [paula.userId]),
    )
    expect(answer).toEqual({ confirmEmailChange: { userErrors: [{ code: 'LINK_INVALID' }] } })
  })
})
