import type { Mode } from '../auth/actor.js'
import { createOrganization } from '../organizations/organization.service.js'
import { rowsOf } from './census.js'
import { person, type TestPerson } from './people.js'
import { type Acted, act } from './staff-acts.js'
import type { TestGateway } from './test-gateway.js'

/** What `recordDeposit` answers to `DEPOSIT`. */
export interface Recorded {
  deposit: {
    id: string
    ledgerEntryId: string
    reference: string
    recordedBy: string
    amount: { cents: number; currency: string }
    balanceAfter: { cents: number }
    organization: { id: string }
  } | null
  replayed: boolean
}

export const DEPOSIT = `replayed deposit { id ledgerEntryId reference recordedBy amount { cents currency }
  balanceAfter { cents } organization { id } }`

let serial = 0

/** Somebody of the staff with checks to record. */
export class DepositScene {
  private constructor(
    private readonly gateway: TestGateway,
    readonly staff: TestPerson,
  ) {}

  static async of(gateway: TestGateway): Promise<DepositScene> {
    return new DepositScene(gateway, await person(gateway, { staff: true, fullName: 'Sam Staff' }))
  }

  /** A deposit under a key that no other has. */
  depositOf(organizationId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
    serial++
    return {
      organizationId,
      amountCents: 250_000,
      reference: 'Check 1001',
      idempotencyKey: `deposit-${serial}`,
      reason: 'check came by mail',
      ...more,
    }
  }

  async record(input: Record<string, unknown>, by = this.staff): Promise<Acted<Recorded>> {
    return await act<Recorded>(by.client, 'recordDeposit', input, DEPOSIT)
  }

  /** What stood against a deposit. */
  async problems(input: Record<string, unknown>): Promise<string[]> {
    return (await this.record(input)).userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)
  }

  async ledgerOf(organizationId: string): Promise<{ kind: string; cents: number; description: string }[]> {
    return await rowsOf(
      this.gateway,
      `select t.kind, e.amount_cents::int as cents, t.description
         from ledger_entries e join ledger_transactions t on t.id = e.transaction_id join accounts a on a.id = e.account_id
        where a.organization_id = $1 and e.book = 'BALANCE' order by e.sequence`,
      [organizationId],
    )
  }

  /** An organization for which nobody has opened an account yet. */
  async withoutAccount(mode: Mode = 'TEST'): Promise<string> {
    serial++
    const administrator = { email: `no-account-${serial}@hospital.example`, fullName: 'Ada Sandbox' }
    const { organization } = await this.gateway.database.transaction((tx) =>
      createOrganization(tx, this.gateway.clock, {
        mode,
        name: 'Fictional Clinic',
        timeZone: 'America/Chicago',
        administrator: { ...administrator, roles: ['ORGANIZATION_ADMINISTRATOR'] },
      }),
    )
    return organization.id
  }
}
