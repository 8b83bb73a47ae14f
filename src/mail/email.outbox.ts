import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { JobQueue } from '../jobs/job.queue.js'
import type { Clock } from '../kernel/clock.js'
import { isEmailAddress } from '../kernel/email-address.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { EmailKind } from './email.entity.js'
import { SendEmail } from './send-email.job.js'

/** An e-mail to be sent. */
export interface NewEmail {
  kind: EmailKind
  /** At least one plain address each; none may be a list. */
  recipients: readonly string[]
  /** One line. */
  subject: string
  /** Without a text, another room makes it when it is sent: `EmailContents`. */
  text?: string
  html?: string
}

const INSERT = writeStatement(
  'email_insert',
  `insert into emails (id, kind, recipients, subject, text_body, html_body, created_at)
   select e.id, e.kind, e.recipients, e.subject, e.text, e.html, $2
     from jsonb_to_recordset($1::jsonb) as e (id text, kind text, recipients text[], subject text, text text, html text)`,
)

/**
 * Writes the e-mail down and has it sent once the transaction has committed; returns its id. Throws when an address or
 * the subject could say more than it should: with line breaks or list syntax they would reach the envelope.
 */
export async function queueEmail(tx: Transaction, jobs: JobQueue, clock: Clock, email: NewEmail): Promise<string> {
  const [id] = await queueEmails(tx, jobs, clock, [email])
  invariant(id, 'an e-mail that is queued has an id')
  return id
}

/** As `queueEmail`, many by two statements: for who holds a lock meanwhile. Returns the ids in their order. */
export async function queueEmails(
  tx: Transaction,
  jobs: JobQueue,
  clock: Clock,
  emails: readonly NewEmail[],
): Promise<string[]> {
  if (emails.length === 0) return []
  const rows = emails.map((email) => ({ id: newId('email'), ...checked(email) }))
  await tx.write(INSERT, [JSON.stringify(rows), clock.now()])
  const ids = rows.map(({ id }) => id)
  await jobs.addAll(
    tx,
    SendEmail,
    ids.map((id) => ({ data: { emailId: id }, key: id })),
  )
  return ids
}

function checked(email: NewEmail): Required<NewEmail> {
  const recipients = [...new Set(email.recipients.map(withLowerCaseDomain))]
  if (recipients.length === 0) throw new Error(`an e-mail of kind ${email.kind} has no recipients`)
  // The address itself stays out of the message: it ends in logs.
  const bad = recipients.findIndex((recipient) => !isEmailAddress(recipient))
  if (bad >= 0) throw new Error(`an e-mail of kind ${email.kind}: recipient ${bad + 1} is no plain e-mail address`)
  if (/[\r\n\0]/.test(email.subject)) throw new Error(`an e-mail of kind ${email.kind}: the subject is not one line`)
  const { kind, subject, text = '', html = '' } = email
  return { kind, recipients, subject, text, html }
}

/** The form in which mail libraries give addresses back; the part before the @ is the recipient's to read. */
function withLowerCaseDomain(address: string): string {
  const at = address.lastIndexOf('@')
  return address.slice(0, at) + address.slice(at).toLowerCase()
}
