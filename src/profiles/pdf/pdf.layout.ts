import { Sheet } from './pdf.sheet.js'
import { COLOR, MARGIN, PAGE, STYLE, TEXT_WIDTH, type TextStyle } from './pdf.theme.js'
import type { Line, Typesetter } from './pdf.typesetter.js'

/** A column of lines, `left` points from the left margin. */
export interface Stack {
  left: number
  lines: readonly Line[]
}

/** Stacks side by side that share the height of a line, so that a block can break between any two lines. */
export interface Block {
  stacks: readonly Stack[]
  leading: number
}

/** A place that the outline leads to. */
export interface Bookmark {
  title: string
  page: number
  top: number
}

/** How far a section's title hangs beside its number. */
const HANG = 21

/** Height of a block in points. */
export function heightOf(block: Block): number {
  return block.leading * lineCount(block)
}

function lineCount(block: Block): number {
  return Math.max(0, ...block.stacks.map((stack) => stack.lines.length))
}

/** The cursor: places blocks from top to bottom and starts a page where one is full. */
export class Flow {
  readonly sheets: Sheet[] = []
  readonly bookmarks: Bookmark[] = []
  sheet: Sheet
  /** Upper edge of what comes next, in points from the bottom of the page. */
  top = PAGE.height - MARGIN.firstTop
  /** Draws again, on top of a new page, what belongs above the rows that follow. */
  repeat: (() => void) | undefined
  private fresh = true

  constructor(readonly type: Typesetter) {
    this.sheet = this.startSheet()
  }

  /** Height that is left on this page. */
  get room(): number {
    return this.top - MARGIN.bottom
  }

  /** Moves down; a gap on top of a page is dropped. */
  gap(points: number): void {
    if (!this.fresh) this.top -= points
  }

  /** Goes to the next page unless `height` fits here, or would not fit there either. */
  keep(height: number): void {
    if (height > this.room && !this.fresh && height <= PAGE.height - MARGIN.top - MARGIN.bottom) this.breakPage()
  }

  /** Starts a page and draws what repeats on it. */
  breakPage(): void {
    this.sheet = this.startSheet()
    this.top = PAGE.height - MARGIN.top
    this.fresh = true
    this.repeat?.()
    // A repeated head alone is no reason to start yet another page.
    this.fresh = true
  }

  /** Places blocks as one: on one page if a page can hold them, else broken between lines. */
  place(blocks: readonly Block[]): void {
    this.keep(blocks.reduce((sum, block) => sum + heightOf(block), 0))
    for (const block of blocks) this.placeLines(block)
  }

  private placeLines(block: Block): void {
    const total = lineCount(block)
    for (let from = 0; from < total; ) {
      const fitting = Math.floor((this.room + 0.01) / block.leading)
      if (fitting < 1) {
        this.breakPage()
        continue
      }
      const to = Math.min(total, from + fitting)
      // Column by column, not line by line: this is the order in which the text is read and copied.
      for (const { left, lines } of block.stacks) {
        lines.slice(from, to).forEach((line, index) => {
          this.sheet.text('body', line, MARGIN.left + left, this.top - index * block.leading)
        })
      }
      this.top -= (to - from) * block.leading
      this.fresh = false
      from = to
    }
  }

  /** A paragraph of text over the whole width, or the part of it that `options` say. */
  paragraph(text: unknown, style: TextStyle, options: { left?: number; width?: number } = {}): void {
    const left = options.left ?? 0
    const lines = this.type.wrap(text, style, options.width ?? TEXT_WIDTH - left)
    this.placeLines({ leading: style.leading, stacks: [{ left, lines }] })
  }

  /** The numbered title of a section with its bookmark; `following` is the height that must stand on the same page. */
  heading(number: number, title: string, following: number): void {
    const style = STYLE.heading
    this.repeat = undefined
    this.gap(13)
    this.keep(style.leading + 6 + following)
    this.bookmarks.push({ title: `${number} ${title}`, page: this.sheets.length - 1, top: this.top + 6 })
    const stacks = [
      { left: 0, lines: [{ text: String(number), style }] },
      { left: HANG, lines: this.type.wrap(title, style, TEXT_WIDTH - HANG) },
    ]
    this.placeLines({ leading: style.leading, stacks })
    this.ruleBelow(COLOR.accent, 0.8)
    this.top -= 4
  }

  /** A line under what was placed last. */
  ruleBelow(color: (typeof COLOR)[keyof typeof COLOR], weight = 0.5): void {
    this.top -= 2
    this.sheet.rule('body', MARGIN.left, this.top, TEXT_WIDTH, color, weight)
    this.fresh = false
  }

  private startSheet(): Sheet {
    const sheet = new Sheet(this.type)
    this.sheets.push(sheet)
    return sheet
  }
}
