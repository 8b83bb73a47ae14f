import type { LinkPurpose } from '../files/signed-link.js'

/** What can be downloaded of an account. */
export const ACCOUNT_DOCUMENT_FORMS = ['STATEMENT_PDF', 'STATEMENT_CSV', 'RECEIPT_PDF'] as const
export type AccountDocumentForm = (typeof ACCOUNT_DOCUMENT_FORMS)[number]

/** `month` is empty in links to receipts. */
export type AccountDocumentClaim = 'form' | 'month' | 'organization' | 'actorKind' | 'actor' | 'key'

/** Links to statements (of an organization) and receipts (of a transaction), for whoever asked for the link. */
export const ACCOUNT_DOCUMENT_LINK: LinkPurpose<AccountDocumentClaim> = {
  name: 'account-document',
  path: 'account-documents',
  claims: ['form', 'month', 'organization', 'actorKind', 'actor', 'key'],
}
