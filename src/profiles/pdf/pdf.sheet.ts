import { Ink, type PageMarks } from './pdf.ink.js'
import type { LinkPlace, Tag } from './pdf.tags.js'
import type { Typesetter } from './pdf.typesetter.js'

const ARTIFACT = {
  head: '/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC',
  body: '/Artifact BMC',
  foot: '/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC',
} as const

/**
 * What stands on one page, before the page is made. Its parts are drawn when they are known and written in reading order:
 * the foot can be drawn last though the number of pages is in it.
 */
export class Sheet {
  readonly links: LinkPlace[] = []
  readonly head: Ink
  readonly body: Ink
  readonly foot: Ink
  private readonly marks: PageMarks

  constructor(
    type: Typesetter,
    readonly page: number,
  ) {
    this.marks = { page, tags: [] }
    this.head = new Ink(type, this.marks, ARTIFACT.head)
    this.body = new Ink(type, this.marks, ARTIFACT.body)
    this.foot = new Ink(type, this.marks, ARTIFACT.foot)
  }

  /** Whose each marked sequence of the page is, by its number. */
  get tags(): readonly Tag[] {
    return this.marks.tags
  }

  /** Everything on the page in reading order. */
  get content(): string {
    return [this.head, this.body, this.foot]
      .map((ink) => ink.content)
      .filter((content) => content !== '')
      .join('\n')
  }

  /** Makes a place of the page open an address, for the element that says which. */
  link(tag: Tag, place: Omit<LinkPlace, 'page'>): void {
    const link = { ...place, page: this.page }
    tag.children.push(link)
    this.links.push(link)
  }
}
