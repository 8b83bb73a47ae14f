import type { Check } from './crash.checks.js'
import { MESSAGE_ID_HOST } from './crash.environment.js'
import type { Fleet } from './crash.fleet.js'
import type { AcceptedMail, SlowMailServer } from './crash.mail.js'
import type { World } from './crash.world.js'

/** The note follows the answer at once, or soon on a busy machine; a process killed later than this has written it. */
const NOTE_WITHIN_MS = 5_000
/** A server sees only so late that its client is gone, and says yes to nobody. */
const YES_TO_NOBODY_MS = 500
/** How long PostgreSQL may be away after a kill; the sender waits with its note until it is back. */
const AWAY_MS = 10_000
/** What is told of a second copy: kills since then. */
const TOLD_MS = 40_000

/** What the mail server saw. */
export interface MailFindings {
  checks: Check[]
  /** Second copies of a message whose first sender was killed between the yes and the note: SMTP cannot do better. */
  copiesInTheWindow: number
  /** Of those that should not be: who sent them when, and what was killed around that time. */
  details: string[]
}

/** Compares the receipts that arrived with those that should have. */
export async function checkMail(world: World, fleet: Fleet, mail: SlowMailServer): Promise<MailFindings> {
  const { rows } = await world.superuser.query<{ id: string; recipients: string[] }>(
    'select m.id, m.recipients from daily_receipts r join emails m on m.id = r.email_id',
  )
  const byId = groupedById(mail.accepted)
  const copies = secondCopies(byId, fleet)
  const expectedIds = new Map(rows.map((row) => [messageIdOf(row.id), row.recipients.join()]))
  const arrived = [...expectedIds].filter(([id, to]) =>
    byId.get(id)?.every(({ recipients }) => recipients.join() === to),
  )
  const administrators = new Set(mail.accepted.flatMap(({ recipients }) => recipients))
  return {
    copiesInTheWindow: copies.inTheWindow,
    details: copies.details,
    checks: [
      {
        name: 'receipts that arrived at their administrator',
        expected: world.organizations.length,
        found: arrived.length,
      },
      { name: 'administrators with mail', expected: world.organizations.length, found: administrators.size },
      {
        name: 'e-mails that nobody knows',
        expected: 0,
        found: [...byId.keys()].filter((id) => !expectedIds.has(id)).length,
      },
      { name: 'second copies that no kill explains', expected: 0, found: copies.unexplained },
    ],
  }
}

/** Compares every e-mail that is noted as sent with what arrived, whatever it is about. */
export async function checkLetters(world: World, fleet: Fleet, mail: SlowMailServer): Promise<MailFindings> {
  const { rows } = await world.superuser.query<{ id: string; recipients: string[]; sent: boolean; failed: boolean }>(
    'select id, recipients, sent_at is not null as sent, failed_at is not null as failed from emails',
  )
  const byId = groupedById(mail.accepted)
  const known = new Set(rows.map(({ id }) => messageIdOf(id)))
  const copies = secondCopies(byId, fleet)
  const count = (name: string, found: number, expected = 0): Check => ({ name, expected, found })
  return {
    copiesInTheWindow: copies.inTheWindow,
    details: copies.details,
    checks: [
      count(
        'e-mails noted as sent that never arrived at everybody',
        rows.filter(({ id, recipients, sent }) => sent && !hasAll(byId.get(messageIdOf(id)), recipients)).length,
      ),
      count('e-mails that are neither sent nor due', rows.filter(({ failed }) => failed).length),
      count('e-mails that nobody knows', [...byId.keys()].filter((id) => !known.has(id)).length),
      count('second copies that no kill explains', copies.unexplained),
    ],
  }
}

function hasAll(copies: readonly AcceptedMail[] | undefined, recipients: readonly string[]): boolean {
  const reached = new Set(copies?.flatMap((copy) => copy.recipients))
  return recipients.every((recipient) => reached.has(recipient))
}

function messageIdOf(emailId: string): string {
  return `<${emailId}@${MESSAGE_ID_HOST}>`
}

/**
 * Second copies of one message: those whose first sender was killed before it could note the server's yes, and others. A
 * database that is killed explains none: the sender lives, and notes it later.
 */
function secondCopies(
  byId: ReadonlyMap<string, readonly AcceptedMail[]>,
  fleet: Fleet,
): { inTheWindow: number; unexplained: number; details: string[] } {
  const found = { inTheWindow: 0, unexplained: 0, details: [] as string[] }
  for (const copies of byId.values()) {
    for (const [index, former] of copies.slice(0, -1).entries()) {
      const later = copies[index + 1]
      if (later === undefined) continue
      if (couldNotNote(former, later, fleet)) found.inTheWindow++
      else {
        found.unexplained++
        found.details.push(detailOf(former, later, fleet))
      }
    }
  }
  return found
}

/** Whether the sender was killed around the yes, before the next copy, and never said that it had noted it. */
function couldNotNote(former: AcceptedMail, later: AcceptedMail, fleet: Fleet): boolean {
  if (fleet.notedEmails.has(`${former.from} ${emailIdOf(former)}`)) return false
  const wasAway = fleet.databaseKills.some((at) => Math.abs(at - former.at) < NOTE_WITHIN_MS + AWAY_MS)
  const until = former.at + NOTE_WITHIN_MS + (wasAway ? AWAY_MS : 0)
  return fleet.kills.some(
    ({ process, at }) => process === former.from && at > former.at - YES_TO_NOBODY_MS && at < Math.min(until, later.at),
  )
}

function detailOf(former: AcceptedMail, later: AcceptedMail, fleet: Fleet): string {
  const after = (at: number) => `${Math.round(at - former.at)} ms`
  const around = (at: number) => at > former.at - TOLD_MS && at < later.at
  const killed = fleet.kills.filter(({ at }) => around(at)).map(({ process, at }) => `${process} ${after(at)}`)
  const away = fleet.databaseKills.filter(around).map((at) => `database ${after(at)}`)
  const noted = fleet.notedEmails.has(`${former.from} ${emailIdOf(former)}`) ? ', which had noted it' : ''
  return `second copy: from ${former.from}${noted}, again from ${later.from} after ${after(later.at)}; kills: ${[...killed, ...away].join(', ')}`
}

function emailIdOf({ messageId }: AcceptedMail): string {
  return messageId.slice(1, messageId.lastIndexOf('@'))
}

function groupedById(accepted: readonly AcceptedMail[]): Map<string, AcceptedMail[]> {
  const groups = new Map<string, AcceptedMail[]>()
  for (const mail of accepted) groups.set(mail.messageId, [...(groups.get(mail.messageId) ?? []), mail])
  return groups
}
