import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'

/** A question whether an organization has an account, as staff see it. */
export interface InquiryRow {
  id: string
  organizationName: string
  city: string | null
  state: string | null
  contactName: string
  contactEmail: string
  message: string | null
  createdAt: Date
  answeredAt: Date | null
  answeredBy: string | null
  organizationId: string | null
  answer: string | null
}

const INQUIRY = `select q.id, q.organization_name as "organizationName", q.city, q.state, q.contact_name as "contactName",
    q.contact_email as "contactEmail", q.message, q.created_at as "createdAt", q.answered_at as "answeredAt",
    u.full_name as "answeredBy", q.organization_id as "organizationId", q.answer
  from organization_inquiries q left join users u on u.id = q.answered_by_user_id`

const BY_ID = readStatement<InquiryRow>('organization_inquiry_by_id', `${INQUIRY} where q.id = $1`)

const PAGE = readStatement<InquiryRow>(
  'organization_inquiries_page',
  `${INQUIRY} where q.id > $1 and ($3::boolean is null or $3 = (q.answered_at is not null)) order by q.id limit $2`,
)

const LOCK = writeStatement('organization_inquiry_lock', 'select from organization_inquiries where id = $1 for update')

const INSERT = writeStatement(
  'organization_inquiry_insert',
  `insert into organization_inquiries
     (id, organization_name, city, state, contact_name, contact_email, message, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

const ANSWER = writeStatement(
  'organization_inquiry_answer',
  `update organization_inquiries
      set answer = $2, organization_id = $3, answered_at = $4, answered_by_user_id = $5
    where id = $1`,
)

/** Takes the question for this transaction. */
export async function lockInquiry(tx: Transaction, id: string): Promise<void> {
  await tx.write(LOCK, [id])
}

/** The question, or null. For staff only. */
export async function inquiryById(reader: Reader, id: string): Promise<InquiryRow | null> {
  const [inquiry] = await reader.rows(BY_ID, [id])
  return inquiry ?? null
}

/** Up to `limit` questions after `afterId`, the oldest first; all, or those with or without an answer. */
export async function inquiriesPage(
  reader: Reader,
  afterId: string,
  limit: number,
  answered: boolean | null,
): Promise<InquiryRow[]> {
  return await reader.rows(PAGE, [afterId, limit, answered])
}

/** Writes a question down. */
export async function insertInquiry(
  tx: Transaction,
  inquiry: Omit<InquiryRow, 'answeredAt' | 'answeredBy' | 'organizationId' | 'answer'>,
): Promise<void> {
  await tx.write(INSERT, [
    inquiry.id,
    inquiry.organizationName,
    inquiry.city,
    inquiry.state,
    inquiry.contactName,
    inquiry.contactEmail,
    inquiry.message,
    inquiry.createdAt,
  ])
}

/** Writes the answer down. */
export async function answerInquiry(
  tx: Transaction,
  answered: { id: string; answer: string; organizationId: string | null; answeredAt: Date; byUserId: string },
): Promise<void> {
  const { id, answer, organizationId, answeredAt, byUserId } = answered
  await tx.write(ANSWER, [id, answer, organizationId, answeredAt, byUserId])
}
