import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createActivity } from './app.activity.js'
import { createFhir } from './app.fhir.js'
import { type ResolverParts, resolverInstances } from './app.resolvers.js'
import { DenialRecorder } from './audit/denial.recorder.js'
import { StaffReadRecorder } from './audit/staff-read.recorder.js'
import { BULK_RESULT_LINK } from './bulk/bulk.download.js'
import { EVIDENCE_LINK } from './discrepancies/evidence.downloads.js'
import type { ExplorerExample } from './explorer/explorer.example.js'
import { registerExplorer } from './explorer/explorer.routes.js'
import { anonymousPlugin } from './graphql/anonymous.plugin.js'
import { denialsPlugin } from './graphql/denials.plugin.js'
import { observationPlugin } from './graphql/observation.plugin.js'
import { staffReadsPlugin } from './graphql/staff-reads.plugin.js'
import { registerAccountPages } from './http/account-pages.routes.js'
import { registerAuditExport } from './http/audit-export.routes.js'
import { Authenticator } from './http/authenticator.js'
import { registerDocs } from './http/docs.routes.js'
import { registerGraphql } from './http/graphql.routes.js'
import { registerJwks } from './http/jwks.routes.js'
import { registerPageFiles } from './http/pages.routes.js'
import type { SandboxAccess } from './http/start.page.js'
import { registerStart } from './http/start.routes.js'
import { registerStoredFiles } from './http/stored-files.routes.js'
import { registerUploads } from './http/uploads.routes.js'
import { packageRoot, packageVersion } from './kernel/package-root.js'
import { registerMailbox } from './mail/mailbox.routes.js'
import { OrganizationAuditExport } from './organizations/organization.audit-export.js'
import { buildGatewaySchema } from './schema.js'
import { apiKeyStrategy } from './vendors/api-key.strategy.js'

/** What the API is made from. */
interface ApiParts extends Omit<ResolverParts, 'fhir' | 'activity'> {
  examples: () => Promise<readonly ExplorerExample[]>
  /** What one can begin with at once, in development. */
  sandbox: SandboxAccess | null
  linkSigningKey: Uint8Array
}

/** The API of a process that serves it: every route and field. */
export async function registerApi(app: FastifyInstance, parts: ApiParts): Promise<void> {
  const { config, database, clock, logger, metrics, people, documents, selfService, organizations, bulk } = parts
  const fhir = createFhir({ ...parts, limits: people.limits })
  const activity = createActivity(parts)
  const schema = buildGatewaySchema(resolverInstances({ ...parts, fhir, activity }))
  const denials = new DenialRecorder(database, clock, metrics)
  const authenticator = new Authenticator([apiKeyStrategy(database, clock), people.strategy], denials)
  const plugins = [
    observationPlugin(logger, metrics),
    denialsPlugin(denials, logger),
    staffReadsPlugin(new StaffReadRecorder(database, clock), logger),
  ]
  await registerGraphql(app, schema, authenticator, [...plugins, anonymousPlugin(people.limits)])
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
    registerExplorer(app, { assetsDirectory, examples: parts.examples })
  }
}
