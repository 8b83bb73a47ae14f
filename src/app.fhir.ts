import type { FastifyInstance } from 'fastify'
import type { Documents } from './app.documents.js'
import type { Config } from './config.js'
import type { Database } from './db/database.js'
import { FhirReader } from './fhir/fhir.reader.js'
import { FhirResolver } from './fhir/fhir.resolver.js'
import { FhirDownloadService } from './fhir/fhir-download.service.js'
import { FHIR_BUNDLE } from './fhir/fhir-link.js'
import { SignedLinks } from './files/signed-link.js'
import { registerFhir } from './http/fhir.routes.js'
import type { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import type { RateLimits } from './limits/rate-limits.js'
import { ItemDeliveryService } from './orders/item-delivery.service.js'
import { LinkUseRecorder } from './profiles/delivery/link-use.recorder.js'
import { ProfileDeliveryMessages } from './profiles/delivery/profile-delivery.messages.js'
import { ProfileDeliveryService } from './profiles/delivery/profile-delivery.service.js'

/** Profiles as FHIR: what answers queries and mutations about them, and the routes that are not GraphQL. */
export interface Fhir {
  resolvers: object[]
  registerRoutes(app: FastifyInstance): void
}

/** What it is made from. */
export interface FhirParts {
  config: Config
  database: Database
  clock: Clock
  jobs: JobQueue
  limits: RateLimits
  linkSigningKeys: KeyRing
  documents: Documents
}

/** Builds it for one process. A link to a bundle is a delivery like those of PDFs, with an address of its own. */
export function createFhir(parts: FhirParts): Fhir {
  const { config, database, clock, jobs, limits, linkSigningKeys, documents } = parts
  const links = new SignedLinks(FHIR_BUNDLE, linkSigningKeys, config.publicUrl, clock)
  const messages = new ProfileDeliveryMessages(jobs, clock, config.publisher)
  const deliveries = new ProfileDeliveryService(database, clock, links, messages, config)
  const bundles = new FhirReader(database, clock, documents.pdfs, config.publisher)
  const downloads = new FhirDownloadService(database, new LinkUseRecorder(database, clock, limits), links, bundles)
  return {
    resolvers: [new FhirResolver(bundles, new ItemDeliveryService(database, deliveries, limits))],
    registerRoutes: (app) => registerFhir(app, downloads),
  }
}
