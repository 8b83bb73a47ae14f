import { rowsOf } from './census.js'
import { eventually } from './eventually.js'
import type { TestGateway } from './test-gateway.js'

/** How long a first PDF may take on a busy machine: its thread has to start, too. */
export const FIRST_PDF_MS = 90_000

/** An official PDF as it is kept. */
export interface IssuedPdf {
  documentNumber: string
  bytes: Buffer
}

const BY_ITEM = `select 'PD-' || lpad(d.number::text, 10, '0') as "documentNumber", p.bytes
  from order_items i join profile_documents d on d.id = i.document_id join profile_pdfs p on p.document_id = d.id
 where i.id = $1`

/** The PDF of an order's line, once the worker has rendered and signed it. */
export async function issuedPdf(gateway: TestGateway, orderItemId: string): Promise<IssuedPdf> {
  const found = () => rowsOf<IssuedPdf>(gateway, BY_ITEM, [orderItemId])
  const [pdf] = await eventually(found, (rows) => rows.length > 0, FIRST_PDF_MS)
  if (pdf === undefined) throw new Error(`no PDF of ${orderItemId} was issued`)
  return pdf
}
