import { Command, InvalidArgumentError } from 'commander'
import { compareWithPdfkit } from './pdf.peer.js'
import { measureRequests } from './pdf.requests.js'

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number above 0.')
  return number
}

await new Command('bench pdf')
  .description('Measures how fast documents are rendered and signed, and what that does to requests.')
  .option('--rounds <number>', 'rounds of the comparison with pdfkit', positive, 8)
  .option('--requests <number>', 'requests per second while documents are rendered', positive, 50)
  .action(async ({ rounds, requests }: { rounds: number; requests: number }) => {
    const undo: (() => Promise<unknown>)[] = []
    try {
      const isFaster = await compareWithPdfkit(rounds)
      const isCalm = await measureRequests(requests, undo)
      if (!isFaster || !isCalm) process.exitCode = 1
    } finally {
      for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error))
    }
  })
  .parseAsync()
