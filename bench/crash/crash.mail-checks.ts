import type { Check } from './crash.checks.js'
import type { Fleet } from './crash.fleet.js'
import type { AcceptedMail, SlowMailServer } from './crash.mail.js'
import type { World } from './crash.world.js'

/** The note follows the answer at once, or soon on a busy machine; a process killed later than this has written it. */
const NOTE_WITHIN_MS = 5_000

/** What the mail server saw. */
export interface MailFindings {
  checks: Check[]
  /** Second copies of a message whose first sender was killed between the yes and the note: SMTP cannot do better. */
  copiesInTheWindow: number
}

/** Compares what arrived with what should have. */
export async function checkMail(world: World, fleet: Fleet, mail: SlowMailServer): Promise<MailFindings> {
  const { rows } = await world.superuser.query<{ id: string; recipients: string[] }>(
    'select m.id, m.recipients from daily_receipts r join emails m on m.id = r.email_id',
  )
  const byId = groupedById(mail.accepted)
  let copiesInTheWindow = 0
  let copiesOutside = 0
  for (const copies of byId.values()) {
    for (const [index, former] of copies.slice(0, -1).entries()) {
      const laterAt = copies[index + 1]?.at ?? 0
      const excused = fleet.kills.some(
        ({ process, at }) =>
          process === former.from && at > former.at - 50 && at < Math.min(former.at + NOTE_WITHIN_MS, laterAt),
      )
      if (excused) copiesInTheWindow++
      else copiesOutside++
    }
  }
  const expectedIds = new Map(rows.map((row) => [`<${row.id}@gateway.example>`, row.recipients.join()]))
  const arrived = [...expectedIds].filter(([id, to]) =>
    byId.get(id)?.every(({ recipients }) => recipients.join() === to),
  )
  const administrators = new Set(mail.accepted.flatMap(({ recipients }) => recipients))
  return {
    copiesInTheWindow,
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
      { name: 'second copies that no kill explains', expected: 0, found: copiesOutside },
    ],
  }
}

function groupedById(accepted: readonly AcceptedMail[]): Map<string, AcceptedMail[]> {
  const groups = new Map<string, AcceptedMail[]>()
  for (const mail of accepted) groups.set(mail.messageId, [...(groups.get(mail.messageId) ?? []), mail])
  return groups
}
