import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import { LedgerChecker } from '../accounts/ledger.checker.js'
import { ViewerDocument } from '../client/operations.generated.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { ask, rawRequest } from '../testkit/ask.js'
import { rowsOf } from '../testkit/census.js'
import { eventually } from '../testkit/eventually.js'
import { FIRST_PDF_MS } from '../testkit/issued-pdfs.js'
import { clinicianWith, initialAppointment, orderOf } from '../testkit/order-acts.js'
import { person, signedOutClient } from '../testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'

interface ToldSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
  links?: { traceId: string; spanId: string }[]
  status: { code?: number }
}

/** A collector of traces (OTLP over HTTP, in JSON), which keeps what it is told. */
async function collector(): Promise<{
  url: string
  server: Server
  spans: ToldSpan[]
  bodies: string[]
  tokens: Set<unknown>
}> {
  const spans: ToldSpan[] = []
  const bodies: string[] = []
  const tokens = new Set<unknown>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      bodies.push(body)
      tokens.add(request.headers['x-token'])
      const told = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: ToldSpan[] }[] }[] }
      spans.push(...told.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
      response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, server, spans, bodies, tokens }
}

const PAGE = readFileSync('docs/observability.md', 'utf8')
const namesIn = (text: string) => new Set(text.match(/\b(gateway|nodejs|process)_[a-z0-9_]+\b/g))
/** Without what Prometheus adds to the name of a histogram. */
const metricOf = (name: string) => name.replace(/(?<=^gateway_.*(seconds|cost))_(bucket|sum|count)$/, '')

/** Told only where there are read replicas, or a Redis. */
const OF_SOME = [
  ...['gateway_directory_reads_total', 'gateway_replica_up', 'gateway_replica_lag_seconds'],
  'gateway_cost_visits_insured_total',
]

describe('what an operator sees of the gateway', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  let clinicianId: string
  let told: Awaited<ReturnType<typeof collector>>
  beforeAll(async () => {
    told = await collector()
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: told.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-token=a%2Cb',
    }
    gateway = await startTestGateway({ environment })
    vendor = await gateway.vendor()
    clinicianId = await clinicianWith(gateway, FULL_PHYSICIAN_NPI)
  }, FIRST_PDF_MS)
  afterAll(async () => {
    await gateway.stop()
    told.server.close()
  })

  const scraped = async () => (await rawRequest(`${gateway.url}/metrics`)).text
  const sampleOf = async (name: string) =>
    Number(
      new RegExp(`^${name.replaceAll(/[{}"]/g, '\\$&')} (\\S+)$`, 'm')
        .exec(await scraped())?.[1]
        ?.replace('+Inf', 'Infinity'),
    )

  test('dashboard and alerts ask for metrics that there are, and the page tells of each', async () => {
    await vendor.client.run(ViewerDocument, {})
    const existing = new Set([...(await scraped()).matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name))
    for (const name of OF_SOME) existing.add(name)
    const ours = [...existing].filter((name) => name.startsWith('gateway_'))
    expect(ours.length).toBeGreaterThan(60)
    const documented = namesIn(PAGE)
    expect(ours.filter((name) => !documented.has(name))).toEqual([])
    const files = ['deploy/grafana/gateway.json', 'deploy/prometheus/alerts.yml', 'docs/observability.md']
    for (const file of files) {
      const unknown = [...namesIn(readFileSync(file, 'utf8'))].map(metricOf).filter((name) => !existing.has(name))
      // `nodejs_*`: what is left of a pattern.
      expect([file, unknown.filter((name) => !name.endsWith('_'))]).toEqual([file, []])
    }
    JSON.parse(readFileSync('deploy/grafana/gateway.json', 'utf8'))
    const rules = readFileSync('deploy/prometheus/alerts.yml', 'utf8')
      .split(/^ {6}- alert: /m)
      .slice(1)
    expect(rules.length).toBeGreaterThan(15)
    for (const rule of rules)
      expect(rule).toMatch(/expr: [\s\S]+severity: (page|ticket) [\s\S]+summary: [\s\S]+action: /)
  })

  test('operations are counted by their names, but only by names that the gateway ships', async () => {
    await ask(vendor.client, 'query Viewer { viewer { __typename } }')
    await ask(vendor.client, 'query MadeUpByACaller { viewer { __typename } }')
    const text = await scraped()
    expect(text).toMatch(/gateway_graphql_operations_total\{operation="Viewer",type="query",outcome="ok"\} [1-9]/)
    expect(text).toMatch(/gateway_graphql_operations_total\{operation="other",type="query",outcome="ok"\} [1-9]/)
    expect(text).not.toContain('MadeUpByACaller')
  })

  test('statements are counted by the names of the source, connections by their state', async () => {
    const text = await scraped()
    const names = [...text.matchAll(/gateway_sql_statements_total\{statement="([^"]*)"/g)].map(([, name = '']) => name)
    expect(names).toContain('ledger_enter')
    expect(names.filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([])
    for (const pool of ['services', 'jobs'])
      expect(await sampleOf(`gateway_database_connections{pool="${pool}",state="idle"}`)).toBeGreaterThanOrEqual(0)
  })

  test('a ledger that is sound, and one that somebody wrote into past every constraint', async () => {
    const checker = new LedgerChecker(gateway.database, gateway.clock, new Registry())
    const hour = () => gateway.clock.advanceTo(new Date(gateway.clock.now().getTime() + 3_601_000))
    const found = async () =>
      Object.fromEntries(
        await Promise.all(
          ['unbalanced', 'broken', 'gaps'].map(async (invariant) => [
            invariant,
            await sampleOf(`gateway_ledger_violations{invariant="${invariant}"}`),
          ]),
        ),
      )
    hour()
    // Two processes at once: a round is one.
    await Promise.all([checker.check(), checker.check()])
    expect(await found()).toEqual({ unbalanced: 0, broken: 0, gaps: 0 })
    expect(await sampleOf('gateway_ledger_check_age_seconds')).toBeLessThan(60)
    const rounds = async () =>
      (await rowsOf<{ count: number }>(gateway, 'select count(*)::int as count from ledger_checks'))[0]?.count
    const before = await rounds()
    await checker.check()
    expect(await rounds()).toBe(before)

    const { organizationId } = await gateway.vendor()
    await rowsOf(
      gateway,
      `set session_replication_role = replica;
       update ledger_entries set amount_cents = amount_cents + 1 where book = 'BALANCE' and account_id =
         (select id from accounts where organization_id = '${organizationId}');
       update ledger_transactions set sequence = sequence + 1 where account_id =
         (select id from accounts where organization_id = '${organizationId}');
       set session_replication_role = origin`,
    )
    // A round that was begun and left by a process that was killed is gone on with.
    hour()
    const stopped = new AbortController()
    stopped.abort()
    await checker.check(stopped.signal)
    expect(await found()).toEqual({ unbalanced: 0, broken: 0, gaps: 0 })
    await checker.check()
    expect(await found()).toEqual({ unbalanced: 1, broken: 1, gaps: 1 })
  })

  test(
    'a request, its operation, its statements and its jobs are one story, without anybody’s data',
    async () => {
      const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
      const answer = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${vendor.apiKey}`,
          'content-type': 'application/json',
          traceparent: `00-${trace}-00f067aa0ba902b7-01`,
        },
        body: JSON.stringify({
          query: `mutation PlaceOrder($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } userErrors { code } } }`,
          variables: { input: orderOf(vendor, initialAppointment(clinicianId)) },
        }),
      })
      expect(await answer.json()).toMatchObject({ data: { placeOrder: { userErrors: [] } } })
      const isThere = (name: string) => told.spans.some((span) => span.name === name)
      await eventually(
        () => isThere('RenderProfilePdfs') && told.spans.some(({ traceId }) => traceId === trace),
        Boolean,
      )
      const story = told.spans.filter(({ traceId }) => traceId === trace)
      const [request] = story.filter(({ name }) => name === 'POST /graphql')
      const [operation] = story.filter(({ name }) => name === 'graphql')
      const attributesOf = (span?: ToldSpan) =>
        Object.fromEntries(span?.attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]) ?? [])
      expect(request).toMatchObject({ parentSpanId: '00f067aa0ba902b7', kind: 2 })
      expect(attributesOf(request)).toEqual({
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'gateway.request_id': answer.headers.get('x-request-id'),
      })
      expect(operation?.parentSpanId).toBe(request?.spanId)
      expect(attributesOf(operation)).toEqual({
        'graphql.operation.name': 'PlaceOrder',
        'graphql.operation.type': 'mutation',
      })
      const statements = story.filter(({ parentSpanId }) => parentSpanId === operation?.spanId)
      expect(statements.map(({ name }) => name)).toContain('audit_insert')
      for (const statement of statements)
        expect(attributesOf(statement)).toEqual({ 'db.system.name': 'postgresql', 'db.query.summary': statement.name })
      const job = told.spans.find(
        ({ name, links }) => name === 'RenderProfilePdfs' && links?.some(({ traceId }) => traceId === trace),
      )
      expect(job).toMatchObject({ kind: 5, links: [{ traceId: trace, spanId: operation?.spanId }] })
      expect(job?.traceId).not.toBe(trace)
      expect([...told.tokens]).toEqual(['a,b'])
      // Nothing that the caller sent, and nobody's name.
      for (const secret of ['pgw_', '@', 'Fictional', FULL_PHYSICIAN_NPI, clinicianId, vendor.organizationId])
        expect(told.bodies.join('')).not.toContain(secret)
    },
    FIRST_PDF_MS,
  )

  test('an address that holds a secret is told by its route, and a failure of ours by its kind', async () => {
    await fetch(`${gateway.url}/downloads/secret_in_an_address?more=secret`)
    await rowsOf(gateway, 'alter table order_items rename column vendor_reference to somewhere_else')
    await ask(vendor.client, '{ organizations { nodes { orders { nodes { number items { vendorReference } } } } } }')
    await rowsOf(gateway, 'alter table order_items rename column somewhere_else to vendor_reference')
    const failed = await eventually(
      () => told.spans.filter(({ status }) => status.code === 2),
      (spans) => spans.length > 1,
    )
    expect(JSON.stringify(failed)).toContain('"42703"')
    expect(JSON.stringify(failed)).not.toContain('vendor_reference')
    expect(told.spans.map(({ name }) => name)).toContain('GET /downloads/:token')
    expect(told.bodies.join('')).not.toContain('secret')
  })

  test('every field of the log is on the page, and none is anybody’s data', async () => {
    const { email } = await person(gateway, { password: 'Correct-Horse-42-Battery' })
    await ask(
      signedOutClient(gateway),
      'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { linkMinutes } }',
      { input: { email } },
    )
    await eventually(() => gateway.logs.some(({ msg }) => msg === 'e-mail sent'), Boolean)
    const table = PAGE.slice(PAGE.indexOf('## Log'))
    const known = new Set([...table.matchAll(/`([A-Za-z0-9]+)`/g)].map(([, name = '']) => name))
    const logged = new Set(gateway.logs.flatMap((line) => Object.keys(line)))
    expect([...logged].filter((field) => !known.has(field))).toEqual([])
    const text = JSON.stringify(gateway.logs)
    expect(text).not.toMatch(/[\w.-]+@[\w-]+\.example|pgw_(test|live)_|Paula/)
    // Those of lines that this run did not write.
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/\.test\.ts$|^testkit/.test(name),
    )
    const written = sources.flatMap((name) =>
      [
        ...readFileSync(`src/${name}`, 'utf8').matchAll(/logger\s*\.(?:info|warn|error|debug)\(\s*\{([^}]*)\}/g),
      ].flatMap(([, fields = '']) => fields.split(',').map((field) => field.trim().split(/[:\s]/)[0] ?? '')),
    )
    expect(written.length).toBeGreaterThan(50)
    expect([...new Set(written)].filter((field) => /^[a-z]/i.test(field) && !known.has(field))).toEqual([])
  })
})
