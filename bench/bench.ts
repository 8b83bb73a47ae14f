import { spawn } from 'node:child_process'
import path from 'node:path'
import { Command } from 'commander'

/** What can be measured: each is a program of its own, with options of its own. */
const BENCHMARKS: Readonly<Record<string, string>> = {
  peers: 'how many requests a second the gateway and other servers answer, on one database with the same operations',
  growth: 'how much slower operations become as the database grows',
  load: 'how fast files are loaded into the directory, against what PostgreSQL itself needs for them',
  search: 'how long every search takes in the database at millions of clinicians, and how it is answered',
  bulk: 'how long bulk look-ups take, by call and by roster',
  pdf: 'how fast documents are rendered and signed, against pdfkit making the same, and what that does to requests',
  receipts: 'how fast one worker makes the receipts of a day of a million orders, and how much memory it takes',
  monitoring:
    'how quickly changes of 100,000 monitored clinicians are told, and whether a killed process loses or doubles any',
  cost: 'what it takes to charge a request what it costs, by SQL and in the process',
  audit: 'what the audit trail costs a request, and how quickly it is sealed and verified',
}

const program = new Command('bench').description('Measures the gateway on this machine.')
for (const [name, description] of Object.entries(BENCHMARKS)) {
  program
    .command(name)
    .description(description)
    .helpOption(false)
    .allowUnknownOption()
    .argument('[options...]')
    .action((options: string[]) => {
      const script = path.join(import.meta.dirname, name, `${name}.js`)
      const child = spawn(process.execPath, ['--enable-source-maps', script, ...options], { stdio: 'inherit' })
      // The child is told by the terminal itself, and cleans up.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
      child.once('exit', (code) => process.exit(code ?? 1))
    })
}
await program.parseAsync()
