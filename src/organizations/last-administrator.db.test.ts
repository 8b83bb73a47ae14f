import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { constraintOf } from '../db/sql-state.js'
import { rowsOf } from '../testkit/census.js'
import { ADMINISTRATOR, attempt, BOTH, organizationWithAdministrator } from '../testkit/organization-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'

const ROUNDS = 15
const REMOVE = 'delete from memberships where organization_id = $1 and user_id = $2'
const DEMOTE = "update memberships set roles = array['PROFILES_USER'] where organization_id = $1 and user_id = $2"

describe('the last administrator of an organization', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => gateway.stop())

  /** An organization with two administrators. */
  async function pair() {
    const organization = await organizationWithAdministrator(gateway, { roles: BOTH })
    const second = await organization.adds({ roles: BOTH })
    return { organizationId: organization.organizationId, first: organization.administrator, second }
  }

  async function administratorsOf(organizationId: string): Promise<number> {
    const [row] = await rowsOf<{ count: number }>(
      gateway,
      `select count(*)::int as count from memberships
        where organization_id = $1 and 'ORGANIZATION_ADMINISTRATOR' = any (roles)`,
      [organizationId],
    )
    return row?.count ?? 0
  }

  test('remains, however the last two remove or demote themselves or one another at once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { organizationId, first, second } = await pair()
      const [one, other] = round % 2 === 0 ? [first, second] : [second, first]
      const removal = attempt(first.client, 'removeUser', { organizationId, userId: one.userId })
      const rival =
        round % 3 === 0
          ? attempt(second.client, 'removeUser', { organizationId, userId: other.userId })
          : attempt(second.client, 'changeUserRoles', {
              ...{ organizationId, userId: other.userId, roles: ['PROFILES_USER'] },
            })
      const codes = (await Promise.all([removal, rival])).map((answer) => answer.codes[0] ?? 'DONE')
      expect(codes.filter((code) => code === 'DONE')).toHaveLength(1)
      expect(['LAST_ADMINISTRATOR', 'FORBIDDEN', 'NOT_FOUND']).toContain(codes.find((code) => code !== 'DONE'))
      expect(await administratorsOf(organizationId)).toBe(1)
    }
  })

  test.each(['read committed', 'repeatable read', 'serializable'])(
    'remains when two connections go behind the service, at the level %s',
    async (level) => {
      const clients = [new pg.Client(gateway.databaseUrl), new pg.Client(gateway.databaseUrl)]
      for (const client of clients) await client.connect()
      try {
        for (let round = 0; round < ROUNDS; round++) {
          const { organizationId, first, second } = await pair()
          const outcomes = await Promise.allSettled(
            clients.map(async (client, index) => {
              const userId = index === 0 ? first.userId : second.userId
              await client.query(`begin isolation level ${level}`)
              // Both look before either acts.
              await client.query('select from memberships where organization_id = $1', [organizationId])
              try {
                await client.query((round + index) % 2 === 0 ? REMOVE : DEMOTE, [organizationId, userId])
                await client.query('commit')
              } catch (error) {
                await client.query('rollback')
                throw error
              }
            }),
          )
          expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
          expect(await administratorsOf(organizationId)).toBe(1)
        }
      } finally {
        for (const client of clients) await client.end()
      }
    },
  )

  test('cannot be deleted, demoted, replaced by nobody or moved away by SQL, nor both of two by one statement', async () => {
    const { organizationId, administrator } = await organizationWithAdministrator(gateway)
    const { organizationId: elsewhere } = await organizationWithAdministrator(gateway)
    const refused = async (text: string, values: unknown[]) =>
      await gateway.database.pool.query(text, values).then(
        () => 'done',
        (error) => constraintOf(error),
      )
    const constraint = 'memberships_last_administrator'
    expect(await refused(REMOVE, [organizationId, administrator.userId])).toBe(constraint)
    expect(await refused(DEMOTE, [organizationId, administrator.userId])).toBe(constraint)
    const move = 'update memberships set organization_id = $2 where organization_id = $1'
    expect(await refused(move, [organizationId, elsewhere])).toBe(constraint)
    const two = await pair()
    expect(await refused('delete from memberships where organization_id = $1', [two.organizationId])).toBe(constraint)
  })

  test('is not replaced by one who was invited and has not come', async () => {
    const { organizationId, administrator, adds } = await organizationWithAdministrator(gateway)
    const absent = await adds({ roles: ADMINISTRATOR })
    await rowsOf(gateway, 'update users set activated_at = null, password_hash = null where id = $1', [absent.userId])
    const { client, userId } = administrator
    expect((await attempt(client, 'removeUser', { organizationId, userId })).codes).toEqual(['LAST_ADMINISTRATOR'])
    await expect(gateway.database.pool.query(REMOVE, [organizationId, userId])).rejects.toThrow(
      /without an administrator/,
    )
    // The absent one can go: nobody is lost who was there.
    expect((await attempt(client, 'removeUser', { organizationId, userId: absent.userId })).codes).toEqual([])
  })
})
