import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { KeyRing } from '../kernel/key-ring.js'
import { assertNotSuspended, lockVendor } from '../vendors/vendor.access.js'
import { endOfOverlap, optionalText } from '../vendors/vendor.rules.js'
import { assertManagesWebhooks, assertMayHaveWebhooks } from './webhook.access.js'
import { MAX_ENDPOINT_DESCRIPTION_LENGTH, MAX_ENDPOINTS, optionalTypes, requireEndpointUrl } from './webhook.rules.js'
import { newWebhookSecret } from './webhook.secret.js'
import type {
  CreateWebhookEndpointInput,
  RotateWebhookSecretInput,
  UpdateWebhookEndpointInput,
} from './webhook-endpoint.inputs.js'
import {
  type AccessibleEndpoint,
  countEndpoints,
  disableEndpoint,
  type EndpointRow,
  enableEndpoint,
  insertEndpoint,
  lockEndpoint,
  rotateSecret,
  updateEndpoint,
} from './webhook-endpoint.queries.js'

/** What endpoints are made with. */
export interface EndpointSettings {
  /** 32 bytes. */
  secretEncryptionKeys: KeyRing
  /** Only for tests: plain HTTP and addresses of any network. */
  privateAddresses: boolean
}

/** An endpoint with the secret that it was just given: the only time that it is seen. */
export interface EndpointWithSecret {
  endpoint: EndpointRow
  secret: string
}

/** Vendors say where they want to be told what happens (domain.md, "Data integration"). */
export class WebhookEndpointService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: EndpointSettings,
  ) {}

  /** Sets one up. @throws UserErrors NOT_FOUND, INVALID_INPUT, LIVE_NOT_APPROVED, LIMIT_REACHED; RequestError FORBIDDEN */
  async create(actor: Actor, request: RequestInfo, input: CreateWebhookEndpointInput): Promise<EndpointWithSecret> {
    assertMayHaveWebhooks(actor)
    const { mode } = input
    return await this.database.transaction(async (tx) => {
      const vendor = await lockVendor(tx, actor, input.vendorId)
      assertManagesWebhooks(actor, vendor)
      assertNotSuspended(vendor.suspendedAt !== null)
      if (actor.kind === 'VENDOR' && mode !== actor.mode) {
        throw UserErrors.one('INVALID_INPUT', ['mode'], `expected ${actor.mode}, the mode of the key, got ${mode}`)
      }
      if (mode === 'LIVE' && vendor.liveApprovedAt === null) {
        const message = 'live endpoints can be made once staff have approved the vendor; until then take the mode TEST'
        throw UserErrors.one('LIVE_NOT_APPROVED', ['mode'], message)
      }
      const count = await countEndpoints(tx, vendor.id)
      if (count >= MAX_ENDPOINTS) {
        const message = `expected at most ${MAX_ENDPOINTS} endpoints of a vendor; give one that is not needed another URL`
        throw UserErrors.one('LIMIT_REACHED', [], message)
      }
      const id = newId('webhookEndpoint')
      const { secret, secretJwe } = await newWebhookSecret(id, this.settings.secretEncryptionKeys)
      const endpoint = await insertEndpoint(tx, {
        id,
        vendorId: vendor.id,
        mode,
        url: requireEndpointUrl(['url'], input.url, this.settings.privateAddresses),
        description: optionalText(['description'], input.description, MAX_ENDPOINT_DESCRIPTION_LENGTH),
        types: optionalTypes(['types'], input.types),
        createdAt: this.clock.now(),
        secretJwe,
      })
      invariant(endpoint, 'an inserted endpoint is there')
      const { organizationId: vendorOrganizationId } = vendor
      await this.#audit(tx, 'WEBHOOK_ENDPOINT_CREATED', actor, request, { ...endpoint, vendorOrganizationId })
      return { endpoint, secret }
    })
  }

  /** Changes what is given. @throws UserErrors NOT_FOUND, INVALID_INPUT */
  async update(actor: Actor, request: RequestInfo, input: UpdateWebhookEndpointInput): Promise<EndpointRow> {
    const { url, description, types } = input
    return await this.#change(actor, request, input.endpointId, 'WEBHOOK_ENDPOINT_UPDATED', async (tx, before) => {
      return await updateEndpoint(tx, {
        id: before.id,
        url: url == null ? before.url : requireEndpointUrl(['url'], url, this.settings.privateAddresses),
        description:
          description === undefined
            ? before.description
            : optionalText(['description'], description, MAX_ENDPOINT_DESCRIPTION_LENGTH),
        types: types === undefined ? before.types : optionalTypes(['types'], types),
      })
    })
  }

  /**
   * Gives it another secret; for the overlap requests are signed with both. What was in the overlap of an earlier rotation
   * signs no more. @throws UserErrors NOT_FOUND, INVALID_INPUT
   */
  async rotate(actor: Actor, request: RequestInfo, input: RotateWebhookSecretInput): Promise<EndpointWithSecret> {
    let made = ''
    const endpoint = await this.#change(
      actor,
      request,
      input.endpointId,
      'WEBHOOK_SECRET_ROTATED',
      async (tx, before) => {
        const madeAt = this.clock.now()
        const overlapUntil = endOfOverlap(input.overlapHours, null, madeAt)
        const { secret, secretJwe } = await newWebhookSecret(before.id, this.settings.secretEncryptionKeys)
        made = secret
        return await rotateSecret(tx, before.id, secretJwe, { madeAt, overlapUntil })
      },
    )
    return { endpoint, secret: made }
  }

  /** Tells it nothing more; to do it again changes nothing. @throws UserErrors NOT_FOUND */
  async disable(actor: Actor, request: RequestInfo, endpointId: string): Promise<EndpointRow> {
    return await this.#change(actor, request, endpointId, 'WEBHOOK_ENDPOINT_DISABLED', (tx, before) =>
      disableEndpoint(tx, before, 'ASKED', this.clock.now()),
    )
  }

  /** Tells it again, first of all what was waiting; to do it again changes nothing. @throws UserErrors NOT_FOUND */
  async enable(actor: Actor, request: RequestInfo, endpointId: string): Promise<EndpointRow> {
    return await this.#change(actor, request, endpointId, 'WEBHOOK_ENDPOINT_ENABLED', (tx, before) =>
      enableEndpoint(tx, before.id),
    )
  }

  /** Changes one that the actor manages; `change` gives it as it is then, or null if there was nothing to change. */
  async #change(
    actor: Actor,
    request: RequestInfo,
    endpointId: string,
    action: AuditAction,
    change: (tx: Transaction, before: AccessibleEndpoint) => Promise<EndpointRow | null>,
  ): Promise<EndpointRow> {
    assertMayHaveWebhooks(actor)
    return await this.database.transaction(async (tx) => {
      const before = await lockEndpoint(tx, actor, endpointId)
      assertManagesWebhooks(actor, before)
      const changed = await change(tx, before)
      if (changed !== null) await this.#audit(tx, action, actor, request, before)
      return changed ?? before
    })
  }

  async #audit(
    tx: Transaction,
    action: AuditAction,
    actor: Actor,
    request: RequestInfo,
    { id, vendorId, vendorOrganizationId }: Pick<AccessibleEndpoint, 'id' | 'vendorId' | 'vendorOrganizationId'>,
  ): Promise<void> {
    const subject = { kind: 'webhookEndpoint', ids: [id, vendorId] }
    const at = this.clock.now()
    await recordAudit(tx, { action, actor, request, organizationId: vendorOrganizationId, subject, at })
  }
}
