import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildGatewaySchema } from './schema.js'
import { verdictOf } from './testkit/authorization/authorization.asking.js'
import { documentFor, fieldsOf, waysIntoProfiles } from './testkit/authorization/authorization.documents.js'
import { MATRIX, MIXED, ROUTES } from './testkit/authorization/authorization.matrix.js'
import { OPEN_FIELDS } from './testkit/authorization/authorization.open-fields.js'
import type { SideIds } from './testkit/authorization/authorization.side.js'
import { CALLERS, type CallerName, TARGETS } from './testkit/authorization/authorization.table.js'
import { variablesFor } from './testkit/authorization/authorization.variables.js'
import { type AuthorizationWorld, buildWorld } from './testkit/authorization/authorization.world.js'
import { startTestGateway, type TestGateway } from './testkit/test-gateway.js'

const schema = buildGatewaySchema()

describe('the authorization matrix', () => {
  let gateway: TestGateway
  let world: AuthorizationWorld
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    world = await buildWorld(gateway)
  })
  afterAll(() => gateway.stop())

  test('knows every field: one that is new has no place in it yet, and fails here', () => {
    const known = [...MATRIX.map(({ field }) => field), ...OPEN_FIELDS]
    expect(fieldsOf(schema).filter((field) => !known.includes(field))).toEqual([])
    expect(known.filter((field) => !fieldsOf(schema).includes(field))).toEqual([])
    expect(known.filter((field, index) => known.indexOf(field) !== index)).toEqual([])
    const ways = [
      'Discrepancy.correctedProfile',
      'MonitoringNotice.changes',
      'MonitoringNotice.profile',
      'OrderItem.profile',
    ]
    expect(waysIntoProfiles(schema).sort()).toEqual(ways)
  })

  const isChange = (field: string) => field.startsWith('Mutation.')

  /** What changes nothing comes first, all in one world: there no refusal is owed to what somebody did before. */
  test.each(MATRIX.map((row) => [row.field, row] as const))('%s', async (field, { verdicts }) => {
    const document = documentFor(schema, field)
    for (const caller of CALLERS) {
      const seen: string[] = []
      for (const [index, target] of TARGETS.slice(0, verdicts[caller].length).entries()) {
        const expected = verdicts[caller][index]
        if (isChange(field) && expected === 'A') {
          seen.push('A')
          continue
        }
        const answer = await world.ask(caller, document, variablesFor(field, world.targets[target].ids))
        const verdict = verdictOf(field, answer)
        seen.push(verdict)
        if (isChange(field) && verdict === 'A') world = await buildWorld(gateway, { world, spent: target })
      }
      expect([field, caller, seen.join('')]).toEqual([field, caller, verdicts[caller].join('')])
    }
  })

  /** Answer and effort, once what is needed the first time only is done. */
  async function probe(caller: CallerName, field: string, ids: SideIds) {
    const document = documentFor(schema, field)
    const variables = variablesFor(field, ids)
    await world.ask(caller, document, variables)
    let text = ''
    const count = () =>
      gateway.countStatements(async () => {
        const { data, errors } = await world.ask(caller, document, variables)
        text = JSON.stringify({ data, errors })
      })
    // Once a minute the first request reads the signing keys anew: of two, one at most.
    const statements = Math.min(await count(), await count())
    return { statements, text: world.withoutIds(text) }
  }

  test.each(
    MATRIX.filter(({ verdicts }) => verdicts.VENDOR.length === TARGETS.length).map((row) => [row.field, row] as const),
  )('%s does not tell a foreign thing from none', async (field, { verdicts }) => {
    const { foreign, unknown } = world.targets
    for (const caller of CALLERS) {
      // To staff nothing is foreign.
      if (verdicts[caller][1] !== verdicts[caller][2] || caller === 'STAFF') continue
      expect([caller, await probe(caller, field, foreign.ids)]).toEqual([
        caller,
        await probe(caller, field, unknown.ids),
      ])
    }
  })

  test.each(MIXED)('%s of the own organization does not tell a foreign %s from none', async (field, asked, from) => {
    const { own, foreign, unknown } = world.targets
    for (const caller of CALLERS) {
      const ofForeign = await probe(caller, field, { ...own.ids, [asked]: foreign.ids[from] })
      expect([caller, ofForeign]).toEqual([
        caller,
        await probe(caller, field, { ...own.ids, [asked]: unknown.ids[from] }),
      ])
    }
  })

  test.each(Object.entries(ROUTES))('GET %s', async (route, statuses) => {
    for (const caller of CALLERS) {
      const seen: number[] = []
      for (const target of TARGETS) {
        seen.push(
          await world.statusOf(caller, route.replace(':organizationId', world.targets[target].ids.organizationId)),
        )
      }
      expect([caller, seen]).toEqual([caller, statuses[caller]])
    }
  })

  /** What was done can often not be done again, and may have changed who may do what: then in a new world. */
  test.each(MATRIX.filter(({ field }) => isChange(field)).map((row) => [row.field, row] as const))(
    '%s is done for whoever may',
    async (field, { verdicts }) => {
      const document = documentFor(schema, field)
      for (const caller of CALLERS) {
        for (const [index, target] of TARGETS.slice(0, verdicts[caller].length).entries()) {
          if (verdicts[caller][index] !== 'A') continue
          const attempt = async () =>
            verdictOf(field, await world.ask(caller, document, variablesFor(field, world.targets[target].ids)))
          // A session may have ended with what was done.
          let verdict = await attempt().catch(() => null)
          if (verdict !== 'A') {
            world = await buildWorld(gateway)
            verdict = await attempt()
          }
          expect([field, caller, target, verdict]).toEqual([field, caller, target, 'A'])
        }
      }
    },
  )
})
