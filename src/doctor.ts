import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import { type Config, ConfigError, readConfig } from './config.js'
import { databaseFindings } from './doctor.database.js'
import { type Finding, fail, fine, warn } from './doctor.finding.js'
import { redisFindings } from './doctor.redis.js'
import { replicaFindings } from './doctor.replicas.js'
import { systemClock } from './kernel/clock.js'
import { openSigningIdentity, SigningError } from './profiles/signing/signing.identity.js'

const DAY_MS = 86_400_000
/** A certificate that ends sooner is told of: renewing one takes people and days. */
const CERTIFICATE_WARNING_DAYS = 30
const SMTP_TIMEOUT_MS = 10_000

/**
 * Looks at everything that a deployment stands on, and changes nothing. No finding has a secret in it, and none stops the
 * others but a configuration that cannot be read.
 */
export async function checkUp(environment: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  const config = configOf(environment)
  if (Array.isArray(config)) return config
  const parts = await Promise.all([
    databaseFindings(config),
    replicaFindings(config),
    redisFindings(config),
    mailFinding(config),
    signingFinding(config),
  ])
  return [fine('configuration', `read: ${config.environment}, role ${config.role}`), ...parts.flat()]
}

function configOf(environment: NodeJS.ProcessEnv): Config | Finding[] {
  try {
    return readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => fail('configuration', problem, 'docs/operations.md has every variable'))
  }
}

/** Connects, greets and signs in as for an e-mail, and sends none. */
async function mailFinding({ smtpUrl, environment }: Config): Promise<Finding> {
  if (smtpUrl === null) {
    const says = 'no SMTP_URL: e-mails are kept in the database'
    return environment === 'production' ? warn('mail', says, 'set SMTP_URL') : fine('mail', says)
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  })
  try {
    await transport.verify()
    return fine('mail', 'the mail server takes the connection and the sign-in')
  } catch (error) {
    const { code = 'UNKNOWN', responseCode } = error as { code?: string; responseCode?: number }
    const what = responseCode === undefined ? code : `${code} ${responseCode}`
    return fail('mail', `the mail server of SMTP_URL answers ${what}`, 'check host, port, TLS, user and password')
  } finally {
    transport.close()
  }
}

async function signingFinding({ signingFiles }: Config): Promise<Finding> {
  if (signingFiles === null) return fine('signing', 'development signs with a certificate of its own')
  const cure = 'renew the certificate; docs/operations.md says how'
  try {
    const [certificatePem, keyPem] = await Promise.all([
      readFile(signingFiles.certificate, 'utf8'),
      readFile(signingFiles.key, 'utf8'),
    ])
    const now = systemClock.now()
    const { validUntil } = openSigningIdentity({ certificatePem, keyPem }, now)
    const days = Math.floor((validUntil.getTime() - now.getTime()) / DAY_MS)
    const says = `the certificate is good for ${days} days more`
    return days < CERTIFICATE_WARNING_DAYS ? warn('signing', says, cure) : fine('signing', says)
  } catch (error) {
    if (error instanceof SigningError) return fail('signing', error.problems.join('; '), cure)
    const { code, path } = error as NodeJS.ErrnoException
    return fail('signing', `${path ?? 'a file'} cannot be read: ${code ?? 'unknown'}`, 'check path and permissions')
  }
}
