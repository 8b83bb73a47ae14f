import { createHash } from 'node:crypto'
import { type PDFDocument, PDFHexString, PDFName, PDFNull, type PDFPage } from 'pdf-lib'
import type { ProfileDocument } from '../profile.document.js'
import { SRGB_PROFILE } from './pdf.color-profile.js'
import { asText } from './pdf.glyphs.js'
import type { Bookmark } from './pdf.layout.js'
import { packed, plain } from './pdf.stream.js'
import { PRODUCT_TITLES } from './pdf.words.js'
import { type DocumentFacts, xmpPacket } from './pdf.xmp.js'

/**
 * Title, language, author, dates and identifier: all from the document, nothing from the clock. `identity` is what tells
 * the document from every other.
 */
export function describe(pdf: PDFDocument, facts: DocumentFacts, identity: readonly string[]): void {
  pdf.setTitle(facts.title, { showInWindowTitleBar: true })
  pdf.setSubject(facts.subject)
  pdf.setAuthor(facts.author)
  pdf.setCreator(facts.creator)
  pdf.setProducer(facts.producer)
  pdf.setLanguage(facts.language)
  if (facts.at !== null) {
    pdf.setCreationDate(facts.at)
    pdf.setModificationDate(facts.at)
  }
  const metadata = { Type: 'Metadata', Subtype: 'XML' }
  pdf.catalog.set(PDFName.of('Metadata'), plain(pdf, Buffer.from(xmpPacket(facts)), metadata))
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex')
  const id = PDFHexString.of(digest.slice(0, 32).toUpperCase())
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id])
}

/** What a profile says of itself. */
export function profileFacts({ header, publisher }: ProfileDocument, name: string): DocumentFacts {
  const product = PRODUCT_TITLES[header.product]
  return documentFacts({
    title: `${product}: ${name} (${asText(header.documentNumber)})`,
    subject: `${product} for ${asText(header.organizationName)}, order ${asText(header.orderNumber)}`,
    author: asText(publisher.name),
    at: issuedAt(header),
  })
}

/** The facts of any document of the gateway. */
export function documentFacts(given: Pick<DocumentFacts, 'title' | 'subject' | 'author' | 'at'>): DocumentFacts {
  return {
    title: wellFormed(given.title),
    subject: wellFormed(given.subject),
    author: wellFormed(given.author),
    creator: 'Profiles gateway',
    producer: 'Profiles gateway (pdf-lib)',
    language: 'en-US',
    at: given.at,
  }
}

/** The instant of which the document holds; null where the header has none that can be read. */
export function issuedAt({ asOf }: ProfileDocument['header']): Date | null {
  const at = new Date(asText(asOf))
  return Number.isNaN(at.getTime()) ? null : at
}

/** Says what the red, green and blue of the pages mean, as PDF/A asks for (ISO 19005-3, 6.2.3). */
export function declareColors(pdf: PDFDocument): void {
  const profile = packed(pdf, SRGB_PROFILE, { N: 3 })
  const intent = pdf.context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFHexString.fromText('sRGB IEC61966-2.1'),
    Info: PDFHexString.fromText('sRGB IEC61966-2.1'),
    DestOutputProfile: profile,
  })
  pdf.catalog.set(PDFName.of('OutputIntents'), pdf.context.obj([intent]))
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

/** Neither UTF-16 nor XML can say half a surrogate pair, a control character or a noncharacter. */
function wellFormed(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, ' ')
}
