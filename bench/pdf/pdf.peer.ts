import { pino } from 'pino'
import { Registry } from 'prom-client'
import { systemClock } from '../../src/kernel/clock.js'
import { renderProfilePdf } from '../../src/profiles/pdf/render-profile-pdf.js'
import type { ProfileDocument } from '../../src/profiles/profile.document.js'
import { CertificateSigner } from '../../src/profiles/signing/certificate.signer.js'
import { makeDevelopmentCertificate } from '../../src/profiles/signing/development.certificate.js'
import { openSigningIdentity } from '../../src/profiles/signing/signing.identity.js'
import { madeUpDocument } from './pdf.documents.js'
import { drawingOf, type Stroke } from './pdf.drawing.js'
import { drawByPdfkit, parseFonts } from './pdf.pdfkit.js'

const DOCUMENTS = 24
/** So often each document is made before anything is measured, until the compiler is done with both. */
const WARM_UP_ROUNDS = 3

interface Example {
  document: ProfileDocument
  drawing: readonly (readonly Stroke[])[]
}

/** Documents per second of processor time, ours and pdfkit's in turns; true if ours are made faster. */
export async function compareWithPdfkit(rounds: number): Promise<boolean> {
  const identity = openSigningIdentity(await makeDevelopmentCertificate(systemClock.now()), systemClock.now())
  const signer = new CertificateSigner(identity, pino({ level: 'silent' }), systemClock, new Registry())
  const fonts = parseFonts()
  const makers = {
    rendered: ({ document }: Example) => renderProfilePdf(document),
    signed: async ({ document }: Example) => signer.sign(await renderProfilePdf(document), systemClock.now()),
    pdfkit: ({ document, drawing }: Example) => drawByPdfkit(document, drawing, fonts),
    plainPdfkit: ({ document, drawing }: Example) => drawByPdfkit(document, drawing, fonts, { plain: true }),
  }
  const examples: Example[] = []
  for (let serial = 1; serial <= DOCUMENTS; serial++) {
    const document = madeUpDocument(serial)
    examples.push({ document, drawing: await drawingOf(await renderProfilePdf(document)) })
  }
  const [example] = examples
  if (example === undefined) return false
  const bytes = [(await makers.signed(example)).length, (await makers.pdfkit(example)).length]
  console.log(`${example.drawing.length} pages; ${bytes[0]} bytes, by pdfkit ${bytes[1]}`)
  const names = ['rendered', 'signed', 'pdfkit', 'plainPdfkit'] as const
  const paces: Record<(typeof names)[number], number[]> = { rendered: [], signed: [], pdfkit: [], plainPdfkit: [] }
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const from = process.cpuUsage()
      for (const each of examples) await makers[name](each)
      const { user, system } = process.cpuUsage(from)
      if (round >= 0) paces[name].push((examples.length * 1_000_000) / (user + system))
    }
  }
  for (const name of names)
    console.log(`  ${name.padEnd(11)} ${median(paces[name]).toFixed(1)} documents/s of one core`)
  const [against, againstPlain] = (['pdfkit', 'plainPdfkit'] as const).map((peer) =>
    median(paces.signed.map((pace, round) => pace / (paces[peer][round] ?? pace))),
  )
  console.log(
    `  ours, signed: ×${against?.toFixed(2)} of pdfkit, ×${againstPlain?.toFixed(2)} of pdfkit without tags and data`,
  )
  return Math.min(against ?? 0, againstPlain ?? 0) > 1
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
