import type { EmbeddedFont } from './pdf.embedded-font.js'
import type { FontFaces } from './pdf.fonts.js'
import { asText, printable } from './pdf.glyphs.js'
import type { Cut, TextStyle } from './pdf.theme.js'

/** A line of text, ready to be placed. */
export interface Line {
  text: string
  style: TextStyle
  /** True where a word goes on in the next line. */
  broken?: boolean
}

/** Measures, wraps and encodes text for one document. */
export class Typesetter {
  /** Whether a character had to be replaced so far. */
  replaced = false

  constructor(
    private readonly faces: FontFaces,
    readonly fonts: Readonly<Record<Cut, EmbeddedFont>>,
  ) {}

  /** See `printable`; remembers replacements. */
  clean(value: unknown): string {
    const { regular, semibold } = this.faces
    const { text, replaced } = printable(value, (code) => regular.characters.has(code) && semibold.characters.has(code))
    this.replaced ||= replaced
    return text
  }

  /** Width of a clean text in points. */
  width(text: string, style: TextStyle): number {
    const { characters } = this.faces[style.cut]
    let sum = 0
    for (const character of text) sum += characters.get(character.codePointAt(0) ?? 0)?.advance ?? 0
    return (sum * style.size) / 1000
  }

  /** The codes of a clean text in the embedded subset. */
  encode(text: string, cut: Cut): string {
    return this.fonts[cut].encode(text)
  }

  /**
   * Lines of at most `width` points; a line break in the text is kept, a word that is wider than a line is broken.
   * An empty text has no lines.
   */
  wrap(value: unknown, style: TextStyle, width: number): Line[] {
    const lines: Line[] = []
    for (const paragraph of asText(value).split(/\r\n|[\n\r\u2028\u2029]/)) {
      const text = this.clean(paragraph)
      if (text !== '') this.wrapParagraph(text, style, width, lines)
    }
    return lines
  }

  private wrapParagraph(text: string, style: TextStyle, width: number, lines: Line[]): void {
    const blank = this.width(' ', style)
    let line = ''
    let used = 0
    for (const word of text.split(' ')) {
      for (const piece of this.pieces(word, style, width)) {
        const size = this.width(piece.text, style)
        const gap = line === '' || piece.continued ? 0 : blank
        if (line !== '' && (piece.continued || used + gap + size > width)) {
          lines.push({ text: line, style, broken: piece.continued })
          line = ''
          used = 0
        }
        used += (line === '' ? 0 : gap) + size
        line = line === '' ? piece.text : `${line} ${piece.text}`
      }
    }
    lines.push({ text: line, style })
  }

  /** A word that is wider than a line, cut into pieces that are not: after a hyphen late in it; never before a combining mark. */
  private pieces(word: string, style: TextStyle, width: number): { text: string; continued: boolean }[] {
    if (this.width(word, style) <= width) return [{ text: word, continued: false }]
    const pieces: { text: string; continued: boolean }[] = []
    let piece = ''
    let used = 0
    for (const character of word) {
      const size = this.width(character, style)
      if (piece !== '' && used + size > width && !(size === 0 && /\p{M}/u.test(character))) {
        const hyphen = piece.lastIndexOf('-') + 1
        const end = hyphen * 2 > piece.length ? hyphen : piece.length
        pieces.push({ text: piece.slice(0, end), continued: pieces.length > 0 })
        piece = piece.slice(end)
        used = this.width(piece, style)
      }
      piece += character
      used += size
    }
    pieces.push({ text: piece, continued: pieces.length > 0 })
    return pieces
  }

  /** One line of at most `width` points, cut with an ellipsis where the text is longer. */
  fit(value: unknown, style: TextStyle, width: number): Line {
    const text = this.clean(value)
    if (this.width(text, style) <= width) return { text, style }
    let room = width - this.width('…', style)
    let kept = ''
    for (const character of text) {
      room -= this.width(character, style)
      if (room < 0) break
      kept += character
    }
    return { text: `${kept.trimEnd()}…`, style }
  }

  /** The first `count` lines; an ellipsis shows that there was more. */
  clamp(lines: readonly Line[], count: number, width: number): Line[] {
    const last = lines[count - 1]
    if (lines.length <= count || last === undefined) return [...lines]
    const room = width - this.width('…', last.style)
    const cut = this.fit(last.text, last.style, room)
    return [...lines.slice(0, count - 1), { ...cut, text: cut.text.endsWith('…') ? cut.text : `${cut.text}…` }]
  }
}
