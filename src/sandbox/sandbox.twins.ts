import { deposit, openAccount } from '../accounts/account.service.js'
import type { Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { Role } from '../organizations/membership.entity.js'
import { createOrganization } from '../organizations/organization.service.js'
import type { SandboxOpener } from '../vendors/sandbox-twin.js'
import { SANDBOX_CURRENCY } from './sandbox.organization.js'

/** Play money of a new sandbox, in cents. */
const PLAY_MONEY_CENTS = 1_000_000

const ROLES: readonly Role[] = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']

const ADMIT = writeStatement(
  'sandbox_admit',
  `insert into memberships (id, organization_id, user_id, roles, created_at) values ($1, $2, $3, $4, $5)
   on conflict on constraint memberships_organization_user_unique do nothing`,
)

/** The sandboxes in which organizations try their own software out: play money, and the people who asked. */
export class SandboxTwins implements SandboxOpener {
  constructor(private readonly clock: Clock) {}

  async open(tx: Transaction, wanted: Parameters<SandboxOpener['open']>[1]): Promise<string> {
    const { name, timeZone, administrator } = wanted
    const { organization } = await createOrganization(tx, this.clock, {
      mode: 'TEST',
      name,
      timeZone,
      administrator: { email: administrator.email, fullName: administrator.fullName, roles: ROLES },
    })
    const account = await openAccount(tx, this.clock, organization.id, SANDBOX_CURRENCY)
    await deposit(tx, this.clock, account.id, PLAY_MONEY_CENTS, 'Play money')
    return organization.id
  }

  async admit(tx: Transaction, sandboxId: string, userId: string): Promise<void> {
    await tx.write(ADMIT, [newId('membership'), sandboxId, userId, [...ROLES], this.clock.now()])
  }
}
