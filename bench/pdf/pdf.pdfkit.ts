import { fileURLToPath } from 'node:url'
import PDFKit from 'pdfkit'
import { canonicalJson } from '../../src/kernel/digest.js'
import { type ProfileDocument, verificationUrl } from '../../src/profiles/profile.document.js'
import type { Stroke } from './pdf.drawing.js'

const HEIGHT = 792
const SIZE: [number, number] = [612, HEIGHT]
const FONTS = {
  regular: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  semibold: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
} as const

/** The typeface, parsed by pdfkit's own parser; kept, for a server would keep it too. */
export type ParsedFonts = Readonly<Record<keyof typeof FONTS, string>>

/** Parses both cuts once. pdfkit takes a parsed font in place of a file, though its types do not say so. */
export function parseFonts(): ParsedFonts {
  const pdf = new PDFKit({ autoFirstPage: false })
  const parsed = Object.entries(FONTS).map(([cut, file]) => {
    pdf.font(fileURLToPath(import.meta.resolve(file)))
    return [cut, (pdf as unknown as { _font: { font: string } })._font.font]
  })
  return Object.fromEntries(parsed) as ParsedFonts
}

/**
 * The same document by pdfkit: the same pages, texts, rules and boxes at the same places, the same typefaces as subsets,
 * the same data attached, link, language, title and PDF/A-3 metadata. It is given the finished layout: what
 * breaking lines and pages costs is counted on our side alone. It lacks the signature, tables and sections in the logical
 * structure (its elements stand in one flat row), and repeatable bytes. `plain` leaves out the structure, the attachment
 * and PDF/A too.
 */
export function drawByPdfkit(
  document: ProfileDocument,
  drawing: readonly (readonly Stroke[])[],
  fonts: ParsedFonts,
  { plain = false } = {},
): Promise<Buffer> {
  const title = `Physician Profile (${document.header.documentNumber})`
  const pdf = new PDFKit({
    size: SIZE,
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    ...(plain ? {} : { subset: 'PDF/A-3a', tagged: true }),
    lang: 'en-US',
    displayTitle: true,
    font: '',
    info: { Title: title, Author: document.publisher.name, CreationDate: new Date(document.header.asOf) },
  })
  const parts: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part))
    pdf.on('end', () => resolve(Buffer.concat(parts)))
    pdf.on('error', reject)
  })
  for (const [cut, font] of Object.entries(fonts)) pdf.registerFont(cut, font)
  const root = plain ? null : pdf.struct('Document')
  if (root !== null) pdf.addStructure(root)
  drawing.forEach((strokes, index) => {
    pdf.addPage()
    for (const stroke of strokes) draw(pdf, root, stroke)
    if (index === 0) pdf.link(496, 46, 62, 74, verificationUrl(document))
  })
  if (root !== null) {
    const data = Buffer.from(canonicalJson(document.content))
    pdf.file(data, { name: 'profile.json', type: 'application/json', creationDate: new Date(document.header.asOf) })
    root.end()
  }
  pdf.end()
  return whole
}

function draw(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement | null, stroke: Stroke): void {
  switch (stroke.kind) {
    case 'element':
      if (root === null) return
      if (stroke.tag === null) pdf.markContent('Artifact', { type: 'Layout' })
      else root.add(pdf.struct(stroke.tag, {}, [pdf.markStructureContent(stroke.tag)]))
      return
    case 'end':
      if (root !== null) pdf.endMarkedContent()
      return
    case 'text': {
      const { text, cut, size, left, baseline, color } = stroke
      pdf.font(cut, size).fillColor(bytesOf(color))
      pdf.text(text, left, HEIGHT - baseline, { lineBreak: false, baseline: 'alphabetic' })
      return
    }
    case 'rule': {
      const { from, to, weight, color } = stroke
      pdf.lineWidth(weight).strokeColor(bytesOf(color))
      pdf
        .moveTo(from[0], HEIGHT - from[1])
        .lineTo(to[0], HEIGHT - to[1])
        .stroke()
      return
    }
    case 'frame':
      pdf.lineWidth(stroke.weight).strokeColor(bytesOf(stroke.color))
      rectangle(pdf, stroke.box)
      pdf.stroke()
      return
    case 'boxes':
      pdf.fillColor(bytesOf(stroke.color))
      for (const box of stroke.boxes) rectangle(pdf, box)
      pdf.fill()
  }
}

function rectangle(pdf: PDFKit.PDFDocument, [left = 0, bottom = 0, width = 0, height = 0]: readonly number[]): void {
  pdf.rect(left, HEIGHT - bottom - height, width, height)
}

function bytesOf([red = 0, green = 0, blue = 0]: readonly number[]): [number, number, number] {
  return [red * 255, green * 255, blue * 255]
}
