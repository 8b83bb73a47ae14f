import fontkit, { type Font } from '@pdf-lib/fontkit'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A line of text as it is drawn, with its place in points from the lower left corner; blanks at its end do not count. */
export interface PdfLine {
  text: string
  left: number
  bottom: number
  width: number
  /** Of the type, in points. */
  size: number
}

/** One page: its text in the order of the file, with single blanks. */
export interface PdfPage {
  text: string
}

/** A character as a page shows it, with the outline that the embedded font has for it. */
export interface PdfGlyph {
  font: string
  character: string
  outline: string
}

/** What another program than the one that wrote it finds in a PDF. */
export interface ReadPdf {
  pages: PdfPage[]
  text: string
  info: Readonly<Record<string, unknown>>
  /** Titles of the outline with the index of the page that each leads to. */
  bookmarks: { title: string; page: number }[]
  links: string[]
  displaysTitle: boolean
  /** Fingerprint of the file, from its trailer. */
  id: string | null
  /** Metadata in XML, as it stands in the file. */
  xmp: string
  /** Attached files by name. */
  attachments: Readonly<Record<string, Uint8Array>>
}

/** A marked sequence of a page's content: whose it is, its number (null for an artifact), and how much it draws. */
export interface PdfSequence {
  tag: string
  mcid: number | null
  drawn: number
}

/** Opens a PDF with pdf.js. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await open(bytes)
  const pages: PdfPage[] = []
  const links: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const texts = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str.trimEnd()] : []))
    pages.push({ text: texts.join(' ') })
    const annotations = (await page.getAnnotations()) as { url?: string }[]
    links.push(...annotations.flatMap(({ url }) => url ?? []))
  }
  const bookmarks = []
  for (const { title, dest } of (await pdf.getOutline()) ?? []) {
    const [target] = dest as [Parameters<typeof pdf.getPageIndex>[0]]
    bookmarks.push({ title, page: await pdf.getPageIndex(target) })
  }
  const { info, metadata } = await pdf.getMetadata()
  const attached = ((await pdf.getAttachments()) ?? {}) as Record<string, { content: Uint8Array }>
  const preferences = (await pdf.getViewerPreferences()) as { DisplayDocTitle?: boolean } | null
  const result = {
    pages,
    text: pages.map((page) => page.text).join(' '),
    info: info as Record<string, unknown>,
    bookmarks,
    links,
    displaysTitle: preferences?.DisplayDocTitle === true,
    id: pdf.fingerprints[0] ?? null,
    xmp: (metadata as { getRaw(): string } | null)?.getRaw() ?? '',
    attachments: Object.fromEntries(Object.entries(attached).map(([name, { content }]) => [name, content])),
  }
  await pdf.loadingTask.destroy()
  return result
}

const DRAWING = new Set([OPS.showText, OPS.constructPath, OPS.paintImageXObject, OPS.paintFormXObjectBegin])

/** The marked sequences of every page, in order; what is drawn outside of one, or in one inside of another, fails. */
export async function readSequences(bytes: Uint8Array): Promise<PdfSequence[][]> {
  const pdf = await open(bytes)
  const pages: PdfSequence[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { fnArray, argsArray } = await (await pdf.getPage(number)).getOperatorList()
    const sequences: PdfSequence[] = []
    let current: PdfSequence | null = null
    fnArray.forEach((operation, index) => {
      if (operation === OPS.beginMarkedContent || operation === OPS.beginMarkedContentProps) {
        if (current !== null) throw new Error(`page ${number}: a sequence inside of ${current.tag}`)
        const [tag, mcid] = (argsArray[index] ?? []) as [string | { name: string }, number | null | undefined]
        current = { tag: typeof tag === 'string' ? tag : tag.name, mcid: mcid ?? null, drawn: 0 }
        sequences.push(current)
      }
      if (operation === OPS.endMarkedContent) current = null
      if (!DRAWING.has(operation)) return
      if (current === null) throw new Error(`page ${number}: something is drawn outside of every sequence`)
      current.drawn++
    })
    pages.push(sequences)
  }
  await pdf.loadingTask.destroy()
  return pages
}

/** Every line of every page, from what is drawn: nothing is guessed or merged, as it is where text is extracted. */
export async function readLines(bytes: Uint8Array): Promise<PdfLine[][]> {
  const pdf = await open(bytes)
  const pages: PdfLine[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { fnArray, argsArray } = await (await pdf.getPage(number)).getOperatorList()
    const lines: PdfLine[] = []
    let size = 0
    let place: [left: number, bottom: number] = [0, 0]
    fnArray.forEach((operation, index) => {
      const parts = (argsArray[index] ?? []) as unknown[]
      if (operation === OPS.setFont) size = Number(parts[1])
      if (operation === OPS.moveText) place = [Number(parts[0]), Number(parts[1])]
      if (operation !== OPS.showText) return
      const glyphs = (parts[0] as (ShownGlyph | number)[]).filter((glyph) => typeof glyph !== 'number')
      while (glyphs.at(-1)?.unicode === ' ') glyphs.pop()
      const width = glyphs.reduce((sum, glyph) => sum + (glyph.width * size) / 1000, 0)
      const text = glyphs.map(({ unicode }) => unicode).join('')
      lines.push({ text, left: place[0], bottom: place[1], width, size })
    })
    pages.push(lines)
  }
  await pdf.loadingTask.destroy()
  return pages
}

interface ShownGlyph {
  unicode: string
  fontChar: string
  /** In thousandths of the size of the type. */
  width: number
}

/** Every glyph of a page but blanks, with its outline in the embedded font: empty where the font has lost it. */
export async function readGlyphs(bytes: Uint8Array, pageNumber: number): Promise<PdfGlyph[]> {
  const pdf = await open(bytes)
  const page = await pdf.getPage(pageNumber)
  const { fnArray, argsArray } = await page.getOperatorList()
  const parsed = new Map<string, { name: string; font: Font }>()
  const glyphs: PdfGlyph[] = []
  let current: { name: string; font: Font } | undefined
  fnArray.forEach((operation, index) => {
    const [argument] = (argsArray[index] ?? []) as unknown[]
    if (operation === OPS.setFont) {
      const key = String(argument)
      const loaded = page.commonObjs.get(key) as { name: string; data: Uint8Array }
      current = parsed.get(key) ?? { name: loaded.name, font: fontkit.create(loaded.data) }
      parsed.set(key, current)
    }
    if (operation !== OPS.showText || current === undefined) return
    for (const shown of argument as (ShownGlyph | number)[]) {
      if (typeof shown === 'number' || shown.unicode.trim() === '') continue
      const glyph = current.font.glyphForCodePoint(shown.fontChar.codePointAt(0) ?? 0)
      glyphs.push({ font: current.name, character: shown.unicode, outline: glyph.path.toSVG() })
    }
  })
  await pdf.loadingTask.destroy()
  return glyphs
}

function open(bytes: Uint8Array) {
  // pdf.js takes the bytes over, hence the copy.
  return getDocument({ data: new Uint8Array(bytes), verbosity: 0, fontExtraProperties: true }).promise
}
