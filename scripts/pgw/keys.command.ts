import { Command } from 'commander'
import { recordAudit } from '../../src/audit/audit.trail.js'
import { requireReason } from '../../src/audit/reason.js'
import { type Mode, SCOPES, type Scope } from '../../src/auth/actor.js'
import { readConfig } from '../../src/config.js'
import type { Transaction } from '../../src/db/database.js'
import { keptSecretEncryptionKey } from '../../src/development.js'
import { systemClock } from '../../src/kernel/clock.js'
import { type KeyRing, keyRing } from '../../src/kernel/key-ring.js'
import { SigningKeys } from '../../src/people/signing-keys.js'
import { resealSecrets } from '../../src/secrets.reseal.js'
import { ApiKey } from '../../src/vendors/api-key.entity.js'
import { Vendor } from '../../src/vendors/vendor.entity.js'
import { createApiKey, findVendor, listApiKeys, revokeApiKey } from '../../src/vendors/vendor.service.js'
import { parseFutureInstant, parseMode, parseScopes, REASON_OPTION } from './arguments.js'
import { withDatabase } from './database.js'
import { OperatorError, operatorRequest } from './operator.js'
import { JSON_OPTION, note, type OutputOptions, print } from './output.js'

interface CreateOptions extends OutputOptions {
  vendor: string
  mode: Mode
  name: string
  scopes: Scope[]
  expires: Date | null
  reason: string
}

async function create({ json = false, vendor, reason, ...wanted }: CreateOptions): Promise<void> {
  const checked = requireReason(reason)
  await withDatabase(async ({ database }) => {
    const { apiKey, token } = await database.transaction(async (tx) => {
      const found = await findVendor(tx, vendor)
      if (found === null) throw new OperatorError(`no vendor has the id or the name "${vendor}"`)
      const { mode, name, scopes, expires: expiresAt } = wanted
      const made = await createApiKey(tx, systemClock, { mode, name, scopes, vendorId: found.id, expiresAt })
      await recordKeyAct(tx, 'API_KEY_CREATED', made.apiKey.id, found, checked)
      return made
    })
    note(`${apiKey.id} was made. The key itself is shown now and never again:`)
    const { id, mode, name, scopes, expiresAt } = apiKey
    print({ json }, { apiKey: { id, mode, name, scopes, expiresAt }, key: token }, [token])
  })
}

async function list({ json = false, vendor }: OutputOptions & { vendor?: string }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const now = systemClock.now()
    const found = await database.transaction((tx) => listApiKeys(tx, vendor ?? null))
    const apiKeys = found.map(({ id, mode, name, vendorName, scopes, expiresAt, revokedAt, lastUsedAt }) => {
      const expired = expiresAt !== null && expiresAt <= now
      const state = revokedAt !== null ? 'REVOKED' : expired ? 'EXPIRED' : 'ACTIVE'
      return { id, mode, state, name, vendorName, scopes, expiresAt, lastUsedAt }
    })
    const told = apiKeys.map(({ id, mode, state, vendorName, name, lastUsedAt, scopes }) => {
      const used = lastUsedAt?.toISOString() ?? 'never'
      return `${id}  ${mode}  ${state.toLowerCase()}  ${vendorName}  "${name}"  last used ${used}  ${scopes.join(',')}`
    })
    print({ json }, { apiKeys }, told)
  })
}

async function revoke(id: string, options: OutputOptions & { reason: string }): Promise<void> {
  const reason = requireReason(options.reason)
  await withDatabase(async ({ database }) => {
    await database.transaction(async (tx) => {
      const revoked = await revokeApiKey(tx, systemClock, id)
      if (!revoked) throw new OperatorError(`no key that is still valid has the id "${id}"`)
      const { vendorId } = await tx.manager.findOneByOrFail(ApiKey, { id })
      await recordKeyAct(tx, 'API_KEY_REVOKED', id, await tx.manager.findOneByOrFail(Vendor, { id: vendorId }), reason)
    })
    const apiKey = { id, state: 'REVOKED' }
    print(options, { apiKey }, [`${id} is revoked; the next request with it is refused`])
  })
}

async function rotateSigning({ revoke, ...options }: OutputOptions & { revoke: boolean }): Promise<void> {
  const encryptionKeys = await deploymentKeys()
  await withDatabase(async ({ database }) => {
    const keys = new SigningKeys(database, systemClock, encryptionKeys)
    const id = await keys.replace({ revoke, actor: 'OPERATOR' })
    print(options, { signingKey: { id, earlierRevoked: revoke } }, [
      `${id} signs access tokens from now on`,
      revoke
        ? 'what earlier keys signed is refused within a minute: clients refresh their sessions'
        : 'what earlier keys signed is good until it expires',
    ])
  })
}

async function reseal(options: OutputOptions): Promise<void> {
  const encryptionKeys = await deploymentKeys()
  await withDatabase(async ({ database }) => {
    const { resealed, closed } = await resealSecrets(database, systemClock, encryptionKeys)
    print(options, { secrets: { resealed, closed } }, [
      `${resealed} secrets are encrypted with SECRET_ENCRYPTION_KEY now; SECRET_ENCRYPTION_KEY_PREVIOUS opens nothing more`,
      ...(closed > 0 ? [`${closed} secrets are opened by neither key: docs/operations.md says what to do`] : []),
    ])
  })
}

/** The keys by which the gateway's processes seal and open secrets. */
async function deploymentKeys(): Promise<KeyRing> {
  const { secretEncryptionKey, secretEncryptionKeyPrevious, databaseUrl } = readConfig()
  const present = secretEncryptionKey ?? (await keptSecretEncryptionKey(databaseUrl ?? undefined))
  if (present === null) throw new OperatorError('SECRET_ENCRYPTION_KEY: required, that of the gateway’s processes')
  return keyRing(present, secretEncryptionKeyPrevious)
}

async function recordKeyAct(
  tx: Transaction,
  action: 'API_KEY_CREATED' | 'API_KEY_REVOKED',
  apiKeyId: string,
  vendor: Vendor,
  reason: string,
): Promise<void> {
  await recordAudit(tx, {
    action,
    actor: 'OPERATOR',
    request: operatorRequest(),
    organizationId: vendor.organizationId,
    subject: { kind: 'apiKey', ids: [apiKeyId, vendor.id] },
    reason,
    at: systemClock.now(),
  })
}

const AFTER = `
The certificate that signs documents comes from an authority: docs/operations.md says how to get one.

Examples:
  pgw keys create --vendor "Fictional Software" --mode test --name "CI" --reason "asked for by mail"
  pgw keys list --json
  pgw keys revoke key_… --reason "leaked"`

/** `pgw keys` */
export function keysCommand(): Command {
  const keys = new Command('keys')
    .description('API keys of vendors, and the key that signs access tokens')
    .addHelpText('after', AFTER)
  keys
    .command('create')
    .description('makes a key and prints it, once')
    .requiredOption('--vendor <id or name>', 'whose key it is')
    .requiredOption('--mode <test|live>', 'which world it opens', parseMode)
    .requiredOption('--name <text>', 'what people call it')
    .option('--scopes <list>', 'what it may do, separated by commas (default: everything)', parseScopes, [...SCOPES])
    .option('--expires <date>', 'when it ends, for example 2027-06-30 (default: never)', parseFutureInstant, null)
    .requiredOption(...REASON_OPTION)
    .option(...JSON_OPTION)
    .action(create)
  keys
    .command('list')
    .description('lists keys; never the secrets, which nobody knows')
    .option('--vendor <id or name>', 'only of this vendor')
    .option(...JSON_OPTION)
    .action(list)
  keys
    .command('revoke')
    .description('ends a key at once')
    .argument('<id>', 'key_…')
    .requiredOption(...REASON_OPTION)
    .option(...JSON_OPTION)
    .action(revoke)
  keys
    .command('rotate-signing')
    .description(
      'makes another key sign access tokens at once: when one has leaked, or SECRET_ENCRYPTION_KEY is another',
    )
    .option('--revoke', 'what earlier keys signed is good no more, for one that has leaked', false)
    .option(...JSON_OPTION)
    .action(rotateSigning)
  keys
    .command('reseal')
    .description('encrypts the secrets in the database with SECRET_ENCRYPTION_KEY that its _PREVIOUS opens')
    .option(...JSON_OPTION)
    .action(reseal)
  return keys
}
