import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { SignedLinks } from './files/signed-link.js'
import { registerDownloads } from './http/downloads.routes.js'
import { registerVerification } from './http/verify.routes.js'
import type { JobDefinition } from './jobs/job.definition.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import type { RateLimits } from './limits/rate-limits.js'
import { PROFILE_DOWNLOAD } from './profiles/delivery/download-link.js'
import { LinkUseRecorder } from './profiles/delivery/link-use.recorder.js'
import { ProfileDeliveryMessages } from './profiles/delivery/profile-delivery.messages.js'
import { deliveryPayload } from './profiles/delivery/profile-delivery.payload.js'
import {
  DeliveriesBackOfficeResolver,
  OrganizationDeliveriesResolver,
  ProfileDeliveryFieldsResolver,
  RevokeDeliveryResolver,
} from './profiles/delivery/profile-delivery.resolver.js'
import { ProfileDeliveryService } from './profiles/delivery/profile-delivery.service.js'
import { ProfileDownloadService } from './profiles/delivery/profile-download.service.js'
import { ProfilePdfService } from './profiles/rendering/profile-pdf.service.js'
import { RenderProfilePdfs, renderProfilePdfs } from './profiles/rendering/render-profile-pdfs.job.js'
import { RendererPool } from './profiles/rendering/renderer.pool.js'
import { TabularPdfService } from './profiles/rendering/tabular-pdf.service.js'
import { CertificateSigner } from './profiles/signing/certificate.signer.js'
import type { SigningIdentity } from './profiles/signing/signing.identity.js'
import { rememberCertificate } from './profiles/signing/signing-certificates.js'
import { DocumentVerificationResolver } from './profiles/verification/document-verification.resolver.js'
import { SlowSandboxRenderer } from './sandbox/slow-sandbox.renderer.js'
import type { PayloadMaker } from './webhooks/webhook.courier.js'

/** Kinds of jobs of official documents. */
export const DOCUMENT_JOBS: readonly JobDefinition<object>[] = [RenderProfilePdfs]

/** A large order does not make a small one wait for all of its documents. */
const RENDER_JOBS_AT_ONCE = 2

/** Official documents: their PDFs, how they reach their buyers, and how anybody checks them. */
export interface Documents {
  /** What their webhook events say, made just before they are sent. */
  payloads: { 'profile.delivered': PayloadMaker }
  deliveries: ProfileDeliveryService
  pdfs: ProfilePdfService
  /** Of statements and receipts. */
  tabularPdfs: TabularPdfService
  /** Everything else that answers queries and mutations about them. */
  resolvers: object[]
  /** Once the database is there, before anything is signed. */
  start(): Promise<void>
  /** Lets this process do the work. */
  startWork(): void
  /** Once nobody asks for documents any more; one that is being rendered is left for another process. */
  stop(): Promise<void>
  /** The routes that are not GraphQL. */
  registerRoutes(app: FastifyInstance): Promise<void>
}

/** What they are made from. */
export interface DocumentsParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  logger: Logger
  metrics: Registry
  limits: RateLimits
  linkSigningKeys: KeyRing
  /** Who signs them. */
  signing: SigningIdentity
  /** See `RendererPoolSettings`. */
  rendererWorker: string | undefined
}

/** Builds them for one process. */
export function createDocuments(parts: DocumentsParts): Documents {
  const { config, database, clock, jobs, logger, metrics, limits, linkSigningKeys, signing } = parts
  const signer = new CertificateSigner(signing, logger, clock, metrics)
  const { rendererWorker: workerFile } = parts
  const renderer = new RendererPool({ threads: config.pdfWorkers, logger, metrics, workerFile })
  const pdfs = new ProfilePdfService(database, clock, config.publisher, new SlowSandboxRenderer(renderer), signer)
  const links = new SignedLinks(PROFILE_DOWNLOAD, linkSigningKeys, config.publicUrl, clock)
  const messages = new ProfileDeliveryMessages(jobs, clock, config.publisher)
  const deliveries = new ProfileDeliveryService(database, clock, links, messages, config)
  const downloads = new ProfileDownloadService(
    database,
    new LinkUseRecorder(database, clock, limits),
    links,
    pdfs,
    config.publicUrl,
  )
  return {
    payloads: { 'profile.delivered': deliveryPayload(database, clock, links) },
    deliveries,
    pdfs,
    tabularPdfs: new TabularPdfService(clock, renderer, signer),
    resolvers: [
      new DocumentVerificationResolver(database),
      new RevokeDeliveryResolver(deliveries),
      new OrganizationDeliveriesResolver(database),
      new DeliveriesBackOfficeResolver(database),
      new ProfileDeliveryFieldsResolver(database),
    ],
    start: () => rememberCertificate(database, signing, clock.now()),
    startWork() {
      jobs.work(RenderProfilePdfs, renderProfilePdfs(pdfs), RENDER_JOBS_AT_ONCE)
    },
    stop: () => renderer.stop(),
    async registerRoutes(app) {
      registerDownloads(app, downloads)
      await registerVerification(app, { database, limits, metrics })
    },
  }
}
