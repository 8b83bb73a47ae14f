import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { furnishSandbox } from './development.fixture.js'
import type { ExampleActor } from './sandbox/sandbox.example-list.js'
import { type SandboxExample, sandboxExamples } from './sandbox/sandbox.examples.js'
import { MAGIC_VALUES, magicText } from './sandbox/sandbox.magic.js'
import { person, STAFF_REASON } from './testkit/people.js'
import { startTestGateway, type TestGateway } from './testkit/test-gateway.js'

describe('the examples of the explorer', () => {
  let gateway: TestGateway
  let examples: SandboxExample[]
  const tokens = new Map<ExampleActor, string>()
  beforeAll(async () => {
    gateway = await startTestGateway()
    const { organizationId, vendorId, client, apiKey } = await gateway.vendor()
    tokens.set('VENDOR', apiKey)
    const roles = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER'] as const
    tokens.set('PERSON', (await person(gateway, { organizationId, roles })).accessToken)
    tokens.set('STAFF', (await person(gateway, { staff: true })).accessToken)
    const fixture = await furnishSandbox(client, organizationId)
    expect(await furnishSandbox(client, organizationId)).toEqual(fixture)
    examples = await sandboxExamples(gateway.database, { ...fixture, organizationId, vendorId })
  })
  afterAll(() => gateway.stop())

  /** Runs an example as the explorer does, with what the session's fields say. */
  async function answerTo({ name, document, variables, as }: SandboxExample) {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${tokens.get(as) ?? ''}`,
      ...(as !== 'VENDOR' && { 'gateway-mode': 'TEST', 'gateway-reason': STAFF_REASON }),
    }
    const body = JSON.stringify({ query: document, variables, ...(name !== '' && { operationName: name }) })
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body })
    const { errors = [], data = {} } = (await response.json()) as { errors?: object[]; data?: object }
    return { status: response.status, errors, data }
  }
  async function run(example: SandboxExample) {
    const { status, errors, data } = await answerTo(example)
    return { status, errors, wrong: /"userErrors":\[\{[^\]]*\]/.exec(JSON.stringify(data))?.[0] ?? null }
  }
  async function search(example: SandboxExample) {
    const { data } = await answerTo(example)
    const { searchClinicians } = data as { searchClinicians: { matches: object[]; explanation: string | null } }
    return { found: searchClinicians.matches.length, explanation: searchClinicians.explanation }
  }

  test('each runs as it is, again and again: in the order of the list, and in the other', async () => {
    for (const example of [...examples].reverse().concat(examples)) {
      const outcome = await run(example)
      expect({ name: example.name, ...outcome }).toEqual({ name: example.name, status: 200, errors: [], wrong: null })
    }
  }, 60_000)

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
