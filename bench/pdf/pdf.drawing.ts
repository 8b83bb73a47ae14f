import { inflateSync } from 'node:zlib'
import { PDFDocument, PDFRawStream } from 'pdf-lib'
import { type FontFaces, fontFaces } from '../../src/profiles/pdf/pdf.fonts.js'
import type { Cut } from '../../src/profiles/pdf/pdf.theme.js'

type Color = readonly number[]

/** What stands on a page, in the order in which it is drawn; measures in points from the lower left corner. */
export type Stroke =
  | { kind: 'text'; text: string; cut: Cut; size: number; left: number; baseline: number; color: Color }
  | { kind: 'rule'; from: readonly [number, number]; to: readonly [number, number]; weight: number; color: Color }
  | { kind: 'boxes'; boxes: readonly (readonly number[])[]; color: Color }
  | { kind: 'frame'; box: readonly number[]; weight: number; color: Color }
  /** What follows belongs to an element of that kind; null: to none (an artifact). */
  | { kind: 'element'; tag: string | null }
  | { kind: 'end' }

/** Reads the pages of a profile as it was rendered: so another library can be asked to draw the very same. */
export async function drawingOf(bytes: Uint8Array): Promise<Stroke[][]> {
  const [pdf, faces] = [await PDFDocument.load(bytes, { updateMetadata: false }), await fontFaces()]
  const alphabets = { F1: alphabetOf(faces, 'regular'), F2: alphabetOf(faces, 'semibold') }
  return pdf.getPages().map((page) => {
    const contents = page.node.Contents()
    if (!(contents instanceof PDFRawStream)) throw new Error('a page has one stream')
    return strokesOf(inflateSync(contents.contents).toString('latin1'), alphabets)
  })
}

interface Alphabet {
  cut: Cut
  characters: ReadonlyMap<string, string>
}

function alphabetOf(faces: FontFaces, cut: Cut): Alphabet {
  const characters = new Map<string, string>()
  for (const [codePoint, { code }] of faces[cut].characters) {
    if (!characters.has(code)) characters.set(code, String.fromCodePoint(codePoint))
  }
  return { cut, characters }
}

/** The operators that `Ink` writes, and no others. */
function strokesOf(content: string, alphabets: Readonly<Record<string, Alphabet>>): Stroke[] {
  const strokes: Stroke[] = []
  let [fill, stroke]: [Color, Color] = [
    [0, 0, 0],
    [0, 0, 0],
  ]
  let font: { alphabet: Alphabet | undefined; size: number } = { alphabet: undefined, size: 0 }
  let boxes: number[][] = []
  for (const line of content.split('\n')) {
    const words = line.split(' ')
    const numbers = words.map(Number)
    const operator = words.at(-1)
    if (operator === 'Tf') font = { alphabet: alphabets[words[0]?.slice(1) ?? ''], size: numbers[1] ?? 0 }
    else if (operator === 'rg') fill = numbers.slice(0, 3)
    else if (operator === 'RG') stroke = numbers.slice(0, 3)
    else if (operator === 'BDC')
      strokes.push({ kind: 'element', tag: words[0] === '/Artifact' ? null : (words[0]?.slice(1) ?? '') })
    else if (operator === 'BMC') strokes.push({ kind: 'element', tag: null })
    else if (operator === 'EMC') strokes.push({ kind: 'end' })
    else if (operator === 're') boxes.push(numbers.slice(0, 4))
    else if (operator === 'f') {
      strokes.push({ kind: 'boxes', boxes, color: fill })
      boxes = []
    } else if (operator === 'S' && words.includes('re')) {
      strokes.push({ kind: 'frame', box: numbers.slice(2, 6), weight: numbers[0] ?? 0, color: stroke })
    } else if (operator === 'S') {
      const [weight = 0, , left = 0, bottom = 0, , right = 0, top = 0] = numbers
      strokes.push({ kind: 'rule', from: [left, bottom], to: [right, top], weight, color: stroke })
    } else if (operator === 'ET' && font.alphabet !== undefined) {
      const { alphabet, size } = font
      const codes = words[4]?.match(/[0-9a-f]{4}/g) ?? []
      const text = codes.map((code) => alphabet.characters.get(code) ?? '').join('')
      const [, left = 0, baseline = 0] = numbers
      strokes.push({ kind: 'text', text, cut: alphabet.cut, size, left, baseline, color: fill })
    } else throw new Error(`an operator that the reader does not know: ${line}`)
  }
  return strokes
}
