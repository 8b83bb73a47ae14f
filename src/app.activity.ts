import type { FastifyInstance } from 'fastify'
import { AccountDocumentDownloads } from './activity/account-document.downloads.js'
import { ACCOUNT_DOCUMENT_LINK } from './activity/account-document.link.js'
import { AccountDocumentLinks } from './activity/account-document.links.js'
import { AccountDocumentResolver } from './activity/account-document.resolver.js'
import { ActivityReader } from './activity/activity.reader.js'
import {
  AccountActivityResolver,
  AccountTransactionResolver,
  OrderTransactionsResolver,
  OrganizationActivityResolver,
} from './activity/activity.resolver.js'
import type { Documents } from './app.documents.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { SignedLinks } from './files/signed-link.js'
import { registerMadeDocuments } from './http/made-documents.routes.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'

/** Account activity: what answers queries and mutations about it, and the route of its documents. */
export interface Activity {
  resolvers: object[]
  registerRoutes(app: FastifyInstance): void
}

/** What it is made from. */
export interface ActivityParts {
  config: Config
  database: Database
  clock: Clock
  linkSigningKeys: KeyRing
  documents: Documents
}

/** Builds it for one process. */
export function createActivity({ config, database, clock, linkSigningKeys, documents }: ActivityParts): Activity {
  const links = new SignedLinks(ACCOUNT_DOCUMENT_LINK, linkSigningKeys, config.publicUrl, clock)
  const downloads = new AccountDocumentDownloads(database, clock, links, documents.tabularPdfs, config.publisher)
  const reader = new ActivityReader(database, clock)
  return {
    resolvers: [
      new OrganizationActivityResolver(reader),
      new OrderTransactionsResolver(reader),
      new AccountActivityResolver(reader),
      new AccountTransactionResolver(reader),
      new AccountDocumentResolver(new AccountDocumentLinks(database, clock, links, config.linkMinutes)),
    ],
    registerRoutes: (app) => registerMadeDocuments(app, ACCOUNT_DOCUMENT_LINK.path, downloads),
  }
}
