import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { recordAudit } from '../src/audit/audit.trail.js'
import { requireReason } from '../src/audit/reason.js'
import { MODES, type Mode, SCOPES, type Scope } from '../src/auth/actor.js'
import { readConfig } from '../src/config.js'
import type { Transaction } from '../src/db/database.js'
import { keptSecretEncryptionKey } from '../src/development.js'
import { systemClock } from '../src/kernel/clock.js'
import { UserErrors } from '../src/kernel/errors.js'
import { newId } from '../src/kernel/ids.js'
import { SigningKeys } from '../src/people/signing-keys.js'
import { ApiKey } from '../src/vendors/api-key.entity.js'
import { Vendor } from '../src/vendors/vendor.entity.js'
import { createApiKey, findVendor, listApiKeys, revokeApiKey } from '../src/vendors/vendor.service.js'
import { openScriptDatabase, ScriptError } from './lib/script-database.js'

interface CreateOptions {
  vendor: string
  mode: Mode
  name: string
  scopes: Scope[]
  expires: Date | null
  reason: string
}

async function create(options: CreateOptions): Promise<void> {
  await withDatabase(async (database) => {
    const { vendor, reason, ...wanted } = options
    const checked = requireReason(reason)
    const { apiKey, token } = await database.transaction(async (tx) => {
      const found = await findVendor(tx, vendor)
      if (found === null) throw new ScriptError(`no vendor has the id or the name "${vendor}"`)
      const made = await createApiKey(tx, systemClock, { ...wanted, vendorId: found.id, expiresAt: options.expires })
      await recordKeyAct(tx, 'API_KEY_CREATED', made.apiKey.id, found, checked)
      return made
    })
    console.error(`${apiKey.id} was made. The key itself is shown now and never again:`)
    console.log(token)
  })
}

async function list(options: { vendor?: string }): Promise<void> {
  await withDatabase(async (database) => {
    const keys = await database.transaction((tx) => listApiKeys(tx, options.vendor ?? null))
    for (const key of keys) {
      const state =
        key.revokedAt !== null
          ? 'revoked'
          : key.expiresAt !== null && key.expiresAt <= new Date()
            ? 'expired'
            : 'active'
      const used = key.lastUsedAt?.toISOString() ?? 'never'
      console.log(
        `${key.id}  ${key.mode}  ${state}  ${key.vendorName}  "${key.name}"  last used ${used}  ${key.scopes.join(',')}`,
      )
    }
  })
}

async function revoke(id: string, options: { reason: string }): Promise<void> {
  const reason = requireReason(options.reason)
  await withDatabase(async (database) => {
    await database.transaction(async (tx) => {
      const revoked = await revokeApiKey(tx, systemClock, id)
      if (!revoked) throw new ScriptError(`no key that is still valid has the id "${id}"`)
      const { vendorId } = await tx.manager.findOneByOrFail(ApiKey, { id })
      await recordKeyAct(tx, 'API_KEY_REVOKED', id, await tx.manager.findOneByOrFail(Vendor, { id: vendorId }), reason)
    })
    console.log(`${id} is revoked; the next request with it is refused`)
  })
}

async function rotateSigning({ revoke }: { revoke: boolean }): Promise<void> {
  const encryptionKey = readConfig().secretEncryptionKey ?? (await keptSecretEncryptionKey(process.env['DATABASE_URL']))
  if (encryptionKey === null) throw new ScriptError('SECRET_ENCRYPTION_KEY: required, that of the gateway’s processes')
  await withDatabase(async (database) => {
    const keys = new SigningKeys(database, systemClock, encryptionKey)
    const id = await keys.replace({ revoke, actor: 'OPERATOR' })
    console.log(`${id} signs access tokens from now on`)
    console.log(
      revoke
        ? 'what earlier keys signed is refused within a minute: clients refresh their sessions'
        : 'what earlier keys signed is good until it expires',
    )
  })
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
    request: { requestId: newId('request'), address: null, userAgent: null, reason: null },
    organizationId: vendor.organizationId,
    subject: { kind: 'apiKey', ids: [apiKeyId, vendor.id] },
    reason,
    at: systemClock.now(),
  })
}

async function withDatabase(
  work: (database: Awaited<ReturnType<typeof openScriptDatabase>>['database']) => Promise<void>,
) {
  const { database, close } = await openScriptDatabase()
  try {
    await work(database)
  } finally {
    await close()
  }
}

function parseMode(text: string): Mode {
  const mode = MODES.find((known) => known.toLowerCase() === text.toLowerCase())
  if (mode === undefined) throw new InvalidArgumentError('expected test or live')
  return mode
}

function parseScopes(text: string): Scope[] {
  const words = text.split(',').map((word) => word.trim())
  const unknown = words.filter((word) => !SCOPES.some((scope) => scope === word))
  if (unknown.length > 0)
    throw new InvalidArgumentError(`expected some of ${SCOPES.join(', ')}; got ${unknown.join(', ')}`)
  return words as Scope[]
}

function parseInstant(text: string): Date {
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime()) || instant <= new Date())
    throw new InvalidArgumentError('expected a date in the future')
  return instant
}

const REASON = ['--reason <text>', 'why, for the audit trail'] as const

const program = new Command('keys')
  .description('Makes, lists and revokes the API keys of vendors; rotates what signs access tokens.')
  .addHelpText(
    'after',
    '\nThe certificate that signs documents comes from an authority: docs/operations.md says how to get one.',
  )
  .exitOverride()
program
  .command('create')
  .description('makes a key and prints it, once')
  .requiredOption('--vendor <id or name>', 'whose key it is')
  .requiredOption('--mode <test|live>', 'which world it opens', parseMode)
  .requiredOption('--name <text>', 'what people call it')
  .option('--scopes <list>', 'what it may do, separated by commas (default: everything)', parseScopes, [...SCOPES])
  .option('--expires <date>', 'when it ends, for example 2027-06-30 (default: never)', parseInstant, null)
  .requiredOption(...REASON)
  .exitOverride()
  .action(create)
program
  .command('list')
  .description('lists keys; never the secrets, which nobody knows')
  .option('--vendor <id or name>', 'only of this vendor')
  .exitOverride()
  .action(list)
program
  .command('revoke')
  .description('ends a key at once')
  .argument('<id>', 'key_…')
  .requiredOption(...REASON)
  .exitOverride()
  .action(revoke)
program
  .command('rotate-signing')
  .description('makes another key sign access tokens at once: when one has leaked, or SECRET_ENCRYPTION_KEY is another')
  .option('--revoke', 'what earlier keys signed is good no more, for one that has leaked', false)
  .exitOverride()
  .action(rotateSigning)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = 1
  if (error instanceof CommanderError) process.exitCode = error.exitCode
  else if (error instanceof ScriptError || error instanceof UserErrors) process.stderr.write(`${error.message}\n`)
  else throw error
}
