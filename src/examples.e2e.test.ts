import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { furnishSandbox } from './development.fixture.js'
import { filledIn } from './explorer/browser/example-values.js'
import type { ExampleActor } from './sandbox/sandbox.example-list.js'
import { type SandboxExample, sandboxExamples } from './sandbox/sandbox.examples.js'
import { MAGIC_VALUES, magicText } from './sandbox/sandbox.magic.js'
import { person, STAFF_REASON } from './testkit/people.js'
import { startTestGateway, type TestGateway } from './testkit/test-gateway.js'

const RUNS = { status: 200, errors: [], wrong: null }

/** Who runs an example, by their token. */
type Tokens = Readonly<Record<ExampleActor, string>>

describe('the examples of the explorer', () => {
  let gateway: TestGateway
  let examples: SandboxExample[]
  let tokens: Tokens
  beforeAll(async () => {
    gateway = await startTestGateway()
    examples = await sandboxExamples()
    const { client, organizationId, apiKey } = await gateway.vendor()
    await furnishSandbox(client, organizationId)
    tokens = await tokensOf({ organizationId, apiKey })
  })
  afterAll(() => gateway.stop())

  async function tokensOf({ organizationId, apiKey }: { organizationId: string; apiKey: string }): Promise<Tokens> {
    const roles = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] as const
    const administrator = await person(gateway, { organizationId, roles })
    const staff = await person(gateway, { staff: true })
    return { VENDOR: apiKey, PERSON: administrator.accessToken, STAFF: staff.accessToken }
  }
  async function post(token: string, isKey: boolean, query: string, variables: unknown) {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(!isKey && { 'gateway-mode': 'TEST', 'gateway-reason': STAFF_REASON }),
    }
    const body = JSON.stringify({ query, variables })
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body })
    const { errors = [], data = {} } = (await response.json()) as { errors?: { message: string }[]; data?: object }
    return { status: response.status, errors, data }
  }
  /** Runs an example as the explorer does, with what the session's fields say. */
  async function answerTo({ document, variables, as }: SandboxExample, who = tokens) {
    const ask = async (query: string, variables: unknown) => await post(who[as], as === 'VENDOR', query, variables)
    const filled = await filledIn(variables, /^mutation/.test(document), ask)
    return await ask(document, filled.variables)
  }
  async function run(example: SandboxExample, who = tokens) {
    const { status, errors, data } = await answerTo(example, who)
    const wrong = /"userErrors":\[\{[^\]]*\]/.exec(JSON.stringify(data))?.[0] ?? null
    expect({ name: example.name, status, errors, wrong }).toEqual({ ...RUNS, name: example.name })
  }
  async function search(example: SandboxExample) {
    const { data } = await answerTo(example)
    const { searchClinicians } = data as { searchClinicians: { matches: object[]; explanation: string | null } }
    return { found: searchClinicians.matches.length, explanation: searchClinicians.explanation }
  }
  const named = (wanted: string): SandboxExample => {
    const found = examples.find(({ name }) => name === wanted)
    if (found === undefined) throw new Error(`no example is called ${wanted}`)
    return found
  }

  test('each runs as it is, again and again: in the order of the list, and in the other', async () => {
    for (const example of [...examples].reverse().concat(examples)) await run(example)
  }, 60_000)

  test('somebody with a key and an organization of their own runs each, from the first to the last', async () => {
    const others = await tokensOf(await gateway.vendor())
    await expect(answerTo(named('ReadProfile'), others)).rejects.toThrow('run the example PlaceOrder first')
    for (const example of examples) await run(example, others)
  }, 60_000)

  test('with a live key those that ask run, and those that change something say why they do not', async () => {
    const live = await gateway.vendor({ mode: 'LIVE' })
    const others = { ...tokens, VENDOR: live.apiKey }
    await run(named('AccountActivity'), others)
    await expect(answerTo(named('PlaceOrder'), others)).rejects.toThrow('for test mode')
    await expect(answerTo(named('RequestResearch'), others)).rejects.toThrow('for test mode')
    await expect(answerTo(named('ReadProfile'), others)).rejects.toThrow('Nothing was ordered yet')
    const changing = examples.filter(({ as, document }) => as === 'VENDOR' && document.startsWith('mutation'))
    expect(changing.filter(({ variables }) => !JSON.stringify(variables).includes('{{'))).toEqual([])
  })

  test('magic values find what the documentation says that they find', async () => {
    const document =
      'query ($by: ClinicianCriterion!) { searchClinicians(by: $by) { matches { clinician { id } } explanation } }'
    const example = { name: '', group: '', title: '', as: 'VENDOR' as const, document }
    for (const { by, matches, says } of MAGIC_VALUES) {
      const { found, explanation } = await search({ ...example, variables: { by } })
      expect({ says, found }).toEqual({ says, found: matches })
      if (matches === 0) expect(explanation).not.toBeNull()
    }
    const table = MAGIC_VALUES.map((value) => `| ${magicText(value)} | ${value.matches} | ${value.says} |`).join('\n')
    expect(readFileSync('docs/sandbox.md', 'utf8')).toContain(table)
  })

  test('each name stands there once, for the address of an example has nothing else', () => {
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length)
  })
})
