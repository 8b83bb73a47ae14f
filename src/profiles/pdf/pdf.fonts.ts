import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fontkit, { type Font } from '@pdf-lib/fontkit'
import { readTrueType, type TrueType } from './pdf.font-subset.js'
import { type GlyphPlace, type GlyphSet, glyphSetOf } from './pdf.glyph-set.js'
import type { Cut } from './pdf.theme.js'

/** One cut of the typeface, parsed once per process or thread. */
export interface FontFace {
  /** Name in the PDF; the six letters mark a subset (ISO 32000-1, 9.6.4) and are fixed, so that bytes repeat. */
  embeddedName: string
  font: Font
  tables: TrueType
  /**
   * All that it can show, by code point. Of characters that share a glyph, a text that is copied out of a PDF has the
   * first one in this order: Greek goes first, or a Greek name would come out with a micro sign in it.
   */
  characters: ReadonlyMap<number, GlyphPlace>
  /** What most documents make do with, compressed once for all of them. */
  common: GlyphSet
}

/** Both cuts. */
export type FontFaces = Readonly<Record<Cut, FontFace>>

/** Printable ASCII, and what our own words use beside it. */
export const COMMON_CHARACTERS: ReadonlySet<number> = new Set([
  ...Array.from({ length: 95 }, (_, index) => 0x20 + index),
  ...Array.from('·–—‘’“”•…', (character) => character.codePointAt(0) ?? 0),
])

const PACKAGE = '@expo-google-fonts/source-sans-3'
let faces: Promise<FontFaces> | undefined

/** Reads the typeface on the first call and keeps it: parsing costs more than many documents. */
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
  const tables = readTrueType(bytes)
  const characters = new Map(codePointsOf(font).map((codePoint) => [codePoint, placeOf(font, codePoint)]))
  return {
    embeddedName,
    font,
    tables,
    characters,
    common: glyphSetOf(tables, only(characters, COMMON_CHARACTERS)),
  }
}

function codePointsOf(font: Font): number[] {
  const greekFirst = (codePoint: number): number => (codePoint >= 0x370 && codePoint <= 0x3ff ? 0 : 1)
  return [...font.characterSet].sort((a, b) => greekFirst(a) - greekFirst(b) || a - b)
}

function placeOf(font: Font, codePoint: number): GlyphPlace {
  const { id, advanceWidth } = font.glyphForCodePoint(codePoint)
  return { id, advance: (advanceWidth * 1000) / font.unitsPerEm, code: id.toString(16).padStart(4, '0') }
}

/** Those of `characters` that are wanted, in the order of `characters`. */
export function only(characters: FontFace['characters'], wanted: ReadonlySet<number>): ReadonlyMap<number, GlyphPlace> {
  return new Map([...characters].filter(([codePoint]) => wanted.has(codePoint)))
}
