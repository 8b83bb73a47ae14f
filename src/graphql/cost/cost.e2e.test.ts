import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
} from 'graphql'
import { LIMIT_VARIABLES } from '../../config.limits.js'
import { sha256Hex } from '../../kernel/digest.js'
import { COST_DEFAULTS, DEFAULT_PAGE_SIZE } from '../../limits/request-limits.js'
import { buildGatewaySchema } from '../../schema.js'
import { rawRequest } from '../../testkit/ask.js'
import { leavingNoTrace, rowsOf } from '../../testkit/census.js'
import { eventually } from '../../testkit/eventually.js'
import { person } from '../../testkit/people.js'
import { startTestGateway, type TestGateway } from '../../testkit/test-gateway.js'
import { costPlanOf, isPaged, isPart, requestedCost, sizeOf } from './cost.plan.js'
import { PAGE_EXTENSION } from './cost.policy.js'

interface Answer {
  status: number
  headers: Headers
  data: Record<string, unknown>
  errors: { message: string; extensions: Record<string, unknown> }[]
  cost: {
    requestedQueryCost: number
    actualQueryCost: number
    throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }
  }
}

/** So slow a restoration that a test hardly sees it. */
const ENVIRONMENT = { ROLE: 'api', COST_MAXIMUM: '1000', COST_RESTORE_RATE: '1' }

/** 12 points. */
const SEARCH = '{ searchClinicians(by: { npi: "1" }) { explanation } }'

describe('what a request costs', () => {
  let gateway: TestGateway
  let second: Awaited<ReturnType<TestGateway['another']>>
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: ENVIRONMENT })
    second = await gateway.another()
  })
  afterAll(async () => {
    await second.stop()
    await gateway.stop()
  })

  async function post(
    apiKey: string | null,
    query: string,
    { variables = {}, url = gateway.url } = {},
  ): Promise<Answer> {
    const { status, headers, text } = await rawRequest(`${url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      ...(apiKey !== null && { apiKey }),
      headers: { 'content-type': 'application/json' },
    })
    const { data = {}, errors = [], extensions } = JSON.parse(text)
    return { status, headers, data, errors, cost: extensions?.cost }
  }
  const key = async () => (await gateway.vendor()).apiKey
  const leftOf = ({ cost }: Answer) => cost.throttleStatus.currentlyAvailable

  test.each([
    ['{ viewer { mode } }', 2, 2],
    ['{ viewer { mode } again: viewer { mode } ...F } fragment F on Query { viewer { id } }', 3, 3],
    ['{ __typename }', 1, 1],
    ['{ organizations(first: 50) { nodes { id } pageInfo { hasNextPage } } }', 53, 4],
    ['{ organizations { edges { node { account { balance { cents } } } } } }', 82, 6],
    ['{ searchClinicians(by: { npi: "2990000012" }) { matches { clinician { id } } } }', 112, 14],
    ['{ __schema { types { name } } }', 1_001, null],
    ['mutation { clearCart(input: { organizationId: "org_x" }) { userErrors { code } } }', 17, 13],
    ['{ nothing }', 1, 1],
    ['{', 1, 1],
  ])('%s', async (query, requested, actual) => {
    const { cost, headers, errors } = await post(await key(), query)
    expect([errors.map(({ message }) => message), cost?.requestedQueryCost]).toEqual([expect.anything(), requested])
    if (actual === null) return
    expect(cost).toEqual({
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: { maximumAvailable: 1_000, currentlyAvailable: 1_000 - actual, restoreRate: 1 },
    })
    expect(headers.get('ratelimit-policy')).toBe('"cost";q=1000;w=1000;qu="points"')
    expect(headers.get('ratelimit')).toBe(`"cost";r=${1_000 - actual};t=${actual}`)
  })

  test('page sizes come from variables, too, with their defaults', async () => {
    const apiKey = await key()
    const query = 'query ($first: Int = 7) { organizations(first: $first) { nodes { id } } }'
    const costOf = async (variables: object) => (await post(apiKey, query, { variables })).cost.requestedQueryCost
    expect([await costOf({}), await costOf({ first: 9 }), await costOf({ first: null })]).toEqual([9, 11, 22])
    expect(await costOf({ first: 1_000 })).toBe(102)
  })

  test('who has not enough left is told when to come again, and nothing is run', async () => {
    const { apiKey, organizationId } = await gateway.vendor()
    const clear = `mutation { clearCart(input: { organizationId: "${organizationId}" }) { userErrors { code } } }`
    const searches = Array.from({ length: 83 }, () => post(apiKey, SEARCH))
    expect((await Promise.all(searches)).map(({ status }) => status)).toEqual(Array(83).fill(200))
    const refused = await leavingNoTrace(gateway, () => post(apiKey, clear))
    expect([refused.status, refused.data]).toEqual([429, {}])
    const [{ message, extensions } = { message: '', extensions: {} }] = refused.errors
    expect(extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) })
    expect(message).toMatch(/^expected a cost of at most the \d+ points that are left, got 17: come again after \d+ /)
    expect(refused.headers.get('retry-after')).toBe(String(extensions['retryAfter']))
    expect(refused.cost).toMatchObject({ requestedQueryCost: 17, actualQueryCost: 0 })
    expect((await post(await key(), clear)).status).toBe(200)
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    expect(metrics).toMatch(/gateway_graphql_throttled_total\{code="RATE_LIMITED"\} [1-9]/)
    expect(metrics).toMatch(/gateway_graphql_cost_count\{kind="requested"\} \d{2,}/)
  })

  test('what is no valid operation is refused without points like any other', async () => {
    const apiKey = await key()
    expect((await post(apiKey, '{ nothing }')).status).toBe(200)
    const [newest] = await rowsOf<{ id: string }>(gateway, 'select id from api_keys order by created_at desc limit 1')
    const bucket = sha256Hex(`key:${newest?.id}`)
    await rowsOf(gateway, `update cost_buckets set level = 1100 where key = '${bucket}'`)
    for (const query of ['{ nothing }', '{', '']) {
      const { status, headers, errors, cost } = await post(apiKey, query)
      expect([status, errors.map(({ extensions }) => extensions['code'])]).toEqual([429, ['RATE_LIMITED']])
      expect(errors[0]?.message).toMatch(/^expected a cost of at most the 0 points that are left, got 1: come again/)
      expect(errors[0]?.extensions['requestId']).toBe(headers.get('x-request-id'))
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(90)
      expect(cost).toMatchObject({ actualQueryCost: 0, throttleStatus: { currentlyAvailable: 0 } })
    }
    expect((await post(await key(), '{ nothing }')).status).toBe(200)
  })

  test('what an answer does not hold is given back: here at once, and in every process', async () => {
    const apiKey = await key()
    const query = '{ organizations(first: 98) { nodes { orders(first: 8) { nodes { id } } } } }'
    const here = [await post(apiKey, query), await post(apiKey, query)]
    expect(here.map(({ status, cost }) => [status, cost.requestedQueryCost])).toEqual(Array(2).fill([200, 982]))
    await eventually(
      () => post(apiKey, query, { url: second.url }),
      ({ status }) => status === 200,
    )
  })

  test('what costs more than anybody can have is refused, to the last point', async () => {
    const apiKey = await key()
    const query = (first: number) =>
      `{ organizations(first: ${first}) { nodes { orders(first: 8) { nodes { id } } } } }`
    expect((await post(apiKey, query(99))).cost).toMatchObject({ requestedQueryCost: 992 })
    const refused = await post(apiKey, query(100))
    expect([refused.status, refused.errors[0]?.extensions['code'], refused.errors[0]?.message]).toEqual([
      400,
      'QUERY_TOO_EXPENSIVE',
      'expected a cost of at most 1000 points, got 1002: ask for smaller pages, or for less at once',
    ])
    expect(refused.cost).toMatchObject({ requestedQueryCost: 1_002, actualQueryCost: 1 })
  })

  test('is counted over all processes, to the last point', async () => {
    const apiKey = await key()
    const startedAt = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 130 }, (_, n) => post(apiKey, SEARCH, { url: n % 2 ? gateway.url : second.url })),
    )
    const restored = Math.ceil((performance.now() - startedAt) / 1000)
    const spent = answers.reduce((sum, { cost }) => sum + cost.actualQueryCost, 0)
    expect(answers.some(({ status }) => status === 429)).toBe(true)
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true)
    expect(spent).toBeGreaterThan(1_000 - 12)
    expect(spent).toBeLessThanOrEqual(1_000 + restored)
  })

  test('is a key’s own, a person’s in all sessions, and a network’s of whoever shows nothing', async () => {
    const { apiKey, organizationId } = await gateway.vendor()
    const una = await person(gateway, { organizationId, roles: ['ORGANIZATION_ADMINISTRATOR'] })
    const query = '{ viewer { mode } }'
    const left = [leftOf(await post(apiKey, query)), leftOf(await post(una.accessToken, query))]
    expect(left).toEqual([998, 998])
    const providers = '{ softwareProviders(first: 1) { nodes { name } } }'
    const nobody = leftOf(await post(null, providers))
    expect(leftOf(await post(null, providers))).toBeLessThan(nobody)
    const unknown = await post(null, query)
    expect([unknown.status, unknown.cost]).toEqual([401, undefined])
  })

  test('can be asked for, and that costs nothing', async () => {
    const apiKey = await key()
    const query = '{ rateLimit { limit cost remaining restoreRate resetAt } }'
    const fresh = await post(apiKey, query)
    expect(fresh.cost).toMatchObject({ requestedQueryCost: 0, actualQueryCost: 0 })
    const { resetAt, ...left } = fresh.data['rateLimit'] as Record<string, unknown>
    expect(left).toEqual({ limit: 1_000, cost: 0, remaining: 1_000, restoreRate: 1 })
    expect(Math.abs(Date.parse(String(resetAt)) - gateway.clock.now().getTime())).toBeLessThan(10_000)
    const { data, cost } = await post(
      apiKey,
      '{ organizations(first: 50) { nodes { id } } left: rateLimit { cost remaining } }',
    )
    expect(data['left']).toEqual({ cost: 52, remaining: 948 })
    expect(cost).toMatchObject({ requestedQueryCost: 52, actualQueryCost: 3 })
  })
})

const schema = buildGatewaySchema()

function costOf(text: string, variables = {}): number {
  const document = parse(text)
  const operation = getOperationAST(document)
  if (operation == null) throw new Error('expected one operation')
  return requestedCost(costPlanOf(schema, document, operation), variables)
}

describe('how many objects a list is taken to have', () => {
  type AnyField = GraphQLField<unknown, unknown>
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type))
  const fields = types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ at: `${type.name}.${field.name}`, field })))
  const isListOfObjects = ({ type }: AnyField) =>
    isListType(getNullableType(type)) && isCompositeType(getNamedType(type))
  const isPage = ({ type }: AnyField) => {
    const named = getNamedType(type)
    return (
      isObjectType(named) && Object.values(named.getFields()).some((one) => isPart(one.name) && isListOfObjects(one))
    )
  }

  test('is said of every list of the schema: by the page that it is, or by a size of its own', () => {
    const lists = fields.filter(({ field }) => isListOfObjects(field))
    expect(lists.length).toBeGreaterThan(200)
    const unsaid = lists.filter(({ field }) => !isPart(field.name) && sizeOf(field) === null)
    expect(unsaid.map(({ at }) => at)).toEqual([])
    const pages = fields.filter(({ field }) => isPage(field))
    expect(pages.length).toBeGreaterThan(30)
    expect(pages.filter(({ field }) => !isPaged(field)).map(({ at }) => at)).toEqual([])
  })

  test('is as many as what it answers to', () => {
    const lookup =
      'query ($criteria: [ClinicianCriterion!]!) { lookupClinicians(criteria: $criteria) { rows { index } } }'
    const criteria = (count: number) => ({ criteria: Array(count).fill({ npi: '1' }) })
    expect([1, 7, 250].map((count) => costOf(lookup, criteria(count)))).toEqual([103, 109, 352])
    expect([costOf(lookup, criteria(251)), costOf(lookup)]).toEqual([352, 352])
    const inline = '{ lookupClinicians(criteria: [{ npi: "1" }, { npi: "2" }]) { rows { clinician { id } } } }'
    expect(costOf(inline)).toBe(106)
    const place =
      'mutation ($items: [OrderItemInput!]!) { placeOrder(input: { items: $items }) { order { items { id } } } }'
    expect([1, 250].map((count) => costOf(place, { items: Array(count).fill({}) }))).toEqual([14, 263])
  })

  test('is all that there can be in one thing, and in many one full list beside usual ones', () => {
    const orders = (first: number) =>
      costOf(`{ organization(id: "o") { orders(first: ${first}) { nodes { items { id } } } } }`)
    expect([orders(1), orders(2), orders(50)]).toEqual([1 + 2 + 1 + 250, 1 + 2 + 2 + 270, 1 + 2 + 50 + 250 + 49 * 20])
  })

  test('every page is priced as large as its field says that it is', () => {
    const pages = fields.filter(({ field }) => isPaged(field))
    const said = pages.map(({ at, field: { description, extensions } }) => {
      const [, number] = /(\d+|five) (?:a page )?unless told/.exec(description ?? '') ?? []
      return {
        at,
        said: number === 'five' ? 5 : Number(number),
        priced: extensions[PAGE_EXTENSION] ?? DEFAULT_PAGE_SIZE,
      }
    })
    expect(said.filter(({ said, priced }) => said !== priced)).toEqual([])
  })

  test('is in a page whose size is not said what the list then gives', () => {
    const page = (list: string) => costOf(`{ organization(id: "o") { ${list} { nodes { __typename } } } }`)
    const sizes = { orders: 5, auditEvents: 50, events: 50, users: 20 }
    for (const [list, size] of Object.entries(sizes)) expect([list, page(list)]).toEqual([list, 1 + 2 + size])
    expect(costOf('{ events { nodes { id } } }')).toBe(1 + 1 + 50)
  })
})

describe('the pages about cost and limits', () => {
  const costs = readFileSync('docs/cost.md', 'utf8')
  const limits = readFileSync('docs/limits.md', 'utf8')
  test('say of every example what it costs', () => {
    const examples = [...costs.matchAll(/```graphql\n# ([\d,]+) points?\n([\s\S]*?)```/g)]
    expect(examples.length).toBeGreaterThan(3)
    for (const [, points = '', text = ''] of examples) expect([text, costOf(text)]).toEqual([text, numberOf(points)])
  })

  test('name every limit with its number and its variable', () => {
    const said = [...limits.matchAll(/^\| [^|]+ \| ([\d,]+)( s)?[^|]* \| `([A-Z_]+)` \|$/gm)].map(
      ([, number = '', seconds, name]) => [name, numberOf(number) * (seconds === undefined ? 1 : 1_000)],
    )
    const set = Object.entries(LIMIT_VARIABLES).map(([name, variable]) => [name, variable.parse(undefined)])
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(set))
  })

  test('no operation that we offer costs more than anybody can have, at the largest page', () => {
    for (const file of readdirSync('schema/operations')) {
      const points = costOf(readFileSync(`schema/operations/${file}`, 'utf8'), { first: 100 })
      expect([file, points < COST_DEFAULTS.maximum / 4]).toEqual([file, true])
    }
  })

  test('no example of the documentation does, either', () => {
    const texts = readdirSync('docs')
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => [...readFileSync(`docs/${file}`, 'utf8').matchAll(/```graphql\n([\s\S]*?)```/g)])
      .map(([, text = '']) => text)
    expect(texts.length).toBeGreaterThan(10)
    for (const text of texts) expect([text, costOf(text) < COST_DEFAULTS.maximum / 4]).toEqual([text, true])
  })
})

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''))
}
