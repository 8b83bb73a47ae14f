import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { CARD_VARIABLES, cardProblems, stripeOf } from './config.cards.js'
import { HTTP_VARIABLES } from './config.http.js'
import { KEEPING_VARIABLES } from './config.keeping.js'
import { costConfigOf, LIMIT_VARIABLES, requestLimitsOf } from './config.limits.js'
import { isLoopback, OPENID_VARIABLES, openIdOf, openIdProblems } from './config.openid.js'
import { TRUSTED_PROXIES } from './config.proxies.js'
import { PUBLISHER_VARIABLES, publisherOf } from './config.publisher.js'
import { KEY_VARIABLES, keyProblems, previousKeyProblems, withSecretFiles } from './config.secrets.js'
import { TELEMETRY_VARIABLES, tracingOf } from './config.telemetry.js'
import type { Publisher } from './kernel/publisher.js'
import type { CostConfig, RequestLimits } from './limits/request-limits.js'
import type { StripeSettings } from './payments/stripe.processor.js'
import type { OpenIdSettings } from './people/openid.settings.js'
import { DEFAULT_SESSION_DAYS, DEFAULT_SESSION_IDLE_HOURS } from './people/session.rules.js'
import type { TracingSettings } from './telemetry/tracing.js'

/** What a process does: serve the API, do the jobs, or both. */
export const PROCESS_ROLES = ['all', 'api', 'worker'] as const
export type ProcessRole = (typeof PROCESS_ROLES)[number]

/** All settings of a process, checked. */
export interface Config {
  environment: 'development' | 'production'
  role: ProcessRole
  host: string
  port: number
  publicUrl: string
  /** How many proxies stand before the process, or their addresses; `false` for none. */
  trustProxy: false | number | string[]
  logLevel: string
  /** Null: the embedded server of development. */
  databaseUrl: string | null
  databasePoolSize: number
  databasePoolWaitMs: number
  databaseStartWaitSeconds: number
  /** Servers that follow the database, each by itself: what it has can only grow. */
  databaseReplicaUrls: string[]
  /** A replica that is further behind, in seconds, is left out. */
  replicaMaxLagSeconds: number
  /** How many PDFs are rendered at once, each in a thread of its own. */
  pdfWorkers: number
  statementTimeoutMs: number
  idleInTransactionTimeoutMs: number
  /** Where PostgreSQL can end transactions that take too long: from version 17 on. */
  transactionTimeoutMs: number
  limits: RequestLimits
  cost: CostConfig
  /** Null: e-mails are kept in the database. */
  smtpUrl: string | null
  /** Signs download links; at least 32 bytes. Null: one that development keeps beside its other state. */
  linkSigningKey: Uint8Array | null
  /** Another key whose links are still good. */
  linkSigningKeyPrevious: Uint8Array | null
  linkMinutes: number
  /** How long a link works that goes out by e-mail or to a webhook, in days. */
  sentLinkDays: number
  /** Certificate and key by which documents are signed. Null: one that development keeps beside its other state. */
  signingFiles: { certificate: string; key: string } | null
  /** Encrypts secrets that lie in the database; 32 bytes. Null: one that development keeps beside its other state. */
  secretEncryptionKey: Uint8Array | null
  /** Another key by which secrets are still opened. */
  secretEncryptionKeyPrevious: Uint8Array | null
  accessTokenMinutes: number
  /** A session that is not refreshed for so long ends. */
  sessionIdleHours: number
  /** So long after the sign-in a session ends at the latest. */
  sessionDays: number
  /** How long a link to set a new password works. */
  passwordResetMinutes: number
  /** Null: nobody signs in through an OpenID provider. */
  openId: OpenIdSettings | null
  /** Who charges real cards; null: nobody does. */
  stripe: StripeSettings | null
  /** Who is told what took how long; null: nobody. */
  tracing: TracingSettings | null
  /** How long the link of an invitation works. */
  invitationDays: number
  /** How long a change request waits for a decision. */
  changeRequestDays: number
  receiptGraceMinutes: number
  /** How long results of bulk operations are kept. */
  fileRetentionDays: number
  /** How long events of the audit trail are kept at least; null: for ever. */
  auditRetentionMonths: number | null
  /** Only for tests: webhooks go to plain HTTP and to addresses of any network. */
  webhookPrivateAddresses: boolean
  explorer: boolean
  mailbox: boolean
  /** Origins of the pages that may ask from browsers. */
  corsOrigins: string[]
  /** The manifest of the documents that are run, and no others; null: whatever is sent. */
  trustedDocuments: string | null
  publisher: Publisher
  shutdownSeconds: number
}

/** Every variable that was wrong, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(readonly problems: readonly string[]) {
    super(`the configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

const integer = (fallback: number, minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
    .default(fallback)

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `expected a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

const VARIABLES = z.object({
  NODE_ENV: z.enum(['development', 'production']).default('development'),
  ROLE: z.enum(PROCESS_ROLES).default('all'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: integer(4000, 0, 65_535),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  TRUST_PROXY: TRUSTED_PROXIES,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  DATABASE_POOL_SIZE: integer(16, 1, 200),
  DATABASE_POOL_WAIT_MS: integer(10_000, 100, 60_000),
  DATABASE_START_WAIT_SECONDS: integer(30, 0, 600),
  PDF_WORKERS: integer(Math.max(1, availableParallelism() - 1), 1, 64),
  STATEMENT_TIMEOUT_MS: integer(15_000, 100, 600_000),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  ...KEY_VARIABLES,
  LINK_MINUTES: integer(15, 1, 1440),
  SENT_LINK_DAYS: integer(7, 1, 30),
  SIGNING_CERTIFICATE_FILE: z.string().optional(),
  SIGNING_KEY_FILE: z.string().optional(),
  ACCESS_TOKEN_MINUTES: integer(10, 1, 60),
  SESSION_IDLE_HOURS: integer(DEFAULT_SESSION_IDLE_HOURS, 1, 720),
  SESSION_DAYS: integer(DEFAULT_SESSION_DAYS, 1, 365),
  PASSWORD_RESET_MINUTES: integer(60, 5, 1440),
  ...LIMIT_VARIABLES,
  ...OPENID_VARIABLES,
  ...CARD_VARIABLES,
  ...KEEPING_VARIABLES,
  ...TELEMETRY_VARIABLES,
  INVITATION_DAYS: integer(14, 1, 90),
  CHANGE_REQUEST_DAYS: integer(30, 1, 365),
  RECEIPT_GRACE_MINUTES: integer(5, 0, 720),
  FILE_RETENTION_DAYS: integer(30, 1, 365),
  WEBHOOK_PRIVATE_ADDRESSES: z.enum(['allow', 'refuse']).default('refuse'),
  EXPLORER: flag,
  MAILBOX: flag,
  ...HTTP_VARIABLES,
  ...PUBLISHER_VARIABLES,
  SHUTDOWN_SECONDS: integer(25, 1, 300),
})

const SIGNING_FILES = ['SIGNING_CERTIFICATE_FILE', 'SIGNING_KEY_FILE'] as const

/** What production cannot do without: a made-up value would be worse than a refusal to start. */
const REQUIRED_IN_PRODUCTION = [
  'DATABASE_URL',
  'PUBLIC_URL',
  // Without it, all clients of a proxy would be one to every limit; `false` must be said.
  'TRUST_PROXY',
  'LINK_SIGNING_KEY',
  'SECRET_ENCRYPTION_KEY',
  ...SIGNING_FILES,
  'SMTP_URL',
  'PUBLISHER_NAME',
  'PUBLISHER_ADDRESS',
  'PUBLISHER_PHONE',
  'PUBLISHER_EMAIL',
] as const

/** What would make secrets worth less than they look. */
function insecurities({
  PUBLIC_URL = '',
  WEBHOOK_PRIVATE_ADDRESSES,
  ...given
}: Readonly<Record<string, string | undefined>>): string[] {
  const isLocal = URL.canParse(PUBLIC_URL) && isLoopback(PUBLIC_URL)
  const plain = URL.canParse(PUBLIC_URL) && new URL(PUBLIC_URL).protocol === 'http:' && !isLocal
  return [
    ...(plain ? ['PUBLIC_URL: expected https:// in production, or http:// to this machine'] : []),
    ...keyProblems(given),
    ...(WEBHOOK_PRIVATE_ADDRESSES === 'allow' && !isLocal
      ? ['WEBHOOK_PRIVATE_ADDRESSES: expected refuse in production, but for a gateway that this machine alone reaches']
      : []),
  ]
}

/** Certificate and key are of use together only; production requires both. */
function signingProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const [missing, ...more] = SIGNING_FILES.filter((name) => given[name] === undefined)
  return missing === undefined || more.length > 0
    ? []
    : [`${missing}: required with the other of ${SIGNING_FILES.join(' and ')}`]
}

/** Reads the configuration from `environment`; an empty variable counts as absent. @throws ConfigError */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const { given, problems: unread } = withSecretFiles(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
  )
  const parsed = VARIABLES.safeParse(given)
  const production = given['NODE_ENV'] === 'production'
  const problems = [
    ...unread,
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...(production ? REQUIRED_IN_PRODUCTION : [])
      .filter((name) => given[name] === undefined && !unread.some((problem) => problem.startsWith(`${name}_FILE:`)))
      .map((name) => `${name}: required in production`),
    ...(production ? insecurities(given) : signingProblems(given)),
    ...openIdProblems(given),
    ...cardProblems(given),
    ...previousKeyProblems(given),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const values = parsed.data
  const { SIGNING_CERTIFICATE_FILE: certificate, SIGNING_KEY_FILE: key } = values
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, '')
  return {
    environment: values.NODE_ENV,
    role: values.ROLE,
    host: values.HOST,
    port: values.PORT,
    publicUrl,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    databaseUrl: values.DATABASE_URL ?? null,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    databasePoolWaitMs: values.DATABASE_POOL_WAIT_MS,
    databaseStartWaitSeconds: values.DATABASE_START_WAIT_SECONDS,
    databaseReplicaUrls: values.DATABASE_REPLICA_URLS,
    replicaMaxLagSeconds: values.REPLICA_MAX_LAG_SECONDS,
    pdfWorkers: values.PDF_WORKERS,
    statementTimeoutMs: values.STATEMENT_TIMEOUT_MS,
    idleInTransactionTimeoutMs: values.IDLE_TRANSACTION_TIMEOUT_MS,
    transactionTimeoutMs: values.TRANSACTION_TIMEOUT_MS,
    limits: requestLimitsOf(values),
    cost: costConfigOf(values),
    smtpUrl: values.SMTP_URL ?? null,
    linkSigningKey: values.LINK_SIGNING_KEY ?? null,
    linkSigningKeyPrevious: values.LINK_SIGNING_KEY_PREVIOUS ?? null,
    linkMinutes: values.LINK_MINUTES,
    sentLinkDays: values.SENT_LINK_DAYS,
    secretEncryptionKey: values.SECRET_ENCRYPTION_KEY ?? null,
    secretEncryptionKeyPrevious: values.SECRET_ENCRYPTION_KEY_PREVIOUS ?? null,
    signingFiles: certificate === undefined || key === undefined ? null : { certificate, key },
    accessTokenMinutes: values.ACCESS_TOKEN_MINUTES,
    sessionIdleHours: values.SESSION_IDLE_HOURS,
    sessionDays: values.SESSION_DAYS,
    passwordResetMinutes: values.PASSWORD_RESET_MINUTES,
    openId: openIdOf(values),
    stripe: stripeOf(values),
    tracing: tracingOf(values),
    invitationDays: values.INVITATION_DAYS,
    changeRequestDays: values.CHANGE_REQUEST_DAYS,
    receiptGraceMinutes: values.RECEIPT_GRACE_MINUTES,
    fileRetentionDays: values.FILE_RETENTION_DAYS,
    auditRetentionMonths: values.AUDIT_RETENTION_MONTHS ?? null,
    webhookPrivateAddresses: values.WEBHOOK_PRIVATE_ADDRESSES === 'allow',
    explorer: values.EXPLORER ?? !production,
    mailbox: values.MAILBOX ?? (!production && values.SMTP_URL === undefined),
    corsOrigins: values.CORS_ORIGINS,
    trustedDocuments: values.TRUSTED_DOCUMENTS ?? null,
    publisher: publisherOf(values, publicUrl),
    shutdownSeconds: values.SHUTDOWN_SECONDS,
  }
}
