import { createHash } from 'node:crypto'
import { type PDFDocument, PDFHexString, PDFName, PDFNull, type PDFPage, PDFString } from 'pdf-lib'
import type { ProfileDocument } from '../profile.document.js'
import { asText } from './pdf.glyphs.js'
import type { Bookmark } from './pdf.layout.js'
import type { SheetLink } from './pdf.sheet.js'
import { PRODUCT_TITLES } from './pdf.words.js'

/** Title, language, author, dates and identifier: all from the document, nothing from the clock. */
export function describe(pdf: PDFDocument, document: ProfileDocument, name: string): void {
  const { header, publisher } = document
  const product = PRODUCT_TITLES[header.product]
  pdf.setTitle(wellFormed(`${product}: ${name} (${asText(header.documentNumber)})`), { showInWindowTitleBar: true })
  pdf.setSubject(wellFormed(`${product} for ${asText(header.organizationName)}, order ${asText(header.orderNumber)}`))
  pdf.setAuthor(wellFormed(asText(publisher.name)))
  pdf.setCreator('Profiles gateway')
  pdf.setProducer('Profiles gateway (pdf-lib)')
  pdf.setLanguage('en-US')
  const at = new Date(asText(header.asOf))
  if (!Number.isNaN(at.getTime())) {
    pdf.setCreationDate(at)
    pdf.setModificationDate(at)
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([header.documentNumber, document.contentSha256]))
    .digest('hex')
  const id = PDFHexString.of(digest.slice(0, 32).toUpperCase())
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id])
}

/** The outline of the document, shown when it is opened. */
export function addBookmarks(pdf: PDFDocument, pages: readonly PDFPage[], bookmarks: readonly Bookmark[]): void {
  const { context, catalog } = pdf
  const root = context.nextRef()
  const refs = bookmarks.map(() => context.nextRef())
  bookmarks.forEach(({ title, page, top }, index) => {
    const target = pages[page]
    const item = context.obj({ Parent: root, Title: PDFHexString.fromText(wellFormed(title)) })
    if (target !== undefined) {
      item.set(PDFName.of('Dest'), context.obj([target.ref, 'XYZ', PDFNull, Math.round(top), PDFNull]))
    }
    const [previous, next] = [refs[index - 1], refs[index + 1]]
    if (previous !== undefined) item.set(PDFName.of('Prev'), previous)
    if (next !== undefined) item.set(PDFName.of('Next'), next)
    const ref = refs[index]
    if (ref !== undefined) context.assign(ref, item)
  })
  const outlines = context.obj({ Type: 'Outlines', Count: refs.length })
  const [first, last] = [refs[0], refs.at(-1)]
  if (first !== undefined) outlines.set(PDFName.of('First'), first)
  if (last !== undefined) outlines.set(PDFName.of('Last'), last)
  context.assign(root, outlines)
  catalog.set(PDFName.of('Outlines'), root)
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}

/** Makes places of a page open web addresses; only addresses of the web, whatever the configuration says. */
export function addLinks(pdf: PDFDocument, page: PDFPage, links: readonly SheetLink[]): void {
  for (const { url, left, bottom, width, height } of links) {
    const uri = webAddress(url)
    if (uri === null) continue
    const annotation = pdf.context.obj({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [left, bottom, left + width, bottom + height].map(Math.round),
      Border: [0, 0, 0],
      F: 4,
      Contents: PDFHexString.fromText('Verify this document'),
      A: { Type: 'Action', S: 'URI', URI: PDFString.of(uri) },
    })
    page.node.addAnnot(pdf.context.register(annotation))
  }
}

function webAddress(url: string): string | null {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return null
  // A PDF string ends at a parenthesis and escapes by a backslash; in an address both can be written as codes.
  return new URL(url).href.replace(/[()\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}

/** Half a surrogate pair has no UTF-16 form. */
function wellFormed(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, ' ')
}
