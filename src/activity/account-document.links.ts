import { recordAudit } from '../audit/audit.trail.js'
import { type Actor, assertScope, type RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import type { SignedLinks } from '../files/signed-link.js'
import type { Clock } from '../kernel/clock.js'
import { RequestError, UserErrors } from '../kernel/errors.js'
import { assertGranted, assertScopeThere, findOrganization } from '../organizations/organization.access.js'
import { timeOf } from '../organizations/organization.clock.js'
import { standingOf } from '../vendors/standing.access.js'
import type { AccountDocumentClaim, AccountDocumentForm } from './account-document.link.js'
import { expectedMonths, findMonth } from './activity.month.js'
import { accessibleTransaction, monthBalances, monthCount } from './activity.queries.js'

/** A month with more transactions has some 250 pages: it is for machines, which take CSV. */
export const MAX_PDF_TRANSACTIONS = 5_000

/** A link that was made. */
export interface AccountDocumentUrl {
  url: string
  expiresAt: Date
}

/** What a link is to lead to. */
interface Target {
  organizationId: string
  form: AccountDocumentForm
  /** Of the organization, or of the transaction. */
  subject: string
  month: string
}

/** Makes links to statements and receipts, for vendors and people; staff read the same through the API. */
export class AccountDocumentLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: SignedLinks<AccountDocumentClaim>,
    /** How long a link works. */
    private readonly linkMinutes: number,
  ) {}

  /**
   * A link to the organization's statement of the month.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT for a month that is not shown or too long for a PDF
   */
  async statement(
    actor: Actor,
    request: RequestInfo,
    { organizationId, month: name, format }: { organizationId: string; month: string; format: 'PDF' | 'CSV' },
  ): Promise<AccountDocumentUrl> {
    assertScope(actor, 'account:read')
    const organization = await findOrganization(this.database, actor, organizationId)
    if (organization === null) {
      throw UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${organizationId}"`)
    }
    assertGranted(actor, organization, 'account:read')
    const now = timeOf(this.clock, organization)
    const month = findMonth(name, now, organization.timeZone)
    if (month === null) {
      throw UserErrors.one('INVALID_INPUT', ['month'], expectedMonths(now, organization.timeZone, name))
    }
    const balances = await monthBalances(this.database, organizationId, month)
    if (balances === null) throw UserErrors.one('NOT_FOUND', ['organizationId'], 'the organization has no account')
    const count = await monthCount(this.database, { ...balances, month })
    if (format === 'PDF' && count > MAX_PDF_TRANSACTIONS) {
      const expected = `expected up to ${MAX_PDF_TRANSACTIONS} transactions for a PDF, got ${count}: ask for CSV`
      throw UserErrors.one('INVALID_INPUT', ['format'], expected)
    }
    const form = format === 'PDF' ? 'STATEMENT_PDF' : 'STATEMENT_CSV'
    return await this.make(actor, request, { organizationId, form, subject: organizationId, month: month.name })
  }

  /** A link to the receipt of a transaction. @throws UserErrors NOT_FOUND */
  async receipt(actor: Actor, request: RequestInfo, transactionId: string): Promise<AccountDocumentUrl> {
    assertScope(actor, 'account:read')
    const transaction = await accessibleTransaction(this.database, actor, transactionId)
    if (transaction === null) {
      throw UserErrors.one('NOT_FOUND', ['transactionId'], `no transaction has the id "${transactionId}"`)
    }
    assertScopeThere(actor, transaction.scopes, 'account:read')
    const { organizationId } = transaction
    return await this.make(actor, request, { organizationId, form: 'RECEIPT_PDF', subject: transactionId, month: '' })
  }

  private async make(actor: Actor, request: RequestInfo, target: Target): Promise<AccountDocumentUrl> {
    if (actor.kind === 'STAFF') throw new RequestError('FORBIDDEN', 'links are for vendors and people')
    const { organizationId, form, subject, month } = target
    const at = this.clock.now()
    const { actorKind, actorId, apiKeyId } = standingOf(actor, organizationId)
    const claims = { form, month, organization: organizationId, actorKind, actor: actorId, key: apiKeyId ?? '' }
    const expiresAt = new Date(at.getTime() + this.linkMinutes * 60_000)
    const url = await this.links.url({ subject, claims }, expiresAt)
    const ids = month === '' ? [form, subject] : [form, subject, month]
    const audited = { kind: 'accountDocument', ids }
    await this.database.transaction((tx) =>
      recordAudit(tx, { action: 'ACCOUNT_LINK_CREATED', actor, request, organizationId, subject: audited, at }),
    )
    return { url, expiresAt }
  }
}
