import { Command, CommanderError } from 'commander'
import { requireReason } from '../src/audit/reason.js'
import type { RequestInfo } from '../src/auth/actor.js'
import { readConfig } from '../src/config.js'
import type { Database } from '../src/db/database.js'
import { systemClock } from '../src/kernel/clock.js'
import { UserErrors } from '../src/kernel/errors.js'
import { newId } from '../src/kernel/ids.js'
import { endSessionsOfUser } from '../src/people/session.queries.js'
import { appointStaff, type EndSessions, STAFF_LINK_MINUTES, type StaffAct } from '../src/staff/staff.appointment.js'
import { dismissStaff } from '../src/staff/staff.dismissal.js'
import { staffLink } from '../src/staff/staff.mail.js'
import { findBackOfficeUser, staffPage } from '../src/staff/staff.queries.js'
import { openScriptDatabase, ScriptError } from './lib/script-database.js'

const PAGE = 100

/** What the operator does has no session, but a time and a reason like everything else. */
function operatorAct(reason: string): StaffAct {
  const request: RequestInfo = { requestId: newId('request'), address: null, userAgent: null, reason: null }
  return { actor: 'OPERATOR', request, reason: requireReason(reason), at: systemClock.now() }
}

const endSessions: EndSessions = async (tx, { userId, reason, at }) => await endSessionsOfUser(tx, userId, reason, at)

async function appoint(options: { email: string; name: string; reason: string }): Promise<void> {
  await withDatabase(async (database) => {
    const { user, token } = await database.transaction((tx) =>
      appointStaff(tx, { email: options.email, fullName: options.name }, operatorAct(options.reason), endSessions),
    )
    if (token === null) {
      console.error(`${user.id} belongs to the staff now and signs in again, as before`)
      return
    }
    console.error(`${user.id} belongs to the staff now. The link to set a password works once, for`)
    console.error(`${STAFF_LINK_MINUTES / 60} hours, and is shown now and never again:`)
    console.log(staffLink(readConfig().publisher, token))
  })
}

async function list(): Promise<void> {
  await withDatabase(async (database) => {
    let afterId: string | null = null
    for (;;) {
      const page = await staffPage(database, afterId, PAGE)
      for (const { id, email, fullName, activatedAt } of page) {
        console.log(`${id}  ${activatedAt === null ? 'not activated' : 'active'}  ${email}  "${fullName}"`)
      }
      afterId = page.at(-1)?.id ?? null
      if (page.length < PAGE) return
    }
  })
}

async function dismiss(options: { email: string; reason: string }): Promise<void> {
  await withDatabase(async (database) => {
    const user = await findBackOfficeUser(database, { email: options.email })
    if (user === null) throw new ScriptError('nobody has this e-mail address')
    await database.transaction((tx) => dismissStaff(tx, user.id, operatorAct(options.reason), endSessions))
    console.log(`${user.id} belongs to the staff no more and is signed out`)
  })
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const { database, close } = await openScriptDatabase()
  try {
    await work(database)
  } finally {
    await close()
  }
}

const REASON = ['--reason <text>', 'why, for the audit trail'] as const

const program = new Command('staff').description("Appoints, lists and dismisses the publisher's staff.").exitOverride()
program
  .command('appoint')
  .description('makes somebody staff and prints the link to set a password, once')
  .requiredOption('--email <address>', 'e-mail address; it is the user name')
  .requiredOption('--name <text>', 'name of the person')
  .option(...REASON, 'appointed by the operator of the deployment')
  .exitOverride()
  .action(appoint)
program.command('list').description('lists the staff').exitOverride().action(list)
program
  .command('dismiss')
  .description('ends it, and signs the person out; the last one who can sign in stays')
  .requiredOption('--email <address>', 'e-mail address')
  .requiredOption(...REASON)
  .exitOverride()
  .action(dismiss)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = 1
  if (error instanceof CommanderError) process.exitCode = error.exitCode
  else if (error instanceof UserErrors)
    process.stderr.write(`${error.items.map(({ message }) => message).join('\n')}\n`)
  else if (error instanceof ScriptError) process.stderr.write(`${error.message}\n`)
  else throw error
}
