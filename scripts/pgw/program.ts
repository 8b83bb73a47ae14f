import { Command, CommanderError } from 'commander'
import { ConfigError } from '../../src/config.js'
import { failureCode } from '../../src/jobs/job.failure.js'
import { RequestError, UserErrors } from '../../src/kernel/errors.js'
import { LoadError } from '../../src/sources/load.error.js'
import { auditCommand } from './audit.command.js'
import { addCompletion } from './completion.js'
import { doctorCommand } from './doctor.command.js'
import { jobsCommand } from './jobs.command.js'
import { keysCommand } from './keys.command.js'
import { loadCommand } from './load.command.js'
import { NotWell, OperatorError, UsageError } from './operator.js'
import { note } from './output.js'
import { resetCommand } from './reset.command.js'
import { usersCommand } from './users.command.js'

/** It was done, and found to be well. */
const DONE = 0
const FAILED = 1
/** The call is wrong: nothing was looked at, nothing changed. */
const MISUSED = 2

const AFTER = `
Commands work on the database of DATABASE_URL, or on the one that development keeps in ./var, and bring it up to date.

Exit codes: 0 done; 1 failed, or found not to be well; 2 the call is wrong, and nothing was changed.
Completion:  source <(pgw complete bash)     also zsh, fish and powershell`

/** The program, as its help tells it. `writeError` takes what it says of a wrong call. */
export function pgwProgram(writeError: (text: string) => void = toStandardError): Command {
  const program = new Command('pgw').description('What the operator of a profiles gateway does.')
  const commands = [
    loadCommand(),
    keysCommand(),
    usersCommand(),
    jobsCommand(),
    auditCommand(),
    doctorCommand(),
    resetCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  // It copies the settings of the program as they are now.
  addCompletion(program.exitOverride().configureOutput({ writeErr: writeError }))
  return withSettings(program.addHelpText('after', AFTER), writeError)
}

const toStandardError = (text: string): void => void process.stderr.write(text)

/** What is added whole takes no settings over by itself. */
function withSettings(command: Command, writeErr: (text: string) => void): Command {
  for (const child of command.commands) withSettings(child, writeErr)
  return command.exitOverride().configureOutput({ writeErr })
}

/** Runs one command line; resolves to the exit code. */
export async function runPgw(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  try {
    await pgwProgram(json ? () => undefined : undefined).parseAsync(args, { from: 'user' })
    return DONE
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return DONE
    // It has said what there is to say.
    if (error instanceof NotWell) return FAILED
    const misused = error instanceof UsageError || error instanceof CommanderError
    const code = misused ? 'USAGE' : 'FAILED'
    if (json) note(JSON.stringify({ error: { code, message: messageOf(error) } }))
    else if (!(error instanceof CommanderError)) note(messageOf(error))
    return misused ? MISUSED : FAILED
  }
}

/** Of what nobody has foreseen the code alone: a message or a stack of the database could quote a person. */
function messageOf(error: unknown): string {
  if (error instanceof UserErrors) return error.items.map(({ message }) => message).join('; ')
  if (error instanceof CommanderError) {
    return error.code === 'commander.help' ? 'expected a command; see --help' : error.message.replace(/^error: /, '')
  }
  const expected = [OperatorError, UsageError, LoadError, RequestError, ConfigError]
  return expected.some((kind) => error instanceof kind)
    ? (error as Error).message
    : `expected no such failure, got ${failureCode(error)}; pgw doctor tells what is not well`
}
