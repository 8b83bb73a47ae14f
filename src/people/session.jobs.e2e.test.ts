import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { RotateSigningKeys, SweepSessions } from './session.jobs.js'

describe('a worker', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'worker' } })
  })
  afterAll(() => gateway.stop())

  test('makes the first signing key by itself, and looks after sessions', async () => {
    const done = () =>
      rowsOf<{ name: string }>(
        gateway,
        `select name from pgboss.job where name = any ($1) and state = 'completed' order by name`,
        [[RotateSigningKeys.name, SweepSessions.name]],
      )
    expect((await eventually(done, (jobs) => jobs.length === 2)).map(({ name }) => name)).toEqual([
      'RotateSigningKeys',
      'SweepSessions',
    ])
    expect(await rowsOf(gateway, 'select 1 from signing_keys')).toHaveLength(1)
  })
})
