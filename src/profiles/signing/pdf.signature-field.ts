import { type PDFDocument, PDFHexString, PDFInvalidObject, PDFName, type PDFPage, PDFString } from 'pdf-lib'
import { invariant } from '../../kernel/errors.js'
import { SIGNATURE_ROOM } from './pdf.signature-room.js'

const REASON = 'This is the official document as it was issued. No change of it is permitted.'
const FIELD_NAME = 'PublisherSignature'
/** What a screen reader says of the field (ISO 32000-1, 12.7.3.1). */
const FIELD_TITLE = 'Digital signature of the publisher'

/** Print and Locked (ISO 32000-1, 12.5.3): PDF/A wants the one, and nothing may move the other. */
const WIDGET_FLAGS = 4 | 128
/** SignaturesExist and AppendOnly (ISO 32000-1, 12.7.2). */
const SIGNATURES_EXIST_APPEND_ONLY = 3

/**
 * Leaves room for the publisher's signature, as the last thing before `save`: a signature dictionary of fixed size and
 * an invisible field of the first page. It certifies the document (DocMDP, level 1: no change is permitted), so a viewer
 * warns of anything that is appended later. The signer's name is the author's of the document. The same document gives
 * the same bytes. The widget has no area, so PDF/A asks for no appearance of it (ISO 19005-3, 6.3.3), and PDF/UA for no
 * place in the structure (ISO 14289-1, 7.18.1).
 */
export function reserveSignature(pdf: PDFDocument, pages: readonly PDFPage[]): void {
  const [page] = pages
  invariant(page, 'a document to be signed has a page')
  const { context, catalog } = pdf
  // Bytes, not a dictionary: the library would write one as it sees fit, and the places in it must be known.
  const signature = context.register(PDFInvalidObject.of(Buffer.from(dictionaryText(pdf.getAuthor()), 'latin1')))
  const widget = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [0, 0, 0, 0],
    F: WIDGET_FLAGS,
    P: page.ref,
    T: PDFString.of(FIELD_NAME),
    TU: PDFString.of(FIELD_TITLE),
    V: signature,
  })
  const field = context.register(widget)
  page.node.addAnnot(field)
  const form = context.obj({ Fields: [field], SigFlags: SIGNATURES_EXIST_APPEND_ONLY })
  catalog.set(PDFName.of('AcroForm'), context.register(form))
  catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }))
}

function dictionaryText(signer: string | undefined): string {
  const name = signer === undefined ? '' : `/Name ${PDFHexString.fromText(signer).toString()}\n`
  const noChange = '<< /Type /TransformParams /P 1 /V /1.2 >>'
  const reference = `<< /Type /SigRef /TransformMethod /DocMDP /TransformParams ${noChange} >>`
  return `${SIGNATURE_ROOM}${name}/Reason (${REASON})\n/Reference [${reference}]\n>>`
}
