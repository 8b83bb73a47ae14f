import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ask, codesOf } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { signedOutClient } from '../testkit/people.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { MAX_ANONYMOUS_FIELDS } from './anonymous.plugin.js'

describe('somebody without credentials', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  const asking = async (count: number, client = signedOutClient(gateway)) => {
    const fields = Array.from({ length: count }, (_, n) => `a${n}: softwareProviders { nodes { id } }`)
    return await ask<object>(client, `{ ${fields.join(' ')} }`)
  }

  test('asks for a few things at a time; more are refused before anything is looked up', async () => {
    expect((await asking(MAX_ANONYMOUS_FIELDS)).errors).toEqual([])
    let refused: Awaited<ReturnType<typeof asking>> | null = null
    const statements = await gateway.countStatements(async () => {
      refused = await asking(MAX_ANONYMOUS_FIELDS + 1)
    })
    expect(refused).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    // It is counted, and that is all.
    expect(statements).toBe(1)
    const { client } = await gateway.vendor()
    expect((await asking(MAX_ANONYMOUS_FIELDS + 1, client)).errors).toEqual([])
  })

  test('is told what is wrong with a variable, but not what else there is', async () => {
    const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } } }'
    const input = { emial: 'una@hospital.example', password: 'a fictional passphrase' }
    const { errors } = await ask<object>(signedOutClient(gateway), document, { input })
    const messages = errors.map(({ message }) => message).join(' ')
    expect(messages).toContain('"emial" is not defined')
    expect(messages).not.toContain('Did you mean')
    const { client } = await gateway.vendor()
    const known = await ask<object>(client, document, { input })
    expect(known.errors.map(({ message }) => message).join(' ')).toContain('Did you mean "email"?')
  })

  test('is answered so often a minute, from one network', async () => {
    await asking(1)
    await rowsOf(gateway, `update rate_limits set points = 600 where key like 'anonymous-requests:%'`)
    const late = await asking(1)
    expect([late.status, codesOf(late)]).toEqual([429, ['RATE_LIMITED']])
    expect(late.errors[0]?.message).toMatch(/come again after \d+ seconds/)
    expect(late.errors[0]?.extensions).toMatchObject({ retryAfter: expect.any(Number) })
    // Whatever they ask: what is refused is work too.
    for (const document of ['{ nothing }', '{ viewer { id } }']) {
      expect((await ask<object>(signedOutClient(gateway), document)).status).toBe(429)
    }
    const { client } = await gateway.vendor()
    expect((await asking(1, client)).errors).toEqual([])
  })
})
