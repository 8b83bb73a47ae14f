import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newId } from '../kernel/ids.js'
import { rowsOf } from '../testkit/census.js'
import { person } from '../testkit/people.js'
import { act, auditOf, tryToAct } from '../testkit/staff-acts.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { appointStaff } from './staff.appointment.js'
import { dismissStaff } from './staff.dismissal.js'

describe('the staff, when few are left,', () => {
  let small: TestGateway
  beforeAll(async () => {
    small = await startTestGateway({ environment: { ROLE: 'api' } })
  })
  afterAll(() => small.stop())

  const staffIds = async () =>
    (await rowsOf<{ id: string }>(small, 'select id from users where staff order by id')).map(({ id }) => id)

  test('begin with the one whom the operator appoints, without an actor and with a reason', async () => {
    const request = { requestId: newId('request'), address: null, userAgent: null, reason: null }
    const operator = { actor: 'OPERATOR' as const, request, reason: 'set up', at: small.clock.now() }
    const { user, token } = await small.database.transaction((tx) =>
      appointStaff(tx, { email: 'first@publisher.example', fullName: 'Fay First' }, operator, (within, end) =>
        small.gateway.sessions.endSessions(within, end),
      ),
    )
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await auditOf(small, 'STAFF_APPOINTED')).toEqual([
      { actorId: null, organizationId: null, subjectIds: [user.id], reason: 'set up' },
    ])
    await rowsOf(small, 'update users set staff = false')
  })

  test('keep one when two dismiss each other at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      await rowsOf(small, 'update users set staff = false')
      const [one, other] = [await person(small, { staff: true }), await person(small, { staff: true })]
      await Promise.all([
        tryToAct(one.client, 'dismissStaff', { userId: other.userId, reason: 'you' }, 'userId'),
        tryToAct(other.client, 'dismissStaff', { userId: one.userId, reason: 'no, you' }, 'userId'),
      ])
      expect(await staffIds()).toHaveLength(1)
    }
  })

  test('keep the last one who can sign in', async () => {
    await rowsOf(small, 'update users set staff = false')
    const last = await person(small, { staff: true })
    const { user } = await act<{ user: { id: string } | null }>(
      last.client,
      'appointStaff',
      { email: 'not-there-yet@publisher.example', fullName: 'Not There Yet', reason: 'new' },
      'user { id }',
    )
    await rowsOf(small, 'update users set staff = true where id = $1', [last.userId])
    const request = { requestId: newId('request'), address: null, userAgent: null, reason: null }
    const operator = { actor: 'OPERATOR' as const, request, reason: 'by mistake', at: small.clock.now() }
    const dismissing = small.database.transaction((tx) =>
      dismissStaff(tx, last.userId, operator, (within, end) => small.gateway.sessions.endSessions(within, end)),
    )
    await expect(dismissing).rejects.toThrow('LAST_ADMINISTRATOR')
    expect(await staffIds()).toEqual([last.userId, user?.id].sort())
  })
})
