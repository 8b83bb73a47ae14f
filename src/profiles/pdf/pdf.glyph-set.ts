import { deflateSync } from 'node:zlib'
import { subsetOf, type TrueType, withComponents } from './pdf.font-subset.js'

/** Which glyph shows a character, how wide it is, and by how the PDF writes it. */
export interface GlyphPlace {
  id: number
  /** In thousandths of the font size. */
  advance: number
  /** The four hexadecimal digits of `id`. */
  code: string
}

/** What a PDF needs to show some glyphs of a typeface, compressed. */
export interface GlyphSet {
  /** TrueType file of these glyphs alone. */
  file: Uint8Array
  /** Its bytes before compression. */
  fileLength: number
  /** CMap by which a reader finds the characters of a text again (ISO 32000-1, 9.10.3). */
  toUnicode: Uint8Array
  /** Advance widths as `W` of a font wants them (ISO 32000-1, 9.7.4.3). */
  widths: (number | number[])[]
}

/** So many lines may stand in one block of a CMap. */
const CMAP_BLOCK = 100

/** The set of these characters. Where one glyph shows several of them, the first one is what a reader finds. */
export function glyphSetOf(font: TrueType, characters: ReadonlyMap<number, GlyphPlace>): GlyphSet {
  const glyphs = new Map<number, { advance: number; line: string }>()
  for (const [character, { id, advance, code }] of characters) {
    if (glyphs.has(id)) continue
    const utf16 = Buffer.from(String.fromCodePoint(character), 'utf16le').swap16().toString('hex')
    glyphs.set(id, { advance, line: `<${code}><${utf16}>` })
  }
  const ids = [...glyphs.keys()].sort((a, b) => a - b)
  const file = subsetOf(font, withComponents(font, ids))
  return {
    file: deflateSync(file),
    fileLength: file.length,
    toUnicode: deflateSync(cmapOf(ids.map((id) => glyphs.get(id)?.line ?? ''))),
    widths: widthsOf(ids.map((id) => [id, glyphs.get(id)?.advance ?? 0])),
  }
}

function widthsOf(glyphs: readonly [id: number, advance: number][]): (number | number[])[] {
  const widths: (number | number[])[] = []
  let run: number[] = []
  glyphs.forEach(([id, advance], index) => {
    if (index === 0 || glyphs[index - 1]?.[0] !== id - 1) {
      run = []
      widths.push(id, run)
    }
    run.push(advance)
  })
  return widths
}

function cmapOf(lines: readonly string[]): string {
  const blocks: string[] = []
  for (let from = 0; from < lines.length; from += CMAP_BLOCK) {
    const block = lines.slice(from, from + CMAP_BLOCK)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`)
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    '1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n' +
    `${blocks.join('')}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`
  )
}
