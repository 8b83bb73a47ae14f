import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'
import { Webhook } from 'standardwebhooks'
import { REQUEST_ERROR_CODES, USER_ERROR_CODES } from './kernel/errors.js'
import { EXAMPLE_GROUPS } from './sandbox/sandbox.example-list.js'
import { runModule, samplesOf } from './testkit/sample.js'

const DOCS = 'docs'
const pages = readdirSync(DOCS).filter((name) => name.endsWith('.md'))
const textOf = (name: string): string => readFileSync(path.join(DOCS, name), 'utf8')

/** Bodies of the requests by `curl` in a page, as curl sends them: of what it reads by `@`, it drops line ends. */
function documentedBodies(page: string): string[] {
  const inPlace = [...page.matchAll(/ -d '([^']+)'/g)].map(([, body = '']) => body)
  const read = [...page.matchAll(/ -d @- <<'?JSON'?\n([\s\S]+?)\nJSON\n/g)].map(([, body = '']) =>
    body
      .replaceAll('\n', '')
      .replaceAll(/\$\(.*?\)/g, '1')
      .replaceAll('\\$', '$'),
  )
  return [...inPlace, ...read]
}

describe('the documentation', () => {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
  const examples = new Set(EXAMPLE_GROUPS.flatMap((group) => group.examples.map(({ name }) => name)))

  test.each(pages)('%s: what it shows of GraphQL fits the schema', (name) => {
    // What the quick start sends, another test sends.
    const bodies = name === 'quick-start.md' ? [] : documentedBodies(textOf(name))
    // A body may name a document instead.
    const queries = bodies.flatMap((body) => (JSON.parse(body) as { query?: string }).query ?? [])
    for (const code of [...samplesOf(name, 'graphql'), ...queries]) {
      expect(validate(schema, parse(code)).map(({ message }) => `${message} in ${code}`)).toEqual([])
    }
  })

  test('links into the explorer lead to examples that there are', () => {
    const links = pages.flatMap((name) =>
      [...textOf(name).matchAll(/\/graphiql\?example=(\w+)/g)].map(([, one = '']) => one),
    )
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((one) => !examples.has(one))).toEqual([])
  })

  test('every error has its cause and its cure', () => {
    const rows = new Set(
      [...textOf('errors.md').matchAll(/^\| `([A-Z_]+)` \| [^|]+ \| [^|]+ /gm)].map(([, code]) => code),
    )
    const codes = [...USER_ERROR_CODES, ...REQUEST_ERROR_CODES, 'OVERLOADED', 'UNAVAILABLE']
    expect(codes.filter((code) => !rows.has(code))).toEqual([])
  })

  test('every job of the worker is told of', () => {
    const jobs = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testkit'))
      .flatMap((name) => [
        ...readFileSync(path.join('src', name), 'utf8').matchAll(/defineJob<[^(]*\(\{\s*name: '(\w+)'/g),
      ])
      .map(([, name]) => name)
    expect(jobs.length).toBeGreaterThan(20)
    expect(jobs.filter((name) => !textOf('operations.md').includes(`\`${name}\``))).toEqual([])
  })

  test('code stands in fences: they are checked, have colors, and can be scrolled by keyboard', () => {
    const indented = pages.filter((name) => /\n\n {4}\S/.test(textOf(name).replaceAll(/^```[\s\S]*?^```/gm, '')))
    expect(indented).toEqual([])
  })

  test('every page stands in the sidebar', () => {
    const sidebar = readFileSync('docs/.vitepress/sidebar.ts', 'utf8')
    const missing = pages.filter((name) => name !== 'index.md' && !sidebar.includes(`'/${name.replace('.md', '')}'`))
    expect(missing).toEqual([])
  })
})

/** Whether a program is there; where all tests are to run, it has to be. */
function has(program: string): boolean {
  const folders = process.env['PATH']?.split(path.delimiter) ?? []
  return process.env['CI'] === 'true' || folders.some((folder) => existsSync(path.join(folder, program)))
}

/** The compiler of Go reads much of its library when it is first run. */
const MINUTES_MS = 180_000

describe('the code that verifies webhooks', () => {
  const run = promisify(execFile)
  const secret = `whsec_${Buffer.from('a fictional secret of a test').toString('base64')}`
  const body = JSON.stringify({ type: 'order.completed', data: { note: 'Žďár' } })
  const at = new Date('2026-11-20T12:00:00Z')
  const seconds = at.getTime() / 1000
  const byNobody = createHmac('sha256', '').update(`evt_1.${seconds}.${body}`).digest('base64')
  const signature = `v1,AAAA ${new Webhook(secret).sign('evt_1', at, body)} v1,${byNobody}`
  /** What is genuine, and what is not: another body, a late request, no secret, another one. */
  const GOOD = { body, now: seconds, secret }
  const cases = [
    { body, now: seconds + 299, secret, genuine: true },
    { body: `${body} `, now: seconds, secret, genuine: false },
    { body, now: seconds + 301, secret, genuine: false },
    { body, now: seconds, secret: '', genuine: false },
    { body, now: seconds, secret: `whsec_${Buffer.from('another one').toString('base64')}`, genuine: false },
    // What anybody may send.
    ...['x', 'NaN', '', '9'.repeat(40)].map((timestamp) => ({ ...GOOD, timestamp, genuine: false })),
    ...['', 'v1', 'v1,%%%', 'v1,é', 'v2,AAAA'].map((given) => ({ ...GOOD, signature: given, genuine: false })),
    { ...GOOD, signature: `v1,%%% ${signature}`, genuine: true },
  ].map((one) => ({ timestamp: String(seconds), signature, ...one }))
  const folder = mkdtempSync(path.join(tmpdir(), 'profiles-gateway-test-'))
  const fileWith = (name: string, content: string): string => {
    const file = path.join(folder, name)
    writeFileSync(file, content)
    return file
  }
  const only = (language: string): string => samplesOf('webhook-verification.md', language)[0] ?? ''

  test('in TypeScript', async () => {
    const module = fileWith('verify.mts', only('ts'))
    const { transform } = await import('@swc/core')
    const { code } = await transform(readFileSync(module, 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    })
    const program = `${code}
      for (const one of JSON.parse(process.argv[2])) {
        const headers = new Headers({ 'webhook-id': 'evt_1', 'webhook-timestamp': one.timestamp })
        try { headers.set('webhook-signature', one.signature) } catch { continue }
        if (isGenuine(one.secret, headers, one.body, one.now) !== one.genuine) process.exit(1)
      }`
    await run(process.execPath, [fileWith('verify.mjs', program), JSON.stringify(cases)])
  })

  test('in JavaScript with a library, as a whole receiver', async () => {
    const [receiver = ''] = samplesOf('webhooks.md', 'js')
    expect(receiver).toContain('.listen(8443)')
    const program = `process.env.WEBHOOK_SECRET = ${JSON.stringify(secret)}
      const enqueued = []
      const enqueue = async (id, event) => enqueued.push([id, event.data.note])
      ${receiver.trim().replace('.listen(8443)', ".listen(0, '127.0.0.1', tryIt)")}
      async function tryIt() {
        const answers = []
        for (const one of JSON.parse(process.argv[2])) {
          const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': one.timestamp, 'webhook-signature': one.signature }
          const url = 'http://127.0.0.1:' + this.address().port
          answers.push((await fetch(url, { method: 'POST', headers, body: one.body })).status)
        }
        console.log(JSON.stringify({ answers, enqueued }))
        this.close()
      }`
    // The library goes by the clock of the machine.
    const now = new Date()
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const good = { body, timestamp, signature: new Webhook(secret).sign('evt_1', now, body) }
    const printed = await runModule(program, [JSON.stringify([good, { ...good, body: `${body} ` }])])
    expect(JSON.parse(printed)).toEqual({ answers: [204, 401], enqueued: [['evt_1', 'Žďár']] })
  })

  test('in Python', async () => {
    const program = `${only('python')}
import json, sys
for one in json.loads(sys.argv[1]):
    headers = {"webhook-id": "evt_1", "webhook-timestamp": one["timestamp"], "webhook-signature": one["signature"]}
    assert is_genuine(one["secret"], headers, one["body"].encode(), one["now"]) == one["genuine"], one
assert not is_genuine("whsec_AAAA", {}, b"")
`
    await run('python3', [fileWith('verify.py', program), JSON.stringify(cases)])
  })

  ;(has('go') ? test : test.skip)(
    'in Go',
    async () => {
      const checks = cases.map(
        ({ secret, body, now, genuine, ...given }) =>
          `\theaders.Set("webhook-timestamp", ${JSON.stringify(given.timestamp)})
\theaders.Set("webhook-signature", ${JSON.stringify(given.signature)})
\tif IsGenuine(${JSON.stringify(secret)}, headers, []byte(${JSON.stringify(body)}), time.Unix(${now}, 0)) != ${genuine} { panic(${now}) }`,
      )
      const main = `package main
import ("net/http"; "time")
func main() {
\theaders := http.Header{}
\theaders.Set("webhook-id", "evt_1")
${checks.join('\n')}
}
`
      const sample = fileWith('verify.go', only('go').replace('package webhooks', 'package main'))
      const env = { PATH: process.env['PATH'], HOME: folder, GOCACHE: path.join(folder, 'go'), GO111MODULE: 'off' }
      await run('go', ['run', sample, fileWith('main.go', main)], { env })
    },
    MINUTES_MS,
  )

  ;(has('javac') ? test : test.skip)('in Java', async () => {
    const bytes = (given: string) => JSON.stringify(Buffer.from(given).toString('base64'))
    const checks = cases.map(
      (one) =>
        `if (isGenuine("${one.secret}", "evt_1", "${one.timestamp}", ${JSON.stringify(one.signature)}, Base64.getDecoder().decode(${bytes(one.body)}), ${one.now}L) != ${one.genuine}) throw new Error();`,
    )
    const main = `  public static void main(String[] none) throws Exception {\n${checks.join('\n')}\n  }\n}\n`
    const program = only('java').trimEnd().replace(/\}$/, main)
    await run('java', [fileWith('Webhooks.java', program)])
  })
})
