import { rm } from 'node:fs/promises'
import { Command } from 'commander'
import { EMBEDDED_DATA_DIRECTORY, STATE_DIRECTORY } from '../../src/db/database-server.js'
import { removeEmbeddedServer } from '../../src/db/embedded-server.js'
import { JSON_OPTION, type OutputOptions, print } from './output.js'

/** Stops the embedded server, whoever uses it, and deletes its data and all other kept state. */
async function reset(options: OutputOptions): Promise<void> {
  await removeEmbeddedServer(EMBEDDED_DATA_DIRECTORY)
  await rm(STATE_DIRECTORY, { recursive: true, force: true })
  print(options, { emptied: STATE_DIRECTORY }, [`${STATE_DIRECTORY} is empty; the next start begins anew`])
}

/** `pgw reset` */
export function resetCommand(): Command {
  return new Command('reset')
    .description('empties ./var, what development keeps between starts; a database of DATABASE_URL is left alone')
    .option(...JSON_OPTION)
    .addHelpText('after', '\nExample:\n  pgw reset')
    .action(reset)
}
