import { recordAudit } from '../audit/audit.trail.js'
import type { RequestInfo } from '../auth/actor.js'
import type { Database } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { MadeDocument } from '../files/made-document.js'
import type { LinkCheck, SignedLinks } from '../files/signed-link.js'
import type { Clock } from '../kernel/clock.js'
import type { Publisher } from '../kernel/publisher.js'
import { timeOf } from '../organizations/organization.clock.js'
import type { Organization } from '../organizations/organization.entity.js'
import type { TabularPdfService } from '../profiles/rendering/tabular-pdf.service.js'
import { accessStands } from '../vendors/standing.access.js'
import type { AccountDocumentClaim } from './account-document.link.js'
import { findMonth } from './activity.month.js'
import { receiptLines, transactionById } from './activity.queries.js'
import { receiptDocument } from './receipt.document.js'
import { statementCsv } from './statement.csv.js'
import { statementDocument } from './statement.document.js'
import { readStatementOf, statementTransactions } from './statement.js'
import type { AccountTransaction } from './transaction.type.js'
import { transactionView } from './transaction.view.js'

/** A link that holds. */
type Valid = Extract<LinkCheck<AccountDocumentClaim>, { outcome: 'VALID' }>

/** What is needed of the organization, whoever asks: the right to it is checked by itself. */
const ORGANIZATION = readStatement<Organization>(
  'organization_of_account_document',
  `select id, mode, name, time_zone as "timeZone", clock_ahead_ms as "clockAheadMs" from organizations where id = $1`,
)

/** Hands out statements and receipts, made when they are asked for; every download is recorded before its first byte. */
export class AccountDocumentDownloads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: SignedLinks<AccountDocumentClaim>,
    private readonly pdfs: TabularPdfService,
    private readonly publisher: Publisher,
  ) {}

  /**
   * What `token`, the last part of a link, gives now: nothing once whoever asked for it lost the right to.
   * @throws RequestError RATE_LIMITED when too many PDFs wait to be rendered
   */
  async open(token: string, request: RequestInfo): Promise<MadeDocument> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const { claims, subject } = check
    const standing = {
      organizationId: claims.organization,
      actorKind: claims.actorKind === 'VENDOR' ? ('VENDOR' as const) : ('USER' as const),
      actorId: claims.actor,
      apiKeyId: claims.key === '' ? null : claims.key,
    }
    const [organization] = await this.database.rows(ORGANIZATION, [claims.organization])
    if (organization === undefined || !(await accessStands(this.database, standing, 'account:read'))) {
      // We signed the link, so its organization can see that somebody tried.
      await this.#record('ACCESS_DENIED', request, claims.organization, {
        kind: 'route',
        ids: ['GET /account-documents/:token', subject],
      })
      return { outcome: 'INVALID' }
    }
    return claims.form === 'RECEIPT_PDF'
      ? await this.#receipt(check, request, organization)
      : await this.#statement(check, request, organization)
  }

  async #receipt({ subject }: Valid, request: RequestInfo, organization: Organization): Promise<MadeDocument> {
    const row = await transactionById(this.database, organization.id, subject)
    if (row === null) return { outcome: 'INVALID' }
    const lines = await receiptLines(this.database, [row.id])
    const transaction = transactionView(row)
    const document = receiptDocument({ organization, transaction, lines }, this.publisher)
    const bytes = await this.pdfs.pdfOf(document)
    const clinicians = [...new Set(lines.map(({ clinicianId }) => clinicianId))]
    const audited = { kind: 'ledgerTransaction', ids: [subject, ...clinicians] }
    await this.#record('ACCOUNT_DOCUMENT_DOWNLOADED', request, organization.id, audited)
    return { outcome: 'PDF', fileName: `receipt-${subject}.pdf`, bytes }
  }

  async #statement({ claims }: Valid, request: RequestInfo, organization: Organization): Promise<MadeDocument> {
    const now = timeOf(this.clock, organization)
    const month = findMonth(claims.month, now, organization.timeZone)
    const statement = month === null ? null : await readStatementOf(this.database, organization, month, now)
    if (statement === null) return { outcome: 'INVALID' }
    const { accountId } = statement.balances
    const audited = { kind: 'account', ids: [accountId, claims.month] }
    const record = () => this.#record('ACCOUNT_DOCUMENT_DOWNLOADED', request, organization.id, audited)
    const fileName = `account-activity-${claims.month}`
    const batches = statementTransactions(this.database, statement)
    if (claims.form === 'STATEMENT_CSV') {
      await record()
      return { outcome: 'CSV', fileName: `${fileName}.csv`, pieces: statementCsv(statement, batches) }
    }
    const transactions: AccountTransaction[] = []
    for await (const batch of batches) transactions.push(...batch)
    const bytes = await this.pdfs.pdfOf(statementDocument(statement, transactions, this.publisher))
    await record()
    return { outcome: 'PDF', fileName: `${fileName}.pdf`, bytes }
  }

  async #record(
    action: 'ACCESS_DENIED' | 'ACCOUNT_DOCUMENT_DOWNLOADED',
    request: RequestInfo,
    organizationId: string,
    subject: { kind: string; ids: string[] },
  ): Promise<void> {
    const at = this.clock.now()
    await this.database.transaction((tx) =>
      recordAudit(tx, { action, actor: null, request, organizationId, subject, at }),
    )
  }
}
