import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { furnishSandbox } from './development.fixture.js'
import { startTestGateway } from './testkit/test-gateway.js'

const run = promisify(execFile)

/** The commands of the page, as they stand there, but for those that install and start the gateway; the order twice, as it says. */
function commands(): string {
  const blocks = [...readFileSync('docs/quick-start.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(
    ([, text = '']) => text,
  )
  const [install, variables, ...others] = blocks
  expect(install).toBe('npm ci\nnpm start\n')
  expect(variables).toMatch(/^export GATEWAY=http:\/\/localhost:4000\nexport KEY=pgw_test_/)
  return others.flatMap((block) => (block.includes('placeOrder') ? [block, block] : [block])).join('\n')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('the commands of the quick start lead to a PDF', async () => {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const gateway = await startTestGateway({ environment: { PORT: port, PUBLIC_URL: url } })
  try {
    expect(gateway.url).toBe(url)
    const { apiKey, client, organizationId } = await gateway.vendor()
    // As whoever has looked at the explorer before: it has bought what its examples are about.
    await furnishSandbox(client, organizationId)
    const folder = mkdtempSync(path.join(tmpdir(), 'profiles-gateway-test-'))
    const env = { PATH: process.env['PATH'], GATEWAY: url, KEY: apiKey }
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands()], { cwd: folder, env })
    expect(stdout).toMatch(/"name":"Fictional Vendor \d+","mode":"TEST"/)
    expect(stdout.match(/"replayed":\w+|"number":"PO-[^"]+"/g)).toEqual([
      '"replayed":false',
      expect.stringMatching(/PO-/),
      '"replayed":true',
      /"number":"PO-[^"]+"/.exec(stdout)?.[0],
    ])
    expect(stdout.endsWith('%PDF-')).toBe(true)
    expect(readFileSync(path.join(folder, 'profile.pdf')).byteLength).toBeGreaterThan(10_000)
  } finally {
    await gateway.stop()
  }
}, 60_000)
