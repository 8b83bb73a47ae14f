import { deposit, openAccount } from '../accounts/account.service.js'
import type { Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import type { Role } from '../organizations/membership.entity.js'
import { createOrganization } from '../organizations/organization.service.js'
import type { SandboxOpener } from '../vendors/sandbox-twin.js'
import { SANDBOX_CURRENCY } from './sandbox.organization.js'

/** Play money of a new sandbox, in cents. */
export const PLAY_MONEY_CENTS = 1_000_000

const ROLES: readonly Role[] = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']

/** The sandboxes in which organizations try their own software out: play money, and who asked first. */
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
}
