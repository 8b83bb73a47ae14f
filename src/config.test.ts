import { availableParallelism } from 'node:os'
import { describe, expect, test } from '@jest/globals'
import { ConfigError, readConfig } from './config.js'
import { COST_DEFAULTS, REQUEST_LIMITS } from './limits/request-limits.js'

const KEY = Buffer.alloc(32, 7).toString('base64')
const PRODUCTION: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://gateway@db.example/gateway',
  PUBLIC_URL: 'https://gateway.example/',
  TRUST_PROXY: '1',
  LINK_SIGNING_KEY: KEY,
  SECRET_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
  SIGNING_CERTIFICATE_FILE: '/run/secrets/signing.crt',
  SIGNING_KEY_FILE: '/run/secrets/signing.key',
  SMTP_URL: 'smtps://mail.example',
  PUBLISHER_NAME: 'Fictional Profiles',
  PUBLISHER_ADDRESS: '1 Example Plaza; Springfield, IL 62701',
  PUBLISHER_PHONE: '555-0100',
  PUBLISHER_EMAIL: 'profiles@publisher.example',
}

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
const namesOf = (environment: NodeJS.ProcessEnv) => problemsOf(environment).map((problem) => problem.split(':')[0])

describe('the configuration', () => {
  test('of development needs nothing', () => {
    expect(readConfig({})).toEqual({
      environment: 'development',
      role: 'all',
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://localhost:4000',
      trustProxy: false,
      trustedDocuments: null,
      logLevel: 'info',
      databaseUrl: null,
      databasePoolSize: 16,
      databasePoolWaitMs: 10_000,
      databaseStartWaitSeconds: 30,
      databaseReplicaUrls: [],
      replicaMaxLagSeconds: 10,
      pdfWorkers: Math.max(1, availableParallelism() - 1),
      statementTimeoutMs: 15_000,
      idleInTransactionTimeoutMs: 15_000,
      transactionTimeoutMs: 120_000,
      limits: REQUEST_LIMITS,
      cost: { ...COST_DEFAULTS, redisUrl: null },
      smtpUrl: null,
      linkSigningKey: null,
      linkSigningKeyPrevious: null,
      linkMinutes: 15,
      sentLinkDays: 7,
      secretEncryptionKey: null,
      secretEncryptionKeyPrevious: null,
      signingFiles: null,
      accessTokenMinutes: 10,
      sessionIdleHours: 12,
      sessionDays: 30,
      passwordResetMinutes: 60,
      openId: null,
      stripe: null,
      tracing: null,
      invitationDays: 14,
      changeRequestDays: 30,
      corsOrigins: [],
      receiptGraceMinutes: 5,
      fileRetentionDays: 30,
      auditRetentionMonths: null,
      webhookPrivateAddresses: false,
      explorer: true,
      mailbox: true,
      publisher: {
        name: 'Example Profiles Publisher',
        addressLines: ['1 Example Plaza', 'Springfield, IL 62701'],
        phone: '555-0100',
        email: 'profiles@publisher.example',
        publicUrl: 'http://localhost:4000',
      },
      shutdownSeconds: 25,
    })
  })

  test('of production never lets webhooks into the own network', () => {
    expect(namesOf({ ...PRODUCTION, WEBHOOK_PRIVATE_ADDRESSES: 'allow' })).toEqual(['WEBHOOK_PRIVATE_ADDRESSES'])
    expect(readConfig({ WEBHOOK_PRIVATE_ADDRESSES: 'allow' }).webhookPrivateAddresses).toBe(true)
    const local = { ...PRODUCTION, PUBLIC_URL: 'http://localhost:4000', WEBHOOK_PRIVATE_ADDRESSES: 'allow' }
    expect(namesOf(local)).toEqual([])
  })

  test('of production shows neither explorer nor mailbox unless it is told to', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ environment: 'production', explorer: false, mailbox: false })
    expect(readConfig({ ...PRODUCTION, EXPLORER: 'true' }).explorer).toBe(true)
  })

  test('of production names everything that is missing at once', () => {
    const { NODE_ENV: _, ...required } = PRODUCTION
    expect(new Set(namesOf({ NODE_ENV: 'production' }))).toEqual(new Set(Object.keys(required)))
    for (const name of Object.keys(required)) {
      expect(namesOf({ ...PRODUCTION, [name]: undefined })).toEqual([name])
      expect(namesOf({ ...PRODUCTION, [name]: '' })).toEqual([name])
    }
  })

  test('of production is told whether proxies stand before it, be it that none does', () => {
    expect(namesOf({ ...PRODUCTION, TRUST_PROXY: undefined })).toEqual(['TRUST_PROXY'])
    expect(readConfig({ ...PRODUCTION, TRUST_PROXY: 'false' }).trustProxy).toBe(false)
    expect(readConfig({ ...PRODUCTION, TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toEqual(['10.0.0.0/8', '::1'])
  })

  test('names every bad variable at once, each once', () => {
    const bad: NodeJS.ProcessEnv = {
      NODE_ENV: 'staging',
      ROLE: 'boss',
      PORT: '65536',
      PUBLIC_URL: 'ftp://gateway.example',
      TRUST_PROXY: 'yes',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://db.example',
      DATABASE_POOL_SIZE: '0',
      STATEMENT_TIMEOUT_MS: '1.5',
      SMTP_URL: 'mail.example',
      LINK_SIGNING_KEY: Buffer.alloc(31).toString('base64'),
      LINK_MINUTES: '-1',
      SECRET_ENCRYPTION_KEY: Buffer.alloc(33).toString('base64'),
      ACCESS_TOKEN_MINUTES: '61',
      SESSION_IDLE_HOURS: '0',
      SESSION_DAYS: '366',
      PASSWORD_RESET_MINUTES: '4',
      RECEIPT_GRACE_MINUTES: '721',
      WEBHOOK_PRIVATE_ADDRESSES: 'some',
      EXPLORER: '1',
      MAILBOX: 'on',
      PUBLISHER_EMAIL: 'nobody',
      SHUTDOWN_SECONDS: 'soon',
    }
    expect(namesOf(bad).sort()).toEqual(Object.keys(bad).sort())
  })

  test('of production wants https, but for this machine, and two keys', () => {
    for (const url of ['http://gateway.example', 'http://10.0.0.7:4000'])
      expect(problemsOf({ ...PRODUCTION, PUBLIC_URL: url })).toEqual([
        'PUBLIC_URL: expected https:// in production, or http:// to this machine',
      ])
    for (const url of ['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000'])
      expect(problemsOf({ ...PRODUCTION, PUBLIC_URL: url })).toEqual([])
    expect(namesOf({ ...PRODUCTION, SECRET_ENCRYPTION_KEY: KEY })).toEqual(['SECRET_ENCRYPTION_KEY'])
    expect(problemsOf({ PUBLIC_URL: 'http://gateway.example' })).toEqual([])
  })

  test('names what is bad together with what is missing', () => {
    expect(namesOf({ ...PRODUCTION, PORT: 'x', SMTP_URL: '' }).sort()).toEqual(['PORT', 'SMTP_URL'])
    expect(namesOf({ ...PRODUCTION, DATABASE_URL: 'mysql://x' })).toEqual(['DATABASE_URL'])
  })

  test('tells no secret in its complaint', () => {
    const LINK_SIGNING_KEY = 'c2hvcnQtc2VjcmV0'
    const DATABASE_URL = 'mysql://user:pa55word@db.example'
    const text = problemsOf({ LINK_SIGNING_KEY, DATABASE_URL }).join()
    expect(text).not.toMatch(/pa55word|short-secret|c2hvcnQ/)
  })

  test('takes the last slash off the public address', () => {
    expect(readConfig(PRODUCTION).publicUrl).toBe('https://gateway.example')
    expect(readConfig({ PUBLIC_URL: 'http://gateway.example/base//' }).publicUrl).toBe('http://gateway.example/base')
  })

  test('takes replicas, and a retention of the audit trail of six years or more', () => {
    const urls = ['postgres://reader@one.example/gateway', 'postgresql://reader@two.example/gateway']
    expect(readConfig({ DATABASE_REPLICA_URLS: urls.join(', ') }).databaseReplicaUrls).toEqual(urls)
    expect(problemsOf({ DATABASE_REPLICA_URLS: 'mysql://reader:pa55word@one.example' })).toEqual([
      'DATABASE_REPLICA_URLS: expected URLs that begin with postgres:// or postgresql://, separated by commas',
    ])
    expect(readConfig({ AUDIT_RETENTION_MONTHS: '72' }).auditRetentionMonths).toBe(72)
    for (const months of ['71', '1201', 'six']) {
      expect(namesOf({ AUDIT_RETENTION_MONTHS: months })).toEqual(['AUDIT_RETENTION_MONTHS'])
    }
    for (const seconds of ['0', '3601']) {
      expect(namesOf({ REPLICA_MAX_LAG_SECONDS: seconds })).toEqual(['REPLICA_MAX_LAG_SECONDS'])
    }
  })

  test('takes a Redis that counts costs', () => {
    expect(readConfig({}).cost.redisUrl).toBeNull()
    const { cost } = readConfig({ REDIS_URL: 'rediss://gateway:pa55word@redis.example:6380/1' })
    expect(cost.redisUrl).toBe('rediss://gateway:pa55word@redis.example:6380/1')
    expect(problemsOf({ REDIS_URL: 'https://:pa55word@redis.example' })).toEqual([
      'REDIS_URL: expected a URL that begins with redis:// or rediss://',
    ])
  })

  test('has each limit where it is looked up', () => {
    const { limits, cost, idleInTransactionTimeoutMs, transactionTimeoutMs } = readConfig({
      LIMIT_BODY_BYTES: '1001',
      LIMIT_TOKENS: '102',
      LIMIT_DEPTH: '13',
      LIMIT_ALIASES: '4',
      LIMIT_FIELDS: '15',
      LIMIT_DIRECTIVES: '6',
      LIMIT_FRAGMENTS: '7',
      LIMIT_ERRORS: '8',
      LIMIT_ERROR_BYTES: '1009',
      HEADERS_TIMEOUT_MS: '1010',
      REQUEST_TIMEOUT_MS: '1011',
      CONNECTIONS_CHECK_MS: '112',
      MAX_REQUESTS_IN_FLIGHT: '13',
      MAX_EVENT_LOOP_DELAY_MS: '114',
      MAX_MEMORY_PERCENT: '65',
      IDLE_TRANSACTION_TIMEOUT_MS: '1016',
      TRANSACTION_TIMEOUT_MS: '1017',
      COST_MAXIMUM: '118',
      COST_RESTORE_RATE: '19',
    })
    expect(limits).toEqual({
      bodyBytes: 1_001,
      document: { tokens: 102, depth: 13, aliases: 4, fields: 15, directives: 6, fragments: 7, introspections: 2 },
      errors: { count: 8, bytes: 1_009 },
      times: { headersMs: 1_010, requestMs: 1_011, checkMs: 112 },
      overload: { requestsInFlight: 13, eventLoopDelayMs: 114, memoryPercent: 65 },
    })
    expect(cost).toEqual({ maximum: 118, restoreRate: 19, redisUrl: null })
    expect([idleInTransactionTimeoutMs, transactionTimeoutMs]).toEqual([1_016, 1_017])
  })

  test('reads the key of links as bytes', () => {
    expect(readConfig({ LINK_SIGNING_KEY: KEY }).linkSigningKey).toEqual(new Uint8Array(32).fill(7))
  })

  test('takes a certificate with its key, in development too', () => {
    const { SIGNING_CERTIFICATE_FILE, SIGNING_KEY_FILE } = PRODUCTION
    expect(namesOf({ SIGNING_CERTIFICATE_FILE })).toEqual(['SIGNING_KEY_FILE'])
    expect(namesOf({ SIGNING_KEY_FILE })).toEqual(['SIGNING_CERTIFICATE_FILE'])
    const files = { certificate: SIGNING_CERTIFICATE_FILE, key: SIGNING_KEY_FILE }
    expect(readConfig({ SIGNING_CERTIFICATE_FILE, SIGNING_KEY_FILE }).signingFiles).toEqual(files)
  })

  test('shows no mailbox where e-mails go out', () => {
    expect(readConfig({ SMTP_URL: 'smtp://mail.example' }).mailbox).toBe(false)
  })

  test('of Stripe is whole or not there, and never leads over plain HTTP to another machine', () => {
    const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }
    const { secretKey, webhookSecret, apiUrl } = readConfig(stripe).stripe ?? {}
    expect([secretKey, webhookSecret, apiUrl?.href]).toEqual(['sk_test_1', 'whsec_1', 'https://api.stripe.com/'])
    expect(namesOf({ STRIPE_SECRET_KEY: 'sk_test_1' })).toEqual(['STRIPE_WEBHOOK_SECRET'])
    expect(namesOf({ STRIPE_WEBHOOK_SECRET: 'whsec_1' })).toEqual(['STRIPE_SECRET_KEY'])
    const wrong = { STRIPE_SECRET_KEY: 'pk_live_1', STRIPE_WEBHOOK_SECRET: '1', STRIPE_API_URL: 'https://a.example/v1' }
    expect(namesOf(wrong)).toEqual(Object.keys(wrong))
    expect(problemsOf(wrong).join()).not.toContain('pk_live_1')
    expect(namesOf({ ...stripe, STRIPE_API_URL: 'http://stripe.example' })).toEqual(['STRIPE_API_URL'])
    expect(namesOf({ ...stripe, STRIPE_API_URL: 'http://127.0.0.1:4010' })).toEqual([])
  })
})
