import { Command } from 'commander'
import { checkUp } from '../../src/doctor.js'
import { NotWell } from './operator.js'
import { JSON_OPTION, type OutputOptions, print } from './output.js'

const MARKS = { OK: 'ok  ', WARN: 'warn', FAIL: 'FAIL' } as const

async function doctor(options: OutputOptions): Promise<void> {
  const findings = await checkUp()
  const told = findings.map(({ check, state, says, cure }) => {
    return `${MARKS[state]}  ${check}: ${says}${cure === null ? '' : `\n      ${cure}`}`
  })
  print(options, { findings }, told)
  if (findings.some(({ state }) => state === 'FAIL')) throw new NotWell()
}

const EXAMPLES = `
Exit code 0: nothing fails; 1: something does.

Examples:
  pgw doctor
  pgw doctor --json | jq '.findings[] | select(.state != "OK")'`

/** `pgw doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('checks configuration, database, mail server, certificate, clock and waiting work; changes nothing')
    .option(...JSON_OPTION)
    .addHelpText('after', EXAMPLES)
    .action(doctor)
}
