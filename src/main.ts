import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Logger, pino } from 'pino'
import { Gateway } from './app.js'
import { type Config, ConfigError, readConfig } from './config.js'
import { openDatabaseServer } from './db/database-server.js'
import { migrate } from './db/migrate.js'
import { isDatabaseUnavailable } from './db/unavailable.js'
import {
  type Development,
  describeDevelopment,
  furnishDevelopment,
  prepareDevelopment,
  sandboxAccess,
  stateNameOf,
} from './development.js'
import { systemClock } from './kernel/clock.js'
import { type KeyRing, keyRing } from './kernel/key-ring.js'
import { loggableError } from './kernel/loggable-error.js'
import { SigningKeyClosed } from './people/signing-key.pair.js'
import { openSigningIdentity, SigningError, type SigningIdentity } from './profiles/signing/signing.identity.js'
import { prepareSandbox } from './sandbox.preparation.js'
import { openTracing } from './telemetry/open.tracing.js'

/** The process: reads the configuration, starts what the role says, stops on a signal, also on one during the start. */
async function main(): Promise<void> {
  // Whoever reads our output may go away (`npm start | head`); that must not take the gateway along.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const config = readConfig()
  const serializers = { err: loggableError }
  const logger = pino({ level: config.logLevel, base: { service: 'profiles-gateway', role: config.role }, serializers })
  const started = startPatiently(config, logger)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      logger.info({ signal }, 'stopping')
      // The last word, should something hang: whatever was in flight is repeated by its client or by another worker.
      setTimeout(() => process.exit(1), config.shutdownSeconds * 1000).unref()
      started
        .then((stop) => stop())
        .then(
          () => process.exit(0),
          (error) => {
            logger.error({ err: error }, 'the stop failed')
            process.exit(1)
          },
        )
    })
  }
  await started
}

const START_AGAIN_AFTER_MS = 500

/** As `start`, again and again while the database does not serve: both may have been restarted together. */
async function startPatiently(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const deadline = performance.now() + config.databaseStartWaitSeconds * 1_000
  for (;;) {
    try {
      return await start(config, logger)
    } catch (error) {
      if (!isDatabaseUnavailable(error) || performance.now() > deadline) throw error
      logger.warn({ err: error }, 'the database does not serve; the start is tried again')
      await sleep(START_AGAIN_AFTER_MS)
    }
  }
}

/** Brings the database up to date and starts the gateway; resolves to what stops it again. */
async function start(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const server = await openDatabaseServer(config.databaseUrl, (message) => logger.info(message))
  const applied = await migrate(server.url)
  if (applied.length > 0) logger.info({ applied }, 'migrated the database')
  const development = await developmentOf(config, server.url)
  const gateway: Gateway = new Gateway({
    config,
    databaseUrl: server.url,
    linkSigningKeys: signingKeysOf(config, development),
    secretEncryptionKeys: encryptionKeysOf(config, development),
    signing: await signingIdentityOf(config, development),
    clock: systemClock,
    logger,
    tracing: await openTracing(config.tracing),
    sandbox: development === null ? null : sandboxAccess(development),
  })
  const stop = async () => {
    await gateway.stop()
    await server.stop()
  }
  try {
    const address = await gateway.start()
    if (development !== null && config.role !== 'worker') {
      await furnishDevelopment(development, gateway.database, address)
    }
  } catch (error) {
    await stop()
    throw error
  }
  logger.info({ port: config.port, role: config.role }, 'started')
  if (development !== null && config.role !== 'worker') process.stdout.write(describeDevelopment(development, config))
  return stop
}

async function developmentOf(config: Config, databaseUrl: string): Promise<Development | null> {
  if (config.environment === 'development')
    return await prepareDevelopment(databaseUrl, systemClock, stateNameOf(config.databaseUrl ?? undefined))
  await prepareSandbox(databaseUrl, systemClock, async () => undefined)
  return null
}

function signingKeysOf(config: Config, development: Development | null): KeyRing {
  const key = config.linkSigningKey ?? development?.linkSigningKey
  if (key === undefined) throw new ConfigError(['LINK_SIGNING_KEY: required in production'])
  return keyRing(key, config.linkSigningKeyPrevious)
}

function encryptionKeysOf(config: Config, development: Development | null): KeyRing {
  const key = config.secretEncryptionKey ?? development?.secretEncryptionKey
  if (key === undefined) throw new ConfigError(['SECRET_ENCRYPTION_KEY: required in production'])
  return keyRing(key, config.secretEncryptionKeyPrevious)
}

/** Who signs documents. @throws SigningError, ConfigError: better not to start than to sign nothing, or for nobody */
async function signingIdentityOf(config: Config, development: Development | null): Promise<SigningIdentity> {
  const { signingFiles } = config
  const material =
    signingFiles === null
      ? development?.signing
      : {
          certificatePem: await fileOf('SIGNING_CERTIFICATE_FILE', signingFiles.certificate),
          keyPem: await fileOf('SIGNING_KEY_FILE', signingFiles.key),
        }
  if (material === undefined) throw new ConfigError(['SIGNING_CERTIFICATE_FILE: required in production'])
  return openSigningIdentity(material, systemClock.now())
}

async function fileOf(variable: string, path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`${variable}: expected a file that can be read; ${path} gives ${error.code}`])
  })
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  if ([ConfigError, SigningKeyClosed, SigningError].some((kind) => error instanceof kind))
    process.stderr.write(`${error.message}\n`)
  else if (error.code === 'EADDRINUSE') {
    process.stderr.write(`port ${error.port} is taken: stop what listens there, or choose another with PORT=…\n`)
  } else process.stderr.write(`the gateway could not start: ${error.stack ?? error.message}\n`)
  process.exit(1)
})
