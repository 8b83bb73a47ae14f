import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../../src/kernel/package-root.js'

/** Where those servers are that come with packages of their own. */
export const SERVERS = 'bench/peers/servers'

/** Installs their packages by their own lock file, unless they are there; no script of a package runs. */
export async function installServers(say: (text: string) => void): Promise<void> {
  const folder = path.join(packageRoot(), SERVERS)
  if (existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return
  say(`installing the other servers in ${SERVERS}`)
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' })
  const [code] = (await once(npm, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`npm ci failed in ${folder}: run it there to see why`)
}
