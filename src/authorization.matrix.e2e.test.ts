import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildGatewaySchema } from './schema.js'
import { verdictOf } from './testkit/authorization/authorization.asking.js'
import { documentFor, fieldsOf } from './testkit/authorization/authorization.documents.js'
import { MATRIX, OPEN_FIELDS } from './testkit/authorization/authorization.matrix.js'
import { CALLERS, TARGETS } from './testkit/authorization/authorization.table.js'
import { variablesFor } from './testkit/authorization/authorization.variables.js'
import { type AuthorizationWorld, buildWorld } from './testkit/authorization/authorization.world.js'
import { startTestGateway, type TestGateway } from './testkit/test-gateway.js'

const schema = buildGatewaySchema()
/** A caller is asked this often before the statements are counted: some are needed the first time only. */
const WARM_UP = 1

describe('the authorization matrix', () => {
  let gateway: TestGateway
  let world: AuthorizationWorld
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    world = await buildWorld(gateway)
  })
  afterAll(() => gateway.stop())

  test('has a row for every root field and every field of what is guarded', () => {
    const known = new Set([...MATRIX.map(({ field }) => field), ...OPEN_FIELDS])
    expect(fieldsOf(schema).filter((field) => !known.has(field))).toEqual([])
    expect([...known].filter((field) => !fieldsOf(schema).includes(field))).toEqual([])
    expect(MATRIX.filter(({ field }) => OPEN_FIELDS.has(field))).toEqual([])
  })

  test.each(MATRIX.map((row) => [row.field, row] as const))('%s', async (field, { verdicts }) => {
    const document = documentFor(schema, field)
    const isChange = field.startsWith('Mutation.')
    for (const caller of CALLERS) {
      const seen: string[] = []
      for (const target of TARGETS.slice(0, verdicts[caller].length)) {
        const answer = await world.ask(caller, document, variablesFor(field, world.targets[target].ids))
        const verdict = verdictOf(field, answer)
        seen.push(verdict)
        // What was done cannot be done again, and may have changed who may do what.
        if (isChange && verdict === 'A') world = await buildWorld(gateway, { world, spent: target })
      }
      expect([field, caller, seen.join('')]).toEqual([field, caller, verdicts[caller].join('')])
    }
  })

  test.each(MATRIX.filter(({ verdicts }) => verdicts.VENDOR.length === 3).map((row) => [row.field, row] as const))(
    '%s does not tell a foreign thing from none',
    async (field, { verdicts }) => {
      const document = documentFor(schema, field)
      for (const caller of CALLERS) {
        const [, foreign, unknown] = verdicts[caller]
        // Staff see everybody's things: nothing is foreign to them.
        if (foreign !== unknown || foreign === 'A') continue
        const probe = async (target: 'foreign' | 'unknown') => {
          const variables = variablesFor(field, world.targets[target].ids)
          for (let round = 0; round < WARM_UP; round++) await world.ask(caller, document, variables)
          let text = ''
          const statements = await gateway.countStatements(async () => {
            const { data, errors } = await world.ask(caller, document, variables)
            text = JSON.stringify({ data, errors })
          })
          return { statements, text: world.withoutIds(text, target) }
        }
        expect([caller, await probe('foreign')]).toEqual([caller, await probe('unknown')])
      }
    },
  )

  test('is as large as it says', () => {
    const cells = MATRIX.reduce((sum, { verdicts }) => sum + CALLERS.length * verdicts.VENDOR.length, 0)
    expect(cells).toBeGreaterThan(500)
  })
})
