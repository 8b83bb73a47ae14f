import fontkit, { type Font } from '@pdf-lib/fontkit'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A run of text with its place in points from the lower left corner. */
export interface PdfText {
  text: string
  left: number
  bottom: number
  width: number
}

/** One page: its runs in the order of the file, and the same as one text with single blanks. */
export interface PdfPage {
  runs: PdfText[]
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
}

/** Opens a PDF with pdf.js. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await open(bytes)
  const pages: PdfPage[] = []
  const links: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const runs: PdfText[] = []
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [, , , , left, bottom] = item.transform as number[]
      runs.push({ text: item.str, left: left ?? 0, bottom: bottom ?? 0, width: item.width })
    }
    pages.push({ runs, text: runs.map((run) => run.text).join(' ') })
    const annotations = (await page.getAnnotations()) as { url?: string }[]
    links.push(...annotations.flatMap(({ url }) => url ?? []))
  }
  const bookmarks = []
  for (const { title, dest } of (await pdf.getOutline()) ?? []) {
    const [target] = dest as [Parameters<typeof pdf.getPageIndex>[0]]
    bookmarks.push({ title, page: await pdf.getPageIndex(target) })
  }
  const { info } = await pdf.getMetadata()
  const preferences = (await pdf.getViewerPreferences()) as { DisplayDocTitle?: boolean } | null
  const result = {
    pages,
    text: pages.map((page) => page.text).join(' '),
    info: info as Record<string, unknown>,
    bookmarks,
    links,
    displaysTitle: preferences?.DisplayDocTitle === true,
    id: pdf.fingerprints[0] ?? null,
  }
  await pdf.loadingTask.destroy()
  return result
}

interface ShownGlyph {
  unicode: string
  fontChar: string
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
