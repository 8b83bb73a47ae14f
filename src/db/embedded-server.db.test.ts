import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import pg from 'pg'

import { removeEmbeddedServer, startEmbeddedServer } from './embedded-server.js'

const isRoot = process.getuid?.() === 0
const testAsRoot = isRoot ? test : test.skip

let root: string
const folders: string[] = []
const starters: ChildProcess[] = []

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'embedded server '))
  // Under root PostgreSQL runs as somebody else, who must be able to pass through.
  await chmod(root, 0o711)
  await buildStarter()
})

afterAll(async () => {
  for (const starter of starters) starter.kill('SIGKILL')
  for (const folder of folders) await removeEmbeddedServer(folder)
  await rm(root, { recursive: true, force: true })
})

describe('an embedded server', () => {
  test('starts with the character set and the safety of production, and keeps strangers out', async () => {
    const server = await startEmbeddedServer({ dataDirectory: newFolder() })
    const url = server.url('postgres')
    const settings = await ask(url, [
      'server_encoding',
      'data_checksums',
      'fsync',
      'listen_addresses',
      'unix_socket_directories',
      'max_connections',
      'TimeZone',
    ])
    expect(settings).toEqual(['UTF8', 'on', 'on', '127.0.0.1', '', '200', 'UTC'])
    const locale = `SELECT concat(datlocprovider, ' ', datlocale) AS value FROM pg_database WHERE datname = 'template1'`
    expect(await query(url, locale)).toEqual(['b C.UTF-8'])

    const guess = new URL(url)
    guess.password = 'guess'
    await expect(query(guess.href, 'SELECT 1 AS value')).rejects.toMatchObject({ code: '28P01' })
    await server.stop()
    await expect(query(url, 'SELECT 1 AS value')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('finds yesterday’s data again, under the same password in a file that only its owner reads', async () => {
    const dataDirectory = newFolder()
    const yesterday = await startEmbeddedServer({ dataDirectory })
    await Promise.all([yesterday.createDatabaseIfMissing('ledger'), yesterday.createDatabaseIfMissing('ledger')])
    await query(yesterday.url('ledger'), `CREATE TABLE entry AS SELECT 'kept' AS value`)
    await yesterday.stop()

    const today = await startEmbeddedServer({ dataDirectory })
    await today.createDatabaseIfMissing('ledger')
    expect(await query(today.url('ledger'), 'SELECT value FROM entry')).toEqual(['kept'])
    expect(new URL(today.url('x')).password).toBe(new URL(yesterday.url('x')).password)
    const { mode } = await stat(path.join(dataDirectory, 'cluster', 'password'))
    expect(mode & 0o777).toBe(0o600)
    await today.stop()
  })

  test('survives the kill of its starter and is joined by the next', async () => {
    const dataDirectory = newFolder()
    const starter = await runStarter(dataDirectory)
    const born = await startTime(starter.url)
    starter.process.kill('SIGKILL')
    await once(starter.process, 'exit')

    const next = await startEmbeddedServer({ dataDirectory })
    expect(await startTime(next.url('postgres'))).toEqual(born)
    await next.stop()
    await expect(startTime(next.url('postgres'))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('is shared by processes that start at once, and the last one out turns off the light', async () => {
    const dataDirectory = newFolder()
    const [first, second] = await Promise.all([runStarter(dataDirectory), runStarter(dataDirectory)])
    expect(first.url).toBe(second.url)

    await first.stop()
    expect(await startTime(second.url)).toHaveLength(1)
    await second.stop()
    await expect(startTime(second.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('stays up for a client that is no gateway', async () => {
    const dataDirectory = newFolder()
    const server = await startEmbeddedServer({ dataDirectory })
    const guest = new pg.Client({ connectionString: server.url('postgres') })
    await guest.connect()
    await server.stop()
    expect((await guest.query('SELECT 1')).rowCount).toBe(1)
    await guest.end()
  })

  test('is there for whoever starts while the last one leaves', async () => {
    const dataDirectory = newFolder()
    let current = await startEmbeddedServer({ dataDirectory })
    for (let round = 0; round < 5; round++) {
      const leaving = current.stop()
      await sleep(round * 10)
      const [next] = await Promise.all([startEmbeddedServer({ dataDirectory }), leaving])
      expect(await startTime(next.url('postgres'))).toHaveLength(1)
      current = next
    }
    await current.stop()
  })

  test('starts over a pid file that a power cut left, whoever has that process id now', async () => {
    const dataDirectory = newFolder()
    await (await startEmbeddedServer({ dataDirectory })).stop()
    const deadProcess = 4_194_303
    for (const pid of [deadProcess, process.pid]) {
      const pidFile = path.join(dataDirectory, 'cluster', 'data', 'postmaster.pid')
      await writeFile(pidFile, `${pid}\n/elsewhere\n1700000000\n1\n\n127.0.0.1\n0 0\nready   \n`)
      await chmod(pidFile, 0o666)
      const server = await startEmbeddedServer({ dataDirectory })
      expect(await startTime(server.url('postgres'))).toHaveLength(1)
      await server.stop()
    }
  })

  test('recovers from its own kill', async () => {
    const dataDirectory = newFolder()
    const server = await startEmbeddedServer({ dataDirectory })
    await query(server.url('postgres'), `CREATE TABLE entry AS SELECT 'committed' AS value`)
    process.kill(await postmasterId(dataDirectory), 'SIGKILL')

    const next = await startEmbeddedServer({ dataDirectory })
    expect(await query(next.url('postgres'), 'SELECT value FROM entry')).toEqual(['committed'])
    await server.stop()
    expect(await startTime(next.url('postgres'))).toHaveLength(1)
    await next.stop()
  })

  test('starts after a first start that was killed half way', async () => {
    const dataDirectory = newFolder()
    const starter = startChild(dataDirectory)
    while (!(await names(dataDirectory)).some((name) => name.startsWith('initdb-'))) await sleep(5)
    await sleep(100)
    starter.kill('SIGKILL')
    expect(await names(dataDirectory)).not.toContain('cluster')

    const server = await startEmbeddedServer({ dataDirectory })
    expect(await startTime(server.url('postgres'))).toHaveLength(1)
    await server.stop()
  })

  test('leaves nothing behind when it is ephemeral', async () => {
    const dataDirectory = newFolder()
    const server = await startEmbeddedServer({ dataDirectory, ephemeral: true })
    expect(await ask(server.url('postgres'), ['fsync', 'full_page_writes'])).toEqual(['off', 'off'])
    await server.stop()
    await expect(lstat(dataDirectory)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('does not take over a folder with something else in it', async () => {
    const dataDirectory = newFolder()
    await mkdir(dataDirectory)
    await writeFile(path.join(dataDirectory, 'thesis.txt'), '')
    await expect(startEmbeddedServer({ dataDirectory })).rejects.toThrow(/holds thesis\.txt and no embedded PostgreSQL/)
    await expect(removeEmbeddedServer(dataDirectory)).rejects.toThrow(/thesis\.txt/)
    await rm(dataDirectory, { recursive: true })
  })

  testAsRoot(
    'lies elsewhere if the unprivileged account cannot reach the folder, and is found there again',
    async () => {
      const closed = path.join(root, 'closed')
      await mkdir(closed, { mode: 0o700 })
      const dataDirectory = newFolder('closed')
      const server = await startEmbeddedServer({ dataDirectory })
      await query(server.url('postgres'), `CREATE TABLE entry AS SELECT 'kept' AS value`)
      await server.stop()
      expect((await lstat(dataDirectory)).isSymbolicLink()).toBe(true)
      const { mode, uid } = await stat(dataDirectory)
      expect({ mode: mode & 0o777, uid }).toEqual({ mode: 0o710, uid: 0 })

      const again = await startEmbeddedServer({ dataDirectory })
      expect(await query(again.url('postgres'), 'SELECT value FROM entry')).toEqual(['kept'])
      await again.stop()
      const folder = await realpath(dataDirectory)
      await removeEmbeddedServer(dataDirectory)
      await expect(lstat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
      await expect(lstat(dataDirectory)).rejects.toMatchObject({ code: 'ENOENT' })
    },
  )
})

let folderCount = 0
function newFolder(parent = '.'): string {
  folderCount += 1
  const folder = path.join(root, parent, `server ${folderCount}`)
  folders.push(folder)
  return folder
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

async function postmasterId(dataDirectory: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataDirectory, 'cluster', 'data', 'postmaster.pid'), 'utf8'), 10)
}

async function query(url: string, sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ value: string }>(sql)).rows.map((row) => row.value)
  } finally {
    await client.end()
  }
}

async function ask(url: string, settings: readonly string[]): Promise<string[]> {
  return query(url, `SELECT current_setting(name) AS value FROM unnest('{${settings}}'::text[]) AS name`)
}

async function startTime(url: string): Promise<string[]> {
  return query(url, 'SELECT pg_postmaster_start_time()::text AS value')
}

interface Starter {
  readonly process: ChildProcess
  readonly url: string
  stop(): Promise<void>
}

/** A process of its own that starts the server of a folder, tells the address, and stops when it is told to. */
async function buildStarter(): Promise<void> {
  const source = path.join(import.meta.dirname, 'embedded-server.ts')
  await build({
    stdin: {
      contents: `
        import { startEmbeddedServer } from './embedded-server.js'
        startEmbeddedServer({ dataDirectory: process.argv[2] }).then((server) => {
          console.log(server.url('postgres'))
          process.stdin.once('data', () => server.stop().then(() => process.exit(0)))
        })`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    define: { 'import.meta.url': 'sourceUrl' },
    banner: {
      js: `const sourceUrl = require('node:url').pathToFileURL(${JSON.stringify(source)}).href
        require = require('node:module').createRequire(sourceUrl)`,
    },
    outfile: path.join(root, 'starter.cjs'),
    logLevel: 'error',
  })
}

function startChild(dataDirectory: string): ChildProcess {
  const child = spawn(process.execPath, [path.join(root, 'starter.cjs'), dataDirectory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  starters.push(child)
  return child
}

async function runStarter(dataDirectory: string): Promise<Starter> {
  const child = startChild(dataDirectory)
  if (child.stdin === null || child.stdout === null) throw new Error('Expected pipes to the starter')
  const { stdin, stdout } = child
  const [url] = (await once(createInterface({ input: stdout }), 'line')) as [string]
  const stop = async (): Promise<void> => {
    const exit = once(child, 'exit')
    stdin.write('stop\n')
    await exit
  }
  return { process: child, url, stop }
}
