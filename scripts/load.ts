import path from 'node:path'
import { Command, CommanderError } from 'commander'
import { systemClock } from '../src/kernel/clock.js'
import { LoadError } from '../src/sources/load.error.js'
import { describeLoad } from '../src/sources/load.report.js'
import { loadNppes } from '../src/sources/nppes/nppes.load.js'
import { createProgressDisplay } from './lib/load-progress.js'
import { openScriptDatabase, ScriptError } from './lib/script-database.js'

async function loadNppesFile(file: string, options: { rejects?: string }): Promise<void> {
  const rejectsFile = options.rejects ?? `${path.basename(file, '.csv')}.rejects.csv`
  if (path.resolve(rejectsFile) === path.resolve(file)) throw new ScriptError('--rejects names the file to load')
  const { database, close } = await openScriptDatabase()
  const display = createProgressDisplay()
  try {
    const onProgress = display.update.bind(display)
    const report = await loadNppes(database, systemClock, { file, rejectsFile, actor: 'OPERATOR', onProgress })
    display.stop()
    process.stdout.write(`${describeLoad(report).join('\n')}\n`)
  } finally {
    display.stop()
    await close()
  }
}

const program = new Command('load').description('Loads a public file into the directory of clinicians.').exitOverride()
program
  .command('nppes')
  .description('the NPPES main file (npidata_pfile_….csv), monthly or weekly, unpacked')
  .argument('<file>', 'the file to load')
  .option('--rejects <file>', 'where rejected rows go (default: <file>.rejects.csv in the present folder)')
  .exitOverride()
  .action(loadNppesFile)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = 1
  if (error instanceof CommanderError) process.exitCode = error.exitCode
  else if (error instanceof LoadError || error instanceof ScriptError) process.stderr.write(`${error.message}\n`)
  else throw error
}
