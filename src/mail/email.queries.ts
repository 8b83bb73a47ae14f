import type { Database, Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { EmailContents } from './email.contents.js'
import type { EmailKind } from './email.entity.js'
import type { Settlement } from './email.rules.js'

/** Their links are as good as a password: once they were delivered, nothing of them stays in the database. */
const SECRET_KINDS: readonly EmailKind[] = ['INVITATION', 'PASSWORD_RESET', 'EMAIL_CHANGE', 'PROFILE_DELIVERY']

/** An e-mail that a worker has taken to be sent. */
export interface ClaimedEmail {
  id: string
  kind: EmailKind
  recipients: string[]
  deliveredTo: string[]
  refusedRecipients: string[]
  subject: string
  text: string
  html: string
  createdAt: Date
  /** Counts this try; also tells this claim from a later one. */
  attempts: number
}

/** How far an e-mail has come, for those who asked for it to be sent. */
export interface EmailProgress {
  id: string
  recipients: string[]
  deliveredTo: string[]
  refusedRecipients: string[]
  kept: boolean
  sentAt: Date | null
  failedAt: Date | null
}

const UNSETTLED = 'sent_at is null and failed_at is null'

/*
 * Claims are leases by the database's clock: workers' clocks differ, and the clock that rules and services are given
 * may be set ahead, which must not end a claim.
 */
const CLAIM = writeStatement<ClaimedEmail>(
  'email_claim',
  `update emails set attempts = attempts + 1, claimed_until = now() + make_interval(secs => $2)
    where id = $1 and ${UNSETTLED} and (claimed_until is null or claimed_until <= now())
   returning id, kind, recipients, delivered_to as "deliveredTo", refused_recipients as "refusedRecipients",
             subject, text_body as text, html_body as html, created_at as "createdAt", attempts`,
)

const PROLONG = writeStatement<{ id: string }>(
  'email_claim_prolong',
  `update emails set claimed_until = now() + make_interval(secs => $3)
    where id = $1 and attempts = $2 and ${UNSETTLED} and claimed_until > now()
   returning id`,
)

/*
 * Whoever has the e-mail has it, even if another worker took it over meanwhile: recipients are only added. Such a
 * worker keeps its claim, and only what all tries together reached ends the e-mail.
 */
const SETTLE = writeStatement<{ id: string }>(
  'email_settle',
  `update emails e set
      delivered_to = n.delivered, refused_recipients = n.refused, kept = $6,
      last_error = coalesce($5, case when cardinality(n.refused) > 0 then e.last_error end),
      claimed_until = case when e.attempts = $2 then now() + make_interval(secs => $7) else e.claimed_until end,
      sent_at = case when n.settled and cardinality(n.delivered) > 0 then $8::timestamptz end,
      failed_at = case when n.settled and cardinality(n.delivered) = 0 then $8::timestamptz end,
      text_body = case when n.settled and not $6 and e.kind = any ($9::text[]) then '' else coalesce($10, e.text_body) end,
      html_body = case when n.settled and not $6 and e.kind = any ($9::text[]) then '' else coalesce($11, e.html_body) end
     from (select o.id,
                  array(select r from unnest(o.recipients) r
                          where r = any (o.delivered_to || $3::text[])) as delivered,
                  array(select r from unnest(o.recipients) r
                          where r = any (o.refused_recipients || $4::text[])) as refused,
                  o.recipients <@ (o.delivered_to || o.refused_recipients || $3::text[] || $4::text[]) as settled
             from emails o where o.id = $1 for update) n
    where e.id = n.id and e.sent_at is null and e.failed_at is null
   returning e.id`,
)

const UNSENT = readStatement<{ id: string }>(
  'emails_unsent',
  `select id from emails where ${UNSETTLED} and (claimed_until is null or claimed_until <= now())
    order by created_at limit $1`,
)

const PROGRESS = readStatement<EmailProgress>(
  'emails_progress',
  `select id, recipients, delivered_to as "deliveredTo", refused_recipients as "refusedRecipients", kept,
          sent_at as "sentAt", failed_at as "failedAt"
     from emails where id = any ($1)`,
)

/** Takes the e-mail for `leaseSeconds`; null when it is settled, when another has it or when it must wait. */
export async function claimEmail(
  database: Database,
  emailId: string,
  leaseSeconds: number,
): Promise<ClaimedEmail | null> {
  const [email] = await database.transaction((tx) => tx.write(CLAIM, [emailId, leaseSeconds]))
  return email ?? null
}

/** Keeps the e-mail for another `leaseSeconds`; false when it was lost, because this worker was out of breath. */
export async function prolongClaim(database: Database, email: ClaimedEmail, leaseSeconds: number): Promise<boolean> {
  const rows = await database.transaction((tx) => tx.write(PROLONG, [email.id, email.attempts, leaseSeconds]))
  return rows.length > 0
}

/** What is kept of an e-mail that stays in the database, for the mailbox page. */
type KeptContents = Pick<EmailContents, 'text' | 'html'>

/** Writes down what a try came to; nobody tries again for `gapSeconds`. */
export async function settleEmail(
  tx: Transaction,
  email: ClaimedEmail,
  settlement: Settlement,
  { kept, gapSeconds, at }: { kept: KeptContents | null; gapSeconds: number; at: Date },
): Promise<void> {
  const { deliveredTo, refusedRecipients, lastError } = settlement
  await tx.write(SETTLE, [
    email.id,
    email.attempts,
    deliveredTo,
    refusedRecipients,
    lastError,
    kept !== null,
    gapSeconds,
    at,
    SECRET_KINDS,
    kept?.text ?? null,
    kept?.html ?? null,
  ])
}

/** Ids of up to `limit` e-mails that somebody should send now, the oldest first. */
export async function unsentEmails(reader: Reader, limit: number): Promise<string[]> {
  return (await reader.rows(UNSENT, [limit])).map((row) => row.id)
}

/** How far these e-mails have come. */
export async function emailProgress(reader: Reader, emailIds: readonly string[]): Promise<EmailProgress[]> {
  return await reader.rows(PROGRESS, [emailIds])
}
