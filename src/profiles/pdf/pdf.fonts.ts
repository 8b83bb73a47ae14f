import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fontkit, { type Font, type GlyphRun, type Subset } from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import type { Cut } from './pdf.theme.js'

/** One cut of the typeface, parsed once per process. */
export interface FontFace {
  /** Name in the PDF; the six letters mark a subset (ISO 32000-1, 9.6.4) and are fixed, so that bytes repeat. */
  embeddedName: string
  bytes: Uint8Array
  font: Font
  /** Advance width by code point, in thousandths of the font size. */
  advances: ReadonlyMap<number, number>
}

/** Both cuts. */
export type FontFaces = Readonly<Record<Cut, FontFace>>

const PACKAGE = '@expo-google-fonts/source-sans-3'
let faces: Promise<FontFaces> | undefined

/** Reads the typeface on the first call and keeps it: parsing costs more than a whole document. */
export function fontFaces(): Promise<FontFaces> {
  faces ??= loadFaces().catch((error: unknown) => {
    faces = undefined
    throw error
  })
  return faces
}

async function loadFaces(): Promise<FontFaces> {
  const [regular, semibold] = await Promise.all([
    loadFace('400Regular/SourceSans3_400Regular.ttf', 'PGWREG+SourceSans3-Regular'),
    loadFace('600SemiBold/SourceSans3_600SemiBold.ttf', 'PGWSMB+SourceSans3-SemiBold'),
  ])
  return { regular, semibold }
}

async function loadFace(file: string, embeddedName: string): Promise<FontFace> {
  const bytes = new Uint8Array(await readFile(fileURLToPath(import.meta.resolve(`${PACKAGE}/${file}`))))
  const font = fontkit.create(bytes)
  const advances = new Map<number, number>()
  // A glyph keeps the code point by which it was first asked for, and the PDF's table for text extraction is made of
  // those. Asking for all of them here, in one order, makes that independent of what was printed before. Greek goes
  // first, or a Greek name would be copied out of the PDF with a micro sign in it.
  const greekFirst = (codePoint: number) => (codePoint >= 0x370 && codePoint <= 0x3ff ? 0 : 1)
  const codePoints = [...font.characterSet].sort((a, b) => greekFirst(a) - greekFirst(b) || a - b)
  for (const codePoint of codePoints) {
    advances.set(codePoint, (font.glyphForCodePoint(codePoint).advanceWidth * 1000) / font.unitsPerEm)
  }
  return { embeddedName, bytes, font: adapted(font), advances }
}

/**
 * The font with one glyph per character and sound subsets. Ligatures would save nothing here and make names harder to
 * search; pdf-lib ignores kerning anyway; and widths that are a sum over characters can be measured without layout.
 */
function adapted(font: Font): Font {
  const plain = Object.create(font) as Font
  plain.layout = (text) => {
    const glyphs = Array.from(text, (character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0))
    return { glyphs } as unknown as GlyphRun // pdf-lib reads nothing but the glyphs
  }
  plain.createSubset = () => withWholePlaces(font.createSubset() as GlyphSubset)
  return plain
}

/** What @pdf-lib/fontkit 1.1.1 has inside a TrueType subset. */
interface GlyphSubset extends Subset {
  loca: GlyphPlaces
}

interface GlyphPlaces {
  offsets: number[]
  version?: number
}

/**
 * fontkit writes the places of glyphs (`loca`) of small subsets in halves but does not pad glyphs of odd length, of
 * which Source Sans has many: whatever follows one is lost, and prints as a blank. Naming the long format before it
 * chooses one avoids the halving, at two bytes per glyph.
 */
function withWholePlaces(subset: GlyphSubset): Subset {
  let places: GlyphPlaces | undefined
  Object.defineProperty(subset, 'loca', {
    get: () => places,
    set: (value: GlyphPlaces) => {
      places = value
      places.version = 1
    },
  })
  return subset
}

/** Adds both cuts to a document as subsets of the glyphs that it will use. */
export async function embedFaces(pdf: PDFDocument, all: FontFaces): Promise<Record<Cut, PDFFont>> {
  const embed = (face: FontFace) => {
    pdf.registerFontkit({ create: () => face.font })
    return pdf.embedFont(face.bytes, { subset: true, customName: face.embeddedName })
  }
  const regular = await embed(all.regular)
  const semibold = await embed(all.semibold)
  return { regular, semibold }
}
