import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rowsOf } from '../testkit/census.js'
import { person } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { findLink, issueLink, useLink } from './one-time-link.js'

const NOON = new Date('2026-03-02T12:00:00Z')
const minutesLater = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)

describe('a link that works once', () => {
  let gateway: TestGateway
  let userId: string
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    userId = (await person(gateway)).userId
  })
  afterAll(() => gateway.stop())

  const issue = async (at = NOON) =>
    await gateway.database.transaction((tx) =>
      issueLink(tx, { userId, purpose: 'PASSWORD_RESET', newEmail: null, minutes: 60, at }),
    )
  const use = async (token: string, at = NOON) =>
    await gateway.database.transaction((tx) => useLink(tx, 'PASSWORD_RESET', token, at))
  const find = async (token: string, at = NOON) => await findLink(gateway.database, 'PASSWORD_RESET', token, at)

  test('has a token of 256 bits, of which only the hash is kept', async () => {
    const tokens = [await issue(), await issue(), await issue()]
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(new Set(tokens).size).toBe(3)
    const rows = JSON.stringify(await rowsOf(gateway, 'select * from one_time_links'))
    for (const token of tokens) expect(rows).not.toContain(token)
  })

  test('works to the last moment of its time, and not at its end', async () => {
    const token = await issue()
    expect(await find(token, new Date(minutesLater(60).getTime() - 1))).toMatchObject({ userId, newEmail: null })
    expect(await find(token, minutesLater(60))).toBeNull()
    expect(await use(token, minutesLater(60))).toBeNull()
    expect(await use(token)).toMatchObject({ userId })
    expect(await use(token)).toBeNull()
  })

  test('of ten uses at once one holds it; of ten issues at once the last one works', async () => {
    const token = await issue()
    const uses = await Promise.all(Array.from({ length: 10 }, () => use(token)))
    expect(uses.filter((holder) => holder !== null)).toHaveLength(1)
    const tokens = await Promise.all(Array.from({ length: 10 }, () => issue()))
    const found = await Promise.all(tokens.map((one) => find(one)))
    expect(found.filter((holder) => holder !== null)).toHaveLength(1)
  })

  test('that expired is taken away when another is issued, whoever had it', async () => {
    await issue()
    const other = await person(gateway)
    await gateway.database.transaction((tx) =>
      issueLink(tx, {
        userId: other.userId,
        purpose: 'EMAIL_CHANGE',
        newEmail: 'a@clinic.example',
        minutes: 60,
        at: minutesLater(61),
      }),
    )
    const rows = await rowsOf(gateway, 'select user_id from one_time_links')
    expect(rows).toEqual([{ user_id: other.userId }])
  })
})
