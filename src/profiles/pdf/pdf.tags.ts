import type { Box } from './pdf.theme.js'

/** The standard structure types (ISO 32000-1, 14.8.4) that a profile uses. */
export type TagKind =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Link'
  | 'Figure'

/** What a reader needs to know of an element beside its kind. */
export interface TagTraits {
  /** Instead of a picture. */
  alt?: string
  /** Where a figure stands. */
  box?: Box
  /** Of what a cell is the head. */
  scope?: 'Column' | 'Row'
  /** How many columns a cell spans. */
  span?: number
}

/** A sequence of one page's content that belongs to an element. */
export interface Mark {
  page: number
  /** Number of the sequence on its page. */
  mcid: number
}

/** A place on a page that opens an address; belongs to an element of kind `Link`. */
export interface LinkPlace {
  page: number
  url: string
  box: Box
}

/**
 * An element of the logical structure: what a screen reader walks through. It is built while the pages are drawn, in
 * reading order; content without one is an artifact (rules, fills, heads and feet of pages, repeated heads of tables).
 */
export class Tag {
  readonly children: (Tag | Mark | LinkPlace)[] = []

  constructor(
    readonly kind: TagKind,
    readonly traits: TagTraits = {},
  ) {}

  /** A new element at the end of this one. */
  add(kind: TagKind, traits?: TagTraits): Tag {
    const child = new Tag(kind, traits)
    this.children.push(child)
    return child
  }
}
