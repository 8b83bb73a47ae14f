import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Command } from 'commander'
import { pgwProgram, runPgw } from '../scripts/pgw/program.js'
import { rowsOf } from './testkit/census.js'
import { person } from './testkit/people.js'
import { startTestGateway, type TestGateway, type TestVendor } from './testkit/test-gateway.js'

describe('pgw, the operator’s command line', () => {
  let gateway: TestGateway
  let vendor: TestVendor
  const before = { ...process.env }
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { ROLE: 'api' } })
    vendor = await gateway.vendor()
    Object.assign(process.env, { DATABASE_URL: gateway.databaseUrl, NODE_ENV: 'development' })
  })
  afterAll(async () => {
    process.env = before
    await gateway.stop()
  })

  /** Runs a command line; what it wrote, and its exit code. */
  async function pgw(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: '', err: '' }
    const streams = { out: process.stdout, err: process.stderr }
    const writes = { out: streams.out.write, err: streams.err.write }
    const log = console.log
    for (const name of ['out', 'err'] as const) {
      streams[name].write = ((text: string) => {
        said[name] += text
        return true
      }) as typeof process.stdout.write
    }
    console.log = (text: string) => {
      said.out += `${text}\n`
    }
    try {
      return { code: await runPgw(args), ...said }
    } finally {
      console.log = log
      for (const name of ['out', 'err'] as const) streams[name].write = writes[name]
    }
  }
  const jsonOf = <Result>({ code, out, err }: { code: number; out: string; err: string }): Result => {
    if (code !== 0) throw new Error(err)
    return JSON.parse(out) as Result
  }
  const auditedBy = (action: string) =>
    rowsOf<{ actor: string; reason: string; ids: string[] }>(
      gateway,
      `select actor_kind as actor, reason, subject_ids as ids from audit_events where action = $1 order by id`,
      [action],
    )

  test('a key is made, opens the gateway, is listed without its secret, and is revoked', async () => {
    const wanted = ['--vendor', vendor.vendorId, '--mode', 'test', '--name', 'Night build', '--reason', 'asked for']
    const made = jsonOf<{ apiKey: { id: string; mode: string }; key: string }>(
      await pgw('keys', 'create', ...wanted, '--scopes', 'account:read,clinicians:read', '--json'),
    )
    expect(made.apiKey).toMatchObject({ mode: 'TEST', scopes: ['account:read', 'clinicians:read'], expiresAt: null })
    const asked = () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${made.key}` },
        body: JSON.stringify({ query: '{ viewer { mode } }' }),
      }).then(async (response) => [response.status, await response.text()] as const)
    expect((await asked())[0]).toBe(200)

    const listed = await pgw('keys', 'list', '--vendor', vendor.vendorId)
    expect(listed.out).toContain(`${made.apiKey.id}  TEST  active`)
    expect(listed.out).not.toContain(made.key)
    expect((await pgw('keys', 'revoke', made.apiKey.id, '--reason', 'leaked')).out).toContain('is revoked')
    expect((await asked())[0]).toBe(401)
    const { apiKeys } = jsonOf<{ apiKeys: object[] }>(await pgw('keys', 'list', '--json'))
    expect(apiKeys).toContainEqual(expect.objectContaining({ id: made.apiKey.id, state: 'REVOKED' }))
    expect(await auditedBy('API_KEY_REVOKED')).toMatchObject([{ actor: 'OPERATOR', reason: 'leaked' }])
    const again = { code: 1, out: '', err: `no key that is still valid has the id "${made.apiKey.id}"\n` }
    expect(await pgw('keys', 'revoke', made.apiKey.id, '--reason', 'again')).toEqual(again)
  })

  test('the key without --json is all that standard output has', async () => {
    const { out, err } = await pgw(
      ...['keys', 'create', '--vendor', vendor.vendorId, '--mode', 'test', '--name', 'Script', '--reason', 'script'],
    )
    expect(out).toMatch(/^\S+\n$/)
    expect(err).toContain('shown now and never again')
  })

  test('somebody is appointed, listed and dismissed; the last one who can sign in stays', async () => {
    const fay = ['--email', 'fay@publisher.example']
    const appointed = jsonOf<{ user: { id: string }; link: string }>(
      await pgw('users', 'appoint', ...fay, '--name', 'Fay First', '--json'),
    )
    expect(appointed.link).toMatch(/^https?:.*\/password-reset\//)
    const { users } = jsonOf<{ users: object[] }>(await pgw('users', 'list', '--json'))
    expect(users).toContainEqual({
      ...{ id: appointed.user.id, email: 'fay@publisher.example', fullName: 'Fay First', activatedAt: null },
    })
    expect((await pgw('users', 'list')).out).toContain(`${appointed.user.id}  not activated`)
    const nobody = await pgw('users', 'dismiss', '--email', 'nobody@publisher.example', '--reason', 'left')
    expect(nobody).toMatchObject({ code: 1, err: 'nobody has this e-mail address\n' })
    await person(gateway, { staff: true })
    expect(await pgw('users', 'dismiss', ...fay, '--reason', 'has left')).toMatchObject({ code: 0, err: '' })
  })

  test('jobs are counted, and those that failed are put back, each with its audit row', async () => {
    await rowsOf(
      gateway,
      `insert into pgboss.job (name, data, state, completed_on, started_on, retry_count, output)
       select 'SendEmail', jsonb_build_object('emailId', 'mail_1', 'name', 'Ada'), 'failed', now() - n * interval '1 minute',
              now(), 3, '{"error": "ECONNREFUSED"}' from generate_series(1, 3) n`,
      [],
    )
    const { queues } = jsonOf<{ queues: { name: string; failed: number }[] }>(await pgw('jobs', 'list', '--json'))
    expect(queues).toContainEqual(expect.objectContaining({ name: 'SendEmail', failed: 3, oldestSeconds: null }))
    expect((await pgw('jobs', 'list')).out).toMatch(/^SendEmail +waiting 0; active 0; failed 3$/m)
    const { jobs } = jsonOf<{ jobs: { id: string; error: string }[] }>(
      await pgw('jobs', 'failed', '--kind', 'SendEmail', '--limit', '2', '--json'),
    )
    expect(jobs).toMatchObject([{ error: 'ECONNREFUSED', attempts: 4 }, { error: 'ECONNREFUSED' }])
    expect(JSON.stringify(jobs)).not.toContain('Ada')

    const id = jobs[0]?.id ?? ''
    expect(await pgw('jobs', 'retry', id, '--reason', 'it is back')).toMatchObject({ code: 0, err: '' })
    const notFailed = { code: 1, err: 'expected a job that failed for good; this one did not\n' }
    expect(await pgw('jobs', 'retry', id, '--reason', 'it is back')).toMatchObject(notFailed)
    const all = await pgw('jobs', 'retry', '--all', '--kind', 'SendEmail', '--reason', 'it is back', '--json')
    expect(jsonOf<{ retried: string[] }>(all).retried).toHaveLength(2)
    expect(await auditedBy('JOB_RETRIED')).toHaveLength(3)
  })

  test('the trail is verified, and a fault is an exit code', async () => {
    const intact = await pgw('audit', 'verify', '--json')
    expect(jsonOf<{ report: { intact: boolean } }>(intact).report.intact).toBe(true)
    const { code, out } = await pgw('audit', 'verify', '--head', `7:${'0'.repeat(64)}`)
    expect([code, out.includes('NOT INTACT')]).toEqual([1, true])
    const exported = await pgw('audit', 'export', '--organization', vendor.organizationId, '--reason', 'asked for')
    expect(exported).toMatchObject({ code: 0, err: '' })
    expect(await auditedBy('AUDIT_EXPORTED')).toMatchObject([{ actor: 'OPERATOR', reason: 'asked for' }])
  })

  test('a file is loaded, first as a trial', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-test-'))
    const file = path.join(folder, 'nothing.csv')
    await writeFile(file, 'NPI\n')
    const rejects = ['--rejects', path.join(folder, 'rejects.csv')]
    const trial = await pgw('load', 'leie', file, '--as-of', '2026-11-10', ...rejects, '--check', '--json')
    expect(trial).toMatchObject({ code: 1, out: '' })
    expect(jsonOf<{ loaders: object[] }>(await pgw('load', '--list', '--json')).loaders.length).toBeGreaterThan(5)
    const itself = { code: 2, err: '--rejects names the file to load\n' }
    expect(await pgw('load', 'leie', file, '--rejects', file)).toMatchObject(itself)
  })

  test('the doctor says what is not well, and what to do', async () => {
    const { findings } = jsonOf<{ findings: { check: string; state: string }[] }>(await pgw('doctor', '--json'))
    expect(findings).toContainEqual(expect.objectContaining({ check: 'database', state: 'OK' }))
    process.env['SMTP_URL'] = 'smtp://127.0.0.1:9'
    const { code, out } = await pgw('doctor')
    delete process.env['SMTP_URL']
    expect([code, /FAIL {2}mail: .*answers E\w+\n {6}check host/.test(out)]).toEqual([1, true])
  })

  test.each([
    ['an unknown command', ['kays'], /unknown command 'kays'\n\(Did you mean keys\?\)/],
    ['an unknown option', ['keys', 'list', '--all'], /unknown option '--all'/],
    ['a missing shell', ['complete'], /missing required argument 'shell'/],
    ['a missing reason', ['keys', 'revoke', 'key_1'], /required option '--reason <text>' not specified/],
    ['a mode that there is not', ['keys', 'create', '--mode', 'both'], /expected test or live/],
    ['one job and all', ['jobs', 'retry', 'x', '--all', '--kind', 'SendEmail', '--reason', 'r'], /expected the id/],
  ])('%s is exit code 2, and changes nothing', async (_what, args, says) => {
    const { code, out, err } = await pgw(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(says)
    expect(err).not.toContain('at ')
  })

  test('an error is one JSON document with --json', async () => {
    const { code, err } = await pgw('keys', 'revoke', 'key_unknown', '--reason', 'leaked', '--json')
    expect([code, JSON.parse(err)]).toEqual([
      1,
      { error: { code: 'FAILED', message: 'no key that is still valid has the id "key_unknown"' } },
    ])
    for (const [args, message] of [
      [['keys', 'revoke', 'key_1'], "required option '--reason <text>' not specified"],
      [['keys', 'list', '--all'], "unknown option '--all'"],
      [['jobs', 'retry', '--all', '--reason', 'r'], '--all and --kind go together'],
    ] as const) {
      const wrong = await pgw(...args, '--json')
      expect([wrong.code, wrong.out, JSON.parse(wrong.err)]).toEqual([2, '', { error: { code: 'USAGE', message } }])
    }
  })

  test('what nobody has foreseen is one line without what the database quotes', async () => {
    await rowsOf(gateway, `alter table api_keys rename column name to name_hidden`)
    const wanted = ['--vendor', vendor.vendorId, '--mode', 'test', '--name', 'Ada Example', '--reason', 'r']
    const { code, out, err } = await pgw('keys', 'create', ...wanted)
    await rowsOf(gateway, `alter table api_keys rename column name_hidden to name`)
    expect([code, out]).toEqual([1, ''])
    expect(err).toBe('expected no such failure, got 42703; pgw doctor tells what is not well\n')
  })

  test('a shell completes commands, options and values', async () => {
    const answers = async (...line: string[]) => (await pgw('complete', '--', ...line)).out
    expect(await answers('k')).toContain('keys')
    expect(await answers('jobs', 'retry', '--')).toContain('--kind')
    expect(await answers('jobs', 'failed', '--kind', 'SendE')).toContain('SendEmail')
    const script = (await pgw('complete', 'bash')).out
    // What the shell asks is asked of a function that answers as the program does.
    const completed = async (...line: string[]) => {
      // What the shell asks is asked of a function that answers as the program does, and to exactly this question.
      const typed = `pgw() { [ "$*" = "complete -- $LINE" ] && printf '%s' "$TOLD"; }
        source <(printf '%s' "$SCRIPT")
        COMP_WORDS=(pgw "$@"); COMP_CWORD=$#; COMP_LINE="pgw $LINE"; COMP_POINT=\${#COMP_LINE}
        $(complete -p pgw | sed 's/.*-F \\([^ ]*\\) .*/\\1/') pgw "\${COMP_WORDS[-1]}" "\${COMP_WORDS[-2]}"
        printf '%s\\n' "\${COMPREPLY[@]}"`
      const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', typed, 'bash', ...line], {
        env: { PATH: process.env['PATH'], SCRIPT: script, LINE: line.join(' '), TOLD: await answers(...line) },
      })
      return stdout.trim().split('\n')
    }
    expect(await completed('k')).toEqual(['keys'])
    expect(await completed('keys', 're')).toEqual(['revoke', 'reseal'])
    expect(await completed('jobs', 'failed', '--kind', 'SendE')).toEqual(['SendEmail'])
    for (const shell of ['zsh', 'fish']) expect((await pgw('complete', shell)).out).toContain('pgw complete --')
    // A line that begins with the name of a shell is a question all the same.
    expect(await answers('bash')).not.toContain('COMP_WORDS')
  })

  test('the page about it has every command with every option, and no other', () => {
    const page = readFileSync('docs/cli.md', 'utf8')
    const commands = (command: Command, names: string[]): string[] =>
      command.commands.length === 0
        ? [names.join(' ')]
        : command.commands.flatMap((child) => commands(child, [...names, child.name()]))
    const known = commands(pgwProgram(), ['pgw'])
    const told = [...page.matchAll(/^### `(pgw [a-z -]+)`$/gm)].map(([, name = '']) => name)
    expect(told.sort()).toEqual(known.sort())
    const options = (command: Command): string[] => [
      ...command.options.map(({ long }) => long ?? ''),
      ...command.commands.flatMap(options),
    ]
    expect(options(pgwProgram()).filter((option) => !page.includes(`\`${option}`))).toEqual([])
  })
})
