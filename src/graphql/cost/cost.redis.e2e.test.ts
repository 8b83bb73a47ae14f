import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rawRequest } from '../../testkit/ask.js'
import { rowsOf } from '../../testkit/census.js'
import { eventually } from '../../testkit/eventually.js'
import { RedisServer } from '../../testkit/redis-server.js'
import { startTestGateway, type TestGateway } from '../../testkit/test-gateway.js'

/** Two points, whatever it finds. */
const VIEWER = '{ viewer { mode } }'

describe('costs of two processes that Redis counts', () => {
  let redis: RedisServer
  let gateway: TestGateway
  let second: Awaited<ReturnType<TestGateway['another']>>
  beforeAll(async () => {
    redis = await RedisServer.start()
    // So slow that nothing comes back while a test runs.
    const environment = { ROLE: 'api', COST_MAXIMUM: '100', COST_RESTORE_RATE: '1', REDIS_URL: redis.url }
    gateway = await startTestGateway({ environment })
    second = await gateway.another()
  })
  afterAll(async () => {
    await second.stop()
    await gateway.stop()
    await redis.kill()
  })

  const ask = async (apiKey: string, url = gateway.url, query = VIEWER) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ query })
    const { status, text } = await rawRequest(`${url}/graphql`, { method: 'POST', body, apiKey, headers })
    return { status, cost: JSON.parse(text).extensions?.cost }
  }
  const bucketsInDatabase = () => rowsOf(gateway, 'select key from cost_buckets')

  test('are exact, however the requests of a key are spread', async () => {
    const { apiKey } = await gateway.vendor()
    const startedAt = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => ask(apiKey, n % 2 ? gateway.url : second.url)),
    )
    const granted = answers.filter(({ status }) => status === 200).length
    const cameBack = Math.ceil((performance.now() - startedAt) / 1_000)
    expect([granted >= 50, granted <= 50 + cameBack]).toEqual([true, true])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]))
    expect(await bucketsInDatabase()).toEqual([])
  })

  test('leave no request unanswered when Redis is killed, and are Redis’s again when it is back', async () => {
    const { apiKey } = await gateway.vendor()
    expect((await ask(apiKey)).cost.throttleStatus.currentlyAvailable).toBe(98)
    await redis.kill()
    const answers = await Promise.all([ask(apiKey), ask(apiKey, second.url), ask(apiKey)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await bucketsInDatabase()).toHaveLength(1)
    await redis.start()
    await eventually(
      async () => {
        await Promise.all([ask(apiKey), ask(apiKey, second.url)])
        return await redis.ask('DBSIZE')
      },
      (buckets) => buckets === 1,
    )
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200)
  })
})
