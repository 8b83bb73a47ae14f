import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createActivity } from './app.activity.js'
import { createFhir } from './app.fhir.js'
import { type ResolverParts, resolverInstances } from './app.resolvers.js'
import { DenialRecorder } from './audit/denial.recorder.js'
import { StaffReadRecorder } from './audit/staff-read.recorder.js'
import { BULK_RESULT_LINK } from './bulk/bulk.download.js'
import { EVIDENCE_LINK } from './discrepancies/evidence.downloads.js'
import { registerExplorer, registerNoExplorer } from './explorer/explorer.routes.js'
import { anonymousPlugin } from './graphql/anonymous.plugin.js'
import { costPlugin } from './graphql/cost/cost.plugin.js'
import { denialsPlugin } from './graphql/denials.plugin.js'
import { errorLimitsPlugin } from './graphql/limits/error-limits.plugin.js'
import { observationPlugin } from './graphql/observation.plugin.js'
import { shippedOperationNames } from './graphql/operation.names.js'
import { staffReadsPlugin } from './graphql/staff-reads.plugin.js'
import { registerAccountPages } from './http/account-pages.routes.js'
import { registerAuditExport } from './http/audit-export.routes.js'
import { Authenticator } from './http/authenticator.js'
import { registerDocs } from './http/docs.routes.js'
import { registerGraphql } from './http/graphql.routes.js'
import { registerJwks } from './http/jwks.routes.js'
import { registerPageFiles } from './http/pages.routes.js'
import { PersistedQueries } from './http/persisted-queries.js'
import { persistedQueriesPlugin } from './http/persisted-queries.plugin.js'
import type { SandboxAccess } from './http/start.page.js'
import { registerStart } from './http/start.routes.js'
import { registerStoredFiles } from './http/stored-files.routes.js'
import { readTrustedDocuments } from './http/trusted-documents.js'
import { trustedDocumentsPlugin } from './http/trusted-documents.plugin.js'
import { registerUploads } from './http/uploads.routes.js'
import type { KeyRing } from './kernel/key-ring.js'
import { packageRoot, packageVersion } from './kernel/package-root.js'
import { CostBuckets } from './limits/cost-buckets.js'
import { openBucketStore } from './limits/open.bucket.store.js'
import { registerMailbox } from './mail/mailbox.routes.js'
import { OrganizationAuditExport } from './organizations/organization.audit-export.js'
import { sandboxExamples } from './sandbox/sandbox.examples.js'
import { buildGatewaySchema } from './schema.js'
import type { Tracing } from './telemetry/tracing.js'
import { apiKeyStrategy } from './vendors/api-key.strategy.js'

/** What the API is made from. */
interface ApiParts extends Omit<ResolverParts, 'fhir' | 'activity'> {
  /** What one can begin with at once, in development. */
  sandbox: SandboxAccess | null
  databaseUrl: string
  linkSigningKeys: KeyRing
  tracing: Tracing
}

/** The API of a process that serves it: every route and field. */
export async function registerApi(app: FastifyInstance, parts: ApiParts): Promise<void> {
  const { config, database, clock, logger, metrics, people, documents, selfService, organizations, bulk, tracing } =
    parts
  const fhir = createFhir({ ...parts, limits: people.limits })
  const activity = createActivity(parts)
  const schema = buildGatewaySchema(resolverInstances({ ...parts, fhir, activity }))
  const denials = new DenialRecorder(database, clock, metrics)
  const authenticator = new Authenticator([apiKeyStrategy(database, clock), people.strategy], denials)
  const connection = { url: parts.databaseUrl, statementTimeoutMs: config.statementTimeoutMs }
  const costs = new CostBuckets(openBucketStore(connection, config.cost, logger, metrics), config.cost)
  app.addHook('onClose', () => costs.stop())
  const documentsAsked =
    config.trustedDocuments === null
      ? persistedQueriesPlugin(new PersistedQueries(database, clock), logger)
      : trustedDocumentsPlugin(await readTrustedDocuments(config.trustedDocuments))
  const plugins = [
    documentsAsked,
    observationPlugin({ logger, metrics, tracing, operationNames: shippedOperationNames() }),
    denialsPlugin(denials, logger),
    staffReadsPlugin(new StaffReadRecorder(database, clock), logger),
    costPlugin(costs, metrics),
    // The last two: what they change stays as it is.
    errorLimitsPlugin(config.limits.errors),
    anonymousPlugin,
  ]
  await registerGraphql(app, schema, authenticator, { plugins, limits: config.limits, rates: people.limits })
  registerJwks(app, people.keys)
  await documents.registerRoutes(app)
  fhir.registerRoutes(app)
  activity.registerRoutes(app)
  parts.monitoring.registerRoutes(app)
  await parts.cards.registerRoutes(app)
  await registerUploads(app, bulk.uploads)
  registerStoredFiles(app, BULK_RESULT_LINK.path, bulk.downloads)
  registerStoredFiles(app, EVIDENCE_LINK.path, parts.discrepancies.evidence)
  const exports = new OrganizationAuditExport(database, clock, people.limits)
  registerAuditExport(app, { authenticate: authenticator, exports, denials })
  registerPageFiles(app)
  const { publicUrl, explorer, mailbox, publisher } = config
  const { sandbox } = parts
  registerStart(app, { version: packageVersion(), publisher: publisher.name, publicUrl, explorer, mailbox, sandbox })
  await registerAccountPages(app, { ...selfService, invitations: organizations.invitations })
  registerDocs(app, path.join(packageRoot(), 'dist', 'docs'))
  if (config.mailbox) registerMailbox(app, database)
  if (config.explorer) {
    const assetsDirectory = path.join(packageRoot(), 'dist', 'explorer')
    const staffOnly = config.environment === 'production'
    registerExplorer(app, { assetsDirectory, staffOnly, examples: sandboxExamples })
  } else {
    registerNoExplorer(app)
  }
}
