import { Command } from 'commander'
import { requireReason } from '../../src/audit/reason.js'
import { readConfig } from '../../src/config.js'
import { systemClock } from '../../src/kernel/clock.js'
import { endSessionsOfUser } from '../../src/people/session.queries.js'
import { appointStaff, type EndSessions, STAFF_LINK_MINUTES, type StaffAct } from '../../src/staff/staff.appointment.js'
import { dismissStaff } from '../../src/staff/staff.dismissal.js'
import { staffLink } from '../../src/staff/staff.mail.js'
import { findBackOfficeUser, staffPage } from '../../src/staff/staff.queries.js'
import { REASON_OPTION } from './arguments.js'
import { withDatabase } from './database.js'
import { OperatorError, operatorRequest } from './operator.js'
import { JSON_OPTION, note, type OutputOptions, print } from './output.js'

const PAGE = 100

/** What the operator does has no session, but a time and a reason like everything else. */
function operatorAct(reason: string): StaffAct {
  return { actor: 'OPERATOR', request: operatorRequest(), reason: requireReason(reason), at: systemClock.now() }
}

const endSessions: EndSessions = async (tx, { userId, reason, at }) => await endSessionsOfUser(tx, userId, reason, at)

async function appoint(options: OutputOptions & { email: string; name: string; reason: string }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const { user, token } = await database.transaction((tx) =>
      appointStaff(tx, { email: options.email, fullName: options.name }, operatorAct(options.reason), endSessions),
    )
    const link = token === null ? null : staffLink(readConfig().publisher, token)
    note(
      link === null
        ? `${user.id} belongs to the staff now and signs in again, as before`
        : `${user.id} belongs to the staff now. The link to set a password works once, for\n` +
            `${STAFF_LINK_MINUTES / 60} hours, and is shown now and never again:`,
    )
    print(options, { user: { id: user.id }, link }, link === null ? [] : [link])
  })
}

async function list(options: OutputOptions): Promise<void> {
  await withDatabase(async ({ database }) => {
    const users = []
    for (let page = null; page === null || page.length === PAGE; ) {
      page = await staffPage(database, users.at(-1)?.id ?? null, PAGE)
      users.push(...page.map(({ id, email, fullName, activatedAt }) => ({ id, email, fullName, activatedAt })))
    }
    const told = users.map(({ id, email, fullName, activatedAt }) => {
      return `${id}  ${activatedAt === null ? 'not activated' : 'active'}  ${email}  "${fullName}"`
    })
    print(options, { users }, told)
  })
}

async function dismiss(options: OutputOptions & { email: string; reason: string }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const user = await findBackOfficeUser(database, { email: options.email })
    if (user === null) throw new OperatorError('nobody has this e-mail address')
    const { id } = user
    await database.transaction((tx) => dismissStaff(tx, id, operatorAct(options.reason), endSessions))
    print(options, { user: { id } }, [`${id} belongs to the staff no more and is signed out`])
  })
}

const EXAMPLES = `
Examples:
  pgw users appoint --email fay@publisher.example --name "Fay First" --reason "set-up"
  pgw users list --json
  pgw users dismiss --email fay@publisher.example --reason "has left"`

/** `pgw users` */
export function usersCommand(): Command {
  const users = new Command('users').description("the publisher's staff").addHelpText('after', EXAMPLES)
  users
    .command('appoint')
    .description('makes somebody staff and prints the link to set a password, once')
    .requiredOption('--email <address>', 'e-mail address; it is the user name')
    .requiredOption('--name <text>', 'name of the person')
    .option(...REASON_OPTION, 'appointed by the operator of the deployment')
    .option(...JSON_OPTION)
    .action(appoint)
  users
    .command('list')
    .description('lists the staff')
    .option(...JSON_OPTION)
    .action(list)
  users
    .command('dismiss')
    .description('ends it, and signs the person out; the last one who can sign in stays')
    .requiredOption('--email <address>', 'e-mail address')
    .requiredOption(...REASON_OPTION)
    .option(...JSON_OPTION)
    .action(dismiss)
  return users
}
