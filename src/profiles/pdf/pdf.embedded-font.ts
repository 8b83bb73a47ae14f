import { type PDFDocument, PDFRawStream, type PDFRef, PDFString } from 'pdf-lib'
import { COMMON_CHARACTERS, type FontFace, only } from './pdf.fonts.js'
import { type GlyphSet, glyphSetOf } from './pdf.glyph-set.js'

/** Symbolic: the codes of a text are numbers of glyphs, not of an alphabet (ISO 32000-1, table 123). */
const SYMBOLIC = 4

/** A cut of the typeface in one document: writes texts, and in the end the glyphs that they need. */
export class EmbeddedFont {
  readonly ref: PDFRef
  /** Characters that not every document has. */
  readonly #rare = new Set<number>()

  constructor(
    private readonly pdf: PDFDocument,
    private readonly face: FontFace,
  ) {
    this.ref = pdf.context.nextRef()
  }

  /** A text as an operand of `Tj`. One glyph per character: ligatures would make names harder to search. */
  encode(text: string): string {
    const { characters } = this.face
    let codes = ''
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0
      codes += characters.get(codePoint)?.code ?? '0000'
      if (codePoint > 0x7e && !COMMON_CHARACTERS.has(codePoint)) this.#rare.add(codePoint)
    }
    return `<${codes}>`
  }

  /** Adds the font with the glyphs of all texts so far. */
  embed(): void {
    const { context } = this.pdf
    const { embeddedName, font } = this.face
    const { file, fileLength, toUnicode, widths } = this.#glyphSet()
    const { ascent, descent, capHeight, xHeight, italicAngle, bbox, unitsPerEm } = font
    const [top, bottom, capital, small] = [ascent, descent, capHeight, xHeight].map(
      (value) => (value * 1000) / unitsPerEm,
    )
    const corners = [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((value) => (value * 1000) / unitsPerEm)
    const descriptor = context.obj({
      Type: 'FontDescriptor',
      FontName: embeddedName,
      Flags: SYMBOLIC,
      FontBBox: corners,
      ItalicAngle: italicAngle,
      Ascent: top,
      Descent: bottom,
      CapHeight: capital,
      XHeight: small,
      StemV: 0, // unknown
      FontFile2: this.#stream(file, { Length1: fileLength }),
    })
    const descendant = context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      CIDToGIDMap: 'Identity',
      BaseFont: embeddedName,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: context.register(descriptor),
      W: widths,
    })
    const composite = context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: embeddedName,
      Encoding: 'Identity-H',
      DescendantFonts: [context.register(descendant)],
      ToUnicode: this.#stream(toUnicode),
    })
    context.assign(this.ref, composite)
  }

  #glyphSet(): GlyphSet {
    const { tables, characters, common } = this.face
    if (this.#rare.size === 0) return common
    return glyphSetOf(tables, only(characters, new Set([...COMMON_CHARACTERS, ...this.#rare])))
  }

  #stream(deflated: Uint8Array, entries: Record<string, number> = {}): PDFRef {
    const dictionary = this.pdf.context.obj({ ...entries, Filter: 'FlateDecode', Length: deflated.length })
    return this.pdf.context.register(PDFRawStream.of(dictionary, deflated))
  }
}
