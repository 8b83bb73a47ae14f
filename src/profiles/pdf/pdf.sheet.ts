import {
  beginText,
  closePath,
  endText,
  fill,
  lineTo,
  moveTo,
  PDFName,
  type PDFOperator,
  rectangle,
  setFillingRgbColor,
  setFontAndSize,
  setLineWidth,
  setStrokingRgbColor,
  setTextMatrix,
  showText,
  stroke,
} from 'pdf-lib'
import type { Color, Cut } from './pdf.theme.js'
import type { Line, Typesetter } from './pdf.typesetter.js'

/** Names of the fonts in every page's resources. */
export const FONT_KEYS: Readonly<Record<Cut, PDFName>> = { regular: PDFName.of('F1'), semibold: PDFName.of('F2') }

/** Parts of a page, in reading order; each is drawn when it is known, and written in this order. */
export type Layer = 'head' | 'body' | 'foot'

/** A place on a page that opens an address. */
export interface SheetLink {
  url: string
  left: number
  bottom: number
  width: number
  height: number
}

/** A box by its upper left corner. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** What stands on one page, before the page is made: the foot can be drawn last though the number of pages is in it. */
export class Sheet {
  readonly links: SheetLink[] = []
  private readonly layers: Record<Layer, PDFOperator[]> = { head: [], body: [], foot: [] }

  constructor(private readonly type: Typesetter) {}

  /** Everything on the page in reading order. */
  get operators(): PDFOperator[] {
    return [...this.layers.head, ...this.layers.body, ...this.layers.foot]
  }

  /** A line of text whose line box begins at `top`. */
  text(layer: Layer, { text, style }: Line, left: number, top: number): void {
    if (text === '') return
    const baseline = top - (style.leading - style.size) / 2 - style.size * 0.8
    this.layers[layer].push(
      beginText(),
      setFillingRgbColor(...style.color),
      setFontAndSize(FONT_KEYS[style.cut], style.size),
      setTextMatrix(1, 0, 0, 1, round(left), round(baseline)),
      showText(this.type.encode(text, style.cut)),
      endText(),
    )
  }

  /** A straight line. */
  rule(layer: Layer, left: number, y: number, width: number, color: Color, weight = 0.5): void {
    this.layers[layer].push(
      setStrokingRgbColor(...color),
      setLineWidth(weight),
      moveTo(round(left), round(y)),
      lineTo(round(left + width), round(y)),
      stroke(),
    )
  }

  /** A filled box. */
  fill(layer: Layer, box: Box, color: Color): void {
    const { left, top, width, height } = box
    this.layers[layer].push(
      setFillingRgbColor(...color),
      rectangle(round(left), round(top - height), round(width), round(height)),
      fill(),
    )
  }

  /** The outline of a box. */
  frame(layer: Layer, { left, top, width, height }: Box, color: Color, weight = 0.6): void {
    const [x, y, right, upper] = [round(left), round(top - height), round(left + width), round(top)]
    this.layers[layer].push(setStrokingRgbColor(...color), setLineWidth(weight))
    this.layers[layer].push(
      moveTo(x, y),
      lineTo(right, y),
      lineTo(right, upper),
      lineTo(x, upper),
      closePath(),
      stroke(),
    )
  }

  /** Several boxes of one color in one path, as a QR code needs them. */
  fillAll(layer: Layer, boxes: readonly Box[], color: Color): void {
    const path = boxes.map(({ left, top, width, height }) =>
      rectangle(round(left), round(top - height), round(width), round(height)),
    )
    this.layers[layer].push(setFillingRgbColor(...color), ...path, fill())
  }
}

/** Hundredths of a point are finer than any printer, and keep the file small. */
function round(value: number): number {
  return Math.round(value * 100) / 100
}
