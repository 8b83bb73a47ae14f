import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import { requireReason } from '../audit/reason.js'
import type { PersonActor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import { writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import type { CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput, UpdateApiKeyInput } from './api-key.inputs.js'
import {
  type ApiKeyRow,
  assertManages,
  assertNotSuspended,
  type LockedApiKey,
  lockApiKey,
  lockVendor,
} from './vendor.access.js'
import type { VendorMail } from './vendor.mail.js'
import type { VendorMetrics } from './vendor.metrics.js'
import {
  endOfOverlap,
  expiryOfSuccessor,
  optionalCap,
  optionalExpiry,
  requireAddresses,
  requireName,
  requireScopes,
} from './vendor.rules.js'
import { createApiKey } from './vendor.service.js'

const UPDATE = writeStatement(
  'api_key_update',
  'update api_keys set name = $2, allowed_addresses = $3, monthly_spend_cap_cents = $4 where id = $1',
)

const SUCCEED = writeStatement(
  'api_key_succeed',
  'update api_keys set rotated_to_id = $2, expires_at = $3 where id = $1',
)

const REVOKE = writeStatement('api_key_revoke', 'update api_keys set revoked_at = $2 where id = $1')

/** A key that was just made; `secret` is the only time that it is seen. */
export interface NewKey {
  apiKey: ApiKeyRow
  secret: string
}

/** People of a vendor manage its API keys (domain.md, "Data integration"); a key never manages keys. */
export class ApiKeyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: VendorMetrics,
    private readonly mail: VendorMail,
  ) {}

  /**
   * Makes a key; of a live one of an organization's own integration its administrators are told by e-mail. @throws UserErrors
   * NOT_FOUND, INVALID_INPUT, LIVE_NOT_APPROVED
   */
  async create(actor: PersonActor, request: RequestInfo, input: CreateApiKeyInput): Promise<NewKey> {
    const created = await this.database.transaction(async (tx) => {
      const vendor = await lockVendor(tx, actor, input.vendorId)
      assertManages(vendor)
      assertNotSuspended(vendor.suspendedAt !== null)
      const { apiKey, token } = await createApiKey(tx, this.clock, {
        vendorId: vendor.id,
        mode: input.mode,
        name: requireName(['name'], input.name),
        scopes: requireScopes(['scopes'], input.scopes),
        expiresAt: optionalExpiry(['expiresAt'], input.expiresAt, this.clock.now()),
        allowedAddresses: requireAddresses(['allowedAddresses'], input.allowedAddresses ?? []),
        monthlySpendCapCents: optionalCap(['monthlySpendCapCents'], input.monthlySpendCapCents),
        createdByUserId: actor.id,
      })
      const what = { ...apiKey, organizationId: vendor.organizationId }
      await this.#audit(tx, 'API_KEY_CREATED', actor, request, what)
      await this.#tell(tx, actor, { ...what, vendorName: vendor.name })
      return { apiKey, secret: token }
    })
    this.metrics.apiKey('created')
    return created
  }

  /** Changes the name, the allow-list or the spend cap. @throws UserErrors NOT_FOUND, INVALID_INPUT */
  async update(actor: PersonActor, request: RequestInfo, input: UpdateApiKeyInput): Promise<ApiKeyRow> {
    const updated = await this.database.transaction(async (tx) => {
      const key = await lockApiKey(tx, actor, input.apiKeyId)
      assertManages(key)
      const name = input.name == null ? key.name : requireName(['name'], input.name)
      const { allowedAddresses: wanted } = input
      const allowedAddresses = wanted == null ? key.allowedAddresses : requireAddresses(['allowedAddresses'], wanted)
      const { monthlySpendCapCents: cap } = input
      const monthlySpendCapCents =
        cap === undefined ? key.monthlySpendCapCents : optionalCap(['monthlySpendCapCents'], cap)
      await tx.write(UPDATE, [key.id, name, allowedAddresses, monthlySpendCapCents])
      await this.#audit(tx, 'API_KEY_UPDATED', actor, request, key)
      return { ...key, name, allowedAddresses, monthlySpendCapCents }
    })
    this.metrics.apiKey('updated')
    return updated
  }

  /**
   * Gives a key a successor with the same mode, scopes, allow-list, spend cap and name. Both work for the overlap. A key whose
   * successor was revoked can have another one.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT for a key that does not work any more, ALREADY_EXISTS for one that has a
   * successor
   */
  async rotate(
    actor: PersonActor,
    request: RequestInfo,
    input: RotateApiKeyInput,
  ): Promise<NewKey & { predecessor: ApiKeyRow }> {
    const rotated = await this.database.transaction(async (tx) => {
      const key = await lockApiKey(tx, actor, input.apiKeyId)
      assertManages(key)
      assertNotSuspended(key.vendorSuspended)
      const now = this.clock.now()
      assertRotatable(key, now)
      const expiresAt = endOfOverlap(input.overlapHours, key.expiresAt, now)
      // One instant for both keys: the overlap is exact.
      const { apiKey, token } = await createApiKey(
        tx,
        { now: () => now },
        {
          vendorId: key.vendorId,
          mode: key.mode,
          name: key.name,
          scopes: key.scopes,
          expiresAt: expiryOfSuccessor(lifeOf(key), now),
          allowedAddresses: key.allowedAddresses,
          monthlySpendCapCents: key.monthlySpendCapCents,
          createdByUserId: actor.id,
          replacesKeyId: key.id,
        },
      )
      await tx.write(SUCCEED, [key.id, apiKey.id, expiresAt])
      await this.#audit(tx, 'API_KEY_ROTATED', actor, request, key, { successorId: apiKey.id })
      await this.#tell(tx, actor, { ...apiKey, organizationId: key.organizationId, vendorName: key.vendorName })
      return { apiKey, secret: token, predecessor: { ...key, expiresAt, rotatedToId: apiKey.id } }
    })
    this.metrics.apiKey('rotated')
    return rotated
  }

  /**
   * Ends a key from the next request on; one that was revoked before stays as it is. For the vendor's people, and for
   * staff with a reason. @throws UserErrors NOT_FOUND, INVALID_INPUT
   */
  async revoke(actor: PersonActor, request: RequestInfo, input: RevokeApiKeyInput): Promise<ApiKeyRow> {
    const reason = actor.kind === 'STAFF' || input.reason != null ? requireReason(input.reason) : undefined
    const { key, isNew } = await this.database.transaction(async (tx) => {
      const before = await lockApiKey(tx, actor, input.apiKeyId)
      if (actor.kind !== 'STAFF') assertManages(before)
      if (before.revokedAt !== null) return { key: before, isNew: false }
      const revokedAt = this.clock.now()
      await tx.write(REVOKE, [before.id, revokedAt])
      await this.#audit(tx, 'API_KEY_REVOKED', actor, request, before, reason === undefined ? {} : { reason })
      return { key: { ...before, revokedAt }, isNew: true }
    })
    if (isNew) this.metrics.apiKey('revoked')
    return key
  }

  async #tell(
    tx: Transaction,
    actor: PersonActor,
    { mode, name, organizationId, vendorName }: ApiKeyRow & { organizationId: string | null; vendorName: string },
  ): Promise<void> {
    if (mode !== 'LIVE' || organizationId === null) return
    await this.mail.liveKeyMade(tx, { organizationId, vendorName, keyName: name, byName: actor.name })
  }

  async #audit(
    tx: Transaction,
    action: AuditAction,
    actor: PersonActor,
    request: RequestInfo,
    { id, vendorId, organizationId }: { id: string; vendorId: string; organizationId: string | null },
    { successorId, reason }: { successorId?: string; reason?: string } = {},
  ): Promise<void> {
    const ids = [id, vendorId, ...(successorId === undefined ? [] : [successorId])]
    const subject = { kind: 'apiKey', ids }
    const at = this.clock.now()
    await recordAudit(tx, {
      action,
      actor,
      request,
      organizationId,
      subject,
      at,
      ...(reason !== undefined && { reason }),
    })
  }
}

/** The life that a successor is to have: that of the key as it was made, or as its lost successor was made for it. */
function lifeOf(key: LockedApiKey): { createdAt: Date; expiresAt: Date | null } {
  if (key.lostSuccessorCreatedAt === null) return key
  return { createdAt: key.lostSuccessorCreatedAt, expiresAt: key.lostSuccessorExpiresAt }
}

function assertRotatable(key: LockedApiKey, now: Date): void {
  if (key.rotatedToId !== null && key.lostSuccessorCreatedAt === null) {
    throw UserErrors.one('ALREADY_EXISTS', ['apiKeyId'], `the key has a successor already: ${key.rotatedToId}`)
  }
  if (key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now)) {
    throw UserErrors.one('INVALID_INPUT', ['apiKeyId'], 'expected a key that still works, got one that has ended')
  }
}
