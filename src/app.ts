import 'reflect-metadata'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createSelfService, type SelfService } from './app.account.js'
import { registerApi } from './app.api.js'
import { type Bulk, createBulk } from './app.bulk.js'
import { type Cards, createCards } from './app.cards.js'
import { createDiscrepancies, type Discrepancies } from './app.discrepancies.js'
import { createDocuments, type Documents } from './app.documents.js'
import { JOBS } from './app.jobs.js'
import { createMonitoring, type Monitorings } from './app.monitoring.js'
import { createOrganizations, type Organizations } from './app.organizations.js'
import { createPeople, type People } from './app.people.js'
import { createReappointment, type Reappointment } from './app.reappointment.js'
import { createReceipts, type Receipts } from './app.receipts.js'
import { createResearch, type Research } from './app.research.js'
import { createSandboxPlay, type SandboxPlay } from './app.sandbox.js'
import { createUpkeep, type Upkeep } from './app.upkeep.js'
import { createWebhooks, type Webhooks } from './app.webhooks.js'
import type { Config } from './config.js'
import { createDataSource, DATA_SOURCE_DEFAULTS } from './db/data-source.js'
import { Database } from './db/database.js'
import { openReplicas, type Replicas } from './db/replicas.js'
import { limitTransactions } from './db/transaction-timeout.js'
import { assertWritable } from './db/writable.js'
import { ENTITIES } from './entities.js'
import { registerOperations } from './http/operations.routes.js'
import { guardAgainstOverload } from './http/overload.guard.js'
import { observeRequests } from './http/request.observation.js'
import { closeHttpServer, createHttpServer } from './http/server.js'
import type { SandboxAccess } from './http/start.page.js'
import { JobQueue } from './jobs/job.queue.js'
import type { Clock } from './kernel/clock.js'
import type { KeyRing } from './kernel/key-ring.js'
import { loggableError } from './kernel/loggable-error.js'
import { OverloadMonitor } from './limits/overload.monitor.js'
import { observeEmailBacklog } from './mail/email.backlog.js'
import { EmailSender } from './mail/email.sender.js'
import { KeepInDatabase } from './mail/mail.transport.js'
import { SmtpTransport } from './mail/smtp.transport.js'
import type { SessionService } from './people/session.service.js'
import { SigningKeyClosed } from './people/signing-key.pair.js'
import type { SigningIdentity } from './profiles/signing/signing.identity.js'
import { registerSourceMetrics } from './sources/source.metrics.js'
import { registerPoolMetrics } from './telemetry/pool.metrics.js'
import { statementObserver } from './telemetry/statement.observer.js'
import { NO_TRACING, type Tracing } from './telemetry/tracing.js'

/** How much of the time for a stop running jobs get to end: what is left is for handing them back. */
const WORK_SHARE_OF_SHUTDOWN = 0.8

/** What a gateway is made from. */
export interface GatewayParts {
  config: Config
  databaseUrl: string
  linkSigningKeys: KeyRing
  /** 32 bytes. */
  secretEncryptionKeys: KeyRing
  /** Who signs documents. */
  signing: SigningIdentity
  clock: Clock
  logger: Logger
  /** What one can begin with at once, in development. */
  sandbox?: SandboxAccess | null
  /** The compiled worker of the rendering threads, for programs that run from sources. */
  rendererWorker?: string | undefined
  /** Who is told what took how long; nobody unless told. The gateway stops it. */
  tracing?: Tracing
}

/** The only place that knows everybody: builds the services of one process and gives each what it needs. */
export class Gateway {
  readonly database: Database
  readonly jobs: JobQueue
  readonly metrics = new Registry()
  readonly #parts: GatewayParts
  readonly #replicas: Replicas | null
  readonly #receipts: Receipts
  readonly #documents: Documents
  readonly #upkeep: Upkeep
  readonly #people: People
  readonly #selfService: SelfService
  readonly #organizations: Organizations
  readonly #cards: Cards
  readonly #reappointment: Reappointment
  readonly #monitoring: Monitorings
  readonly #discrepancies: Discrepancies
  readonly #research: Research
  readonly #bulk: Bulk
  readonly #webhooks: Webhooks
  readonly #sandbox: SandboxPlay
  #http: FastifyInstance | null = null
  #isStopping = false
  #setStopping: () => void = () => undefined

  constructor(given: GatewayParts) {
    // Whoever logs an error of a database driver: its details can be personal data, and stay out.
    const parts = { ...given, logger: given.logger.child({}, { serializers: { err: loggableError } }) }
    const { config, clock, logger, databaseUrl, linkSigningKeys, secretEncryptionKeys, signing } = parts
    const { metrics } = this
    const { publisher } = config
    const { tracing = NO_TRACING } = parts
    this.#parts = parts
    const { databaseReplicaUrls: urls, databasePoolSize: poolSize, replicaMaxLagSeconds: maxLagSeconds } = config
    this.#replicas = openReplicas({ urls, poolSize, maxLagSeconds }, logger, metrics)
    this.database = new Database(
      createDataSource(
        {
          ...DATA_SOURCE_DEFAULTS,
          url: databaseUrl,
          poolSize: config.databasePoolSize,
          poolWaitMs: config.databasePoolWaitMs,
          statementTimeoutMs: config.statementTimeoutMs,
          idleInTransactionTimeoutMs: config.idleInTransactionTimeoutMs,
        },
        ENTITIES,
      ),
      statementObserver(metrics, tracing),
      this.#replicas,
    )
    this.jobs = new JobQueue({ url: databaseUrl, jobs: JOBS, logger, metrics, tracing })
    const { database, jobs } = this
    registerPoolMetrics(metrics, { services: () => database.pool, jobs: () => jobs.pool })
    this.#people = createPeople({ config, database, clock, jobs, registry: metrics, secretEncryptionKeys })
    const people = this.#people
    const { limits } = people
    const common = { config, database, clock, jobs, logger, metrics }
    const { rendererWorker } = parts
    this.#documents = createDocuments({ ...common, limits, linkSigningKeys, signing, rendererWorker })
    this.#selfService = createSelfService({ config, database, clock, jobs, logger, people, secretEncryptionKeys })
    this.#organizations = createOrganizations({ config, database, clock, jobs, logger, registry: metrics, people })
    this.#cards = createCards(common)
    const { payments: cards } = this.#cards
    this.#reappointment = createReappointment({ publisher, database, clock, jobs, logger, registry: metrics, cards })
    const documents = this.#documents
    const delivering = { ...common, limits, linkSigningKeys, documents }
    this.#monitoring = createMonitoring(delivering)
    this.#discrepancies = createDiscrepancies(delivering)
    this.#sandbox = createSandboxPlay({ ...common, investigation: this.#discrepancies.investigation })
    this.#research = createResearch({ config, database, clock, jobs, logger, registry: metrics, people })
    this.#bulk = createBulk({ ...common, linkSigningKeys })
    this.#webhooks = createWebhooks({ ...common, limits, secretEncryptionKeys, makers: documents.payloads })
    this.#receipts = createReceipts({ ...common, limits, documents, signing })
    const emails = new EmailSender({
      database,
      jobs,
      clock,
      logger,
      metrics,
      transport:
        config.smtpUrl === null
          ? new KeepInDatabase()
          : new SmtpTransport(config.smtpUrl, { name: publisher.name, address: publisher.email }),
      messageIdHost: new URL(config.publicUrl).hostname,
      makers: this.#receipts.contents,
    })
    observeEmailBacklog(metrics, database)
    const { organizations, selfService } = { organizations: this.#organizations, selfService: this.#selfService }
    this.#upkeep = createUpkeep({ ...common, emails, people, selfService, organizations })
    registerSourceMetrics(metrics, database, clock)
    collectDefaultMetrics({ register: metrics })
  }

  /** For tests and for setting up people: opens sessions without a sign-in. */
  get sessions(): SessionService {
    return this.#people.sessions
  }

  /** For tests: lets the autopilot do what is due now. */
  get autopilot(): Reappointment['autopilot'] {
    return this.#reappointment.autopilot
  }

  /** Connects, and starts what the role says. Resolves to the address of the HTTP server. */
  async start(): Promise<string> {
    const { config } = this.#parts
    await limitTransactions(this.database.dataSource, this.#parts.databaseUrl, config.transactionTimeoutMs)
    await this.database.dataSource.initialize()
    await this.#replicas?.start()
    await this.#assertKeysOpen()
    await this.#documents.start()
    await this.jobs.start(config.role === 'api' ? 'sending' : 'working')
    if (config.role !== 'api') this.#startWork()
    this.#http = await this.#createHttp()
    return await this.#http.listen({ host: config.host, port: config.port })
  }

  /** Better not to start than to fail at each sign-in. Development has nobody's sessions to lose, and begins anew. */
  async #assertKeysOpen(): Promise<void> {
    const { keys } = this.#people
    await keys.assertOpen().catch(async (error: unknown) => {
      if (!(error instanceof SigningKeyClosed) || this.#parts.config.environment === 'production') throw error
      this.#parts.logger.warn({ err: error }, 'another signing key is made')
      await keys.replace({ revoke: false, actor: 'SYSTEM' })
    })
  }

  /** Requests in flight and running jobs end, or are handed back; then all connections are closed. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#setStopping()
    const { shutdownSeconds } = this.#parts.config
    // Together, for both may take their time; requests that end meanwhile still add jobs.
    const workMs = shutdownSeconds * 1000 * WORK_SHARE_OF_SHUTDOWN
    const http = this.#http
    await Promise.all([
      http === null ? null : closeHttpServer(http, workMs),
      this.jobs.stopWork(workMs),
      this.#webhooks.stopWork(workMs),
    ])
    await this.#documents.stop()
    await this.jobs.stop()
    await this.#replicas?.stop()
    if (this.database.dataSource.isInitialized) await this.database.dataSource.destroy()
    await this.#parts.tracing?.stop()
  }

  #startWork(): void {
    const rooms = [
      ...[this.#documents, this.#upkeep, this.#reappointment, this.#monitoring, this.#discrepancies, this.#receipts],
      ...[this.#cards, this.#research, this.#bulk, this.#webhooks, this.#sandbox],
    ]
    for (const room of rooms) room.startWork()
  }

  /** A worker has health and metrics only. */
  async #createHttp(): Promise<FastifyInstance> {
    const { config, logger } = this.#parts
    const { trustProxy, limits, corsOrigins } = config
    const https = config.publicUrl.startsWith('https:')
    const app = createHttpServer({ logger, trustProxy, limits, https, corsOrigins })
    guardAgainstOverload(app, new OverloadMonitor(limits.overload, this.metrics))
    observeRequests(app, this.metrics, this.#parts.tracing ?? NO_TRACING)
    const { setStopping } = registerOperations(app, this.metrics, { database: () => assertWritable(this.database) })
    this.#setStopping = setStopping
    app.addHook('onSend', async (_request, reply) => {
      // A connection that stays open after its last answer would keep the process.
      if (this.#isStopping) reply.header('connection', 'close')
    })
    if (config.role !== 'worker') {
      await registerApi(app, {
        ...this.#parts,
        tracing: this.#parts.tracing ?? NO_TRACING,
        sandbox: this.#parts.sandbox ?? null,
        database: this.database,
        jobs: this.jobs,
        metrics: this.metrics,
        documents: this.#documents,
        people: this.#people,
        selfService: this.#selfService,
        organizations: this.#organizations,
        reappointment: this.#reappointment,
        monitoring: this.#monitoring,
        discrepancies: this.#discrepancies,
        receipts: this.#receipts,
        cards: this.#cards,
        research: this.#research,
        bulk: this.#bulk,
        webhooks: this.#webhooks,
      })
    }
    return app
  }
}
