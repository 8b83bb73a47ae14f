import { Sheet } from './pdf.sheet.js'
import { Tag, type TagKind } from './pdf.tags.js'
import { COLOR, MARGIN, PAGE, STYLE, TEXT_WIDTH, type TextStyle } from './pdf.theme.js'
import type { Line, Typesetter } from './pdf.typesetter.js'

/** A column of lines, `left` points from the left margin, of one element; without one they are an artifact. */
export interface Stack {
  left: number
  /** Where each line ends instead, in points from the left margin: amounts stand under one another by their last digit. */
  right?: number
  /** How many lines of the block are above it: those of another stack in the same place. */
  skip?: number
  lines: readonly Line[]
  tag: Tag | null
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

/** Where a paragraph stands, and of what element it is: by default of a new one of kind `P`, null for an artifact. */
export interface ParagraphOptions {
  left?: number
  width?: number
  tag?: Tag | TagKind | null
}

/** How far a section's title hangs beside its number. */
const HANG = 21
const TALLEST = PAGE.height - MARGIN.top - MARGIN.bottom

/** Height of blocks in points. */
export function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.leading * lineCount(block), 0)
}

function lineCount(block: Block): number {
  return Math.max(0, ...block.stacks.map(({ skip = 0, lines }) => skip + lines.length))
}

/** The cursor: places blocks from top to bottom and starts a page where one is full. */
export class Flow {
  readonly sheets: Sheet[] = []
  readonly bookmarks: Bookmark[] = []
  /** The logical structure, and the part of it to which what comes next belongs. */
  readonly root = new Tag('Document')
  section = this.root
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
    if (height > this.room && !this.fresh && height <= TALLEST) this.breakPage()
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
    this.keep(heightOf(blocks))
    for (const block of blocks) this.placeLines(block)
  }

  private placeLines(block: Block): void {
    const total = lineCount(block)
    for (let from = 0; from < total; ) {
      const count = this.linesHere(total - from, block.leading)
      if (count < 1) {
        this.breakPage()
        continue
      }
      // Column by column, not line by line: this is the order in which the text is read and copied.
      for (const stack of block.stacks) this.drawLines(stack, from, count, block.leading)
      this.top -= count * block.leading
      this.fresh = false
      from += count
    }
  }

  private drawLines({ left, right, skip = 0, lines, tag }: Stack, from: number, count: number, leading: number): void {
    for (let index = from; index < from + count; index++) {
      const line = lines[index - skip]
      if (line === undefined) continue
      const more = tag !== null && index - skip < lines.length - 1 && line.broken !== true
      const shown = more ? { ...line, text: `${line.text} ` } : line
      const start = right === undefined ? left : right - this.type.width(line.text, line.style)
      this.sheet.body.text(tag, shown, MARGIN.left + start, this.top - (index - from) * leading)
    }
  }

  /** How many of so many lines stand on this page: never a single one of several before or after the break. */
  private linesHere(wanted: number, leading: number): number {
    const fitting = Math.floor((this.room + 0.01) / leading)
    if (fitting >= wanted) return wanted
    if (this.fresh) return Math.max(1, fitting)
    const kept = wanted - fitting === 1 ? fitting - 1 : fitting
    return kept < 2 ? 0 : kept
  }

  /** A paragraph of text over the whole width, or the part of it that `options` say. */
  paragraph(text: unknown, style: TextStyle, { left = 0, width, tag = 'P' }: ParagraphOptions = {}): void {
    const lines = this.type.wrap(text, style, width ?? TEXT_WIDTH - left)
    if (lines.length === 0) return
    const element = typeof tag === 'string' ? this.section.add(tag) : tag
    this.placeLines({ leading: style.leading, stacks: [{ left, lines, tag: element }] })
  }

  /** A text over as many lines as it takes, each of which opens `url`; mere text where that is null. */
  address(text: string, url: string | null, style: TextStyle, { left, width }: { left: number; width: number }): void {
    const paragraph = this.section.add('P')
    const tag = url === null ? paragraph : paragraph.add('Link')
    for (const line of this.type.wrap(text, style, width)) {
      this.placeLines({ leading: style.leading, stacks: [{ left, lines: [line], tag }] })
      const size = { width: this.type.width(line.text, style), height: style.leading }
      const box = { left: MARGIN.left + left, top: this.top + style.leading, ...size }
      if (url !== null) this.sheet.link(tag, { url, box })
    }
  }

  /**
   * The numbered title of a section with its bookmark; `following` is the height that must stand on the same page, and
   * `aside` what there is to say of a section that has nothing below it.
   */
  heading(number: number, title: string, following: number, aside = ''): void {
    const style = STYLE.heading
    this.repeat = undefined
    this.gap(14)
    this.keep(style.leading + 6 + following)
    this.bookmarks.push({ title: `${number} ${title}`, page: this.sheets.length - 1, top: this.top + 6 })
    this.section = this.root.add('Sect')
    const tag = this.section.add('H2')
    const stacks: Stack[] = [
      { left: 0, lines: [{ text: `${number} `, style }], tag },
      { left: HANG, lines: this.type.wrap(title, style, TEXT_WIDTH - HANG), tag },
    ]
    if (aside !== '') {
      const left = TEXT_WIDTH - this.type.width(aside, STYLE.aside)
      stacks.push({ left, lines: [{ text: aside, style: STYLE.aside }], tag: this.section.add('P') })
    }
    this.placeLines({ leading: style.leading, stacks })
    this.ruleBelow(COLOR.accent, 0.8)
    this.top -= 4
  }

  /** A line under what was placed last. */
  ruleBelow(color: (typeof COLOR)[keyof typeof COLOR], weight = 0.5): void {
    this.top -= 2
    this.sheet.body.rule(MARGIN.left, this.top, TEXT_WIDTH, color, weight)
    this.fresh = false
  }

  private startSheet(): Sheet {
    const sheet = new Sheet(this.type, this.sheets.length)
    this.sheets.push(sheet)
    return sheet
  }
}
