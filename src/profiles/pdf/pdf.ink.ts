import { PDFName } from 'pdf-lib'
import type { Tag } from './pdf.tags.js'
import type { Box, Color, Cut } from './pdf.theme.js'
import type { Line, Typesetter } from './pdf.typesetter.js'

/** Names of the fonts in every page's resources. */
export const FONT_KEYS: Readonly<Record<Cut, PDFName>> = { regular: PDFName.of('F1'), semibold: PDFName.of('F2') }

/** The marks of a page, shared by its parts: the index is the number of the sequence, the value whose it is. */
export interface PageMarks {
  readonly page: number
  readonly tags: Tag[]
}

/**
 * The content stream of one part of a page. Everything stands in a marked sequence (ISO 32000-1, 14.6): that of the tag
 * under which it is drawn, or an artifact. Written as text, because building pdf-lib's operators costs more than all else.
 */
export class Ink {
  private readonly written: string[] = []
  /** Whose sequence is open; null for an artifact, undefined before the first. */
  private open: Tag | null | undefined
  private font = ''
  private filling = ''
  private stroking = ''

  constructor(
    private readonly type: Typesetter,
    private readonly marks: PageMarks,
    private readonly artifact: string,
  ) {}

  /** What was drawn, with its last sequence closed. */
  get content(): string {
    return this.open === undefined ? '' : `${this.written.join('\n')}\nEMC`
  }

  /** A line of text whose line box begins at `top`. */
  text(tag: Tag | null, { text, style }: Line, left: number, top: number): void {
    if (text === '') return
    this.enter(tag)
    const baseline = top - (style.leading - style.size) / 2 - style.size * 0.8
    const font = `${FONT_KEYS[style.cut]} ${style.size} Tf`
    if (font !== this.font) this.written.push(font)
    this.font = font
    this.fillWith(style.color)
    this.written.push(`BT ${point(left)} ${point(baseline)} Td ${this.type.encode(text, style.cut)} Tj ET`)
  }

  /** A straight line. */
  rule(left: number, y: number, width: number, color: Color, weight = 0.5): void {
    this.enter(null)
    this.strokeWith(color)
    this.written.push(`${weight} w ${point(left)} ${point(y)} m ${point(left + width)} ${point(y)} l S`)
  }

  /** A filled box. */
  fill(box: Box, color: Color): void {
    this.fillAll(null, [box], color)
  }

  /** The outline of a box. */
  frame(box: Box, color: Color, weight = 0.6): void {
    this.enter(null)
    this.strokeWith(color)
    this.written.push(`${weight} w ${rectangle(box)} S`)
  }

  /** Boxes of one color in one path, as a picture or as an artifact. */
  fillAll(tag: Tag | null, boxes: readonly Box[], color: Color): void {
    this.enter(tag)
    this.fillWith(color)
    this.written.push(boxes.map(rectangle).join('\n'), 'f')
  }

  private enter(tag: Tag | null): void {
    if (tag === this.open) return
    if (this.open !== undefined) this.written.push('EMC')
    this.open = tag
    if (tag === null) {
      this.written.push(this.artifact)
      return
    }
    const mcid = this.marks.tags.push(tag) - 1
    tag.children.push({ page: this.marks.page, mcid })
    this.written.push(`/${tag.kind} <</MCID ${mcid}>> BDC`)
  }

  private fillWith(color: Color): void {
    const operation = `${color.join(' ')} rg`
    if (operation !== this.filling) this.written.push(operation)
    this.filling = operation
  }

  private strokeWith(color: Color): void {
    const operation = `${color.join(' ')} RG`
    if (operation !== this.stroking) this.written.push(operation)
    this.stroking = operation
  }
}

function rectangle({ left, top, width, height }: Box): string {
  return `${point(left)} ${point(top - height)} ${point(width)} ${point(height)} re`
}

/** Hundredths of a point are finer than any printer, and keep the file small. */
function point(value: number): string {
  return String(Math.round(value * 100) / 100)
}
