import { Command } from 'commander'
import { checkUp } from '../src/doctor.js'

const MARKS = { OK: 'ok  ', WARN: 'warn', FAIL: 'FAIL' } as const

await new Command('doctor')
  .description('Checks configuration, database, mail server, certificate, clock and waiting work; changes nothing.')
  .option('--json', 'one document: [{ check, state, says, cure }]')
  .addHelpText('after', '\nExit code 0: nothing fails; 1: something does.')
  .action(async ({ json = false }: { json?: boolean }) => {
    const findings = await checkUp()
    if (json) console.log(JSON.stringify(findings, null, 2))
    else
      for (const { check, state, says, cure } of findings)
        console.log(`${MARKS[state]}  ${check}: ${says}${cure === null ? '' : `\n      ${cure}`}`)
    if (findings.some(({ state }) => state === 'FAIL')) process.exitCode = 1
  })
  .parseAsync()
