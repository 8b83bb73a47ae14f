import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { LINK_KEY_BYTES, SECRET_KEY_BYTES } from '../../src/config.secrets.js'
import { removeEmbeddedServer } from '../../src/db/embedded-server.js'
import { MortalDatabase } from './crash.database.js'
import { Dice } from './crash.dice.js'
import { makeSigningFiles } from './crash.environment.js'
import { Fleet } from './crash.fleet.js'
import { SlowMailServer } from './crash.mail.js'
import { prepareWorld, type World } from './crash.world.js'

/** What a run is undone by, the last first. */
export type Undo = () => Promise<unknown>

/** What one run is made of. */
export interface Run {
  dice: Dice
  mail: SlowMailServer
  database: MortalDatabase
  databaseUrl: string
  world: World
  fleet: Fleet
  say(text: string): void
}

/** A throw-away database with a furnished world, a mail server, and the gateway's processes, which are up. */
export async function prepareRun(seed: number, logs: string | null, undo: Undo[]): Promise<Run> {
  const startedAt = performance.now()
  const say = (text: string) =>
    console.log(`${String(Math.round((performance.now() - startedAt) / 1000)).padStart(4)} s  ${text}`)
  say(`seed ${seed}`)
  const dice = new Dice(seed)
  const mail = new SlowMailServer(dice.fork())
  const smtpPort = await mail.start()
  undo.push(() => mail.stop())
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-crash-'))
  undo.push(() => removeEmbeddedServer(dataDirectory))
  const database = await MortalDatabase.start(dataDirectory, 'crash')
  const databaseUrl = database.url('crash')
  undo.push(() => database.stop())
  const world = await prepareWorld(databaseUrl)
  undo.push(() => world.close())
  const linkSigningKey = randomBytes(LINK_KEY_BYTES).toString('base64')
  const secretEncryptionKey = randomBytes(SECRET_KEY_BYTES).toString('base64')
  const signing = await makeSigningFiles()
  undo.push(() => signing.remove())
  const fleet = new Fleet({ databaseUrl, smtpPort, linkSigningKey, secretEncryptionKey, signing }, logs)
  undo.push(async () => fleet.killAll())
  await fleet.start()
  say(`${fleet.members.map(({ name }) => name).join(', ')} are up`)
  return { dice, mail, database, databaseUrl, world, fleet, say }
}
