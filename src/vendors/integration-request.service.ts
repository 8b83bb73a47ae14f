import type { AuditAction } from '../audit/audit.actions.js'
import { recordAudit } from '../audit/audit.trail.js'
import { type RequestInfo, SCOPES, type UserActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { UserErrors } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { type AccessibleOrganization, assertAdministers } from '../organizations/organization.access.js'
import { lockAdministered } from '../organizations/organization.lock.js'
import { IntegrationRequest } from './integration-request.entity.js'
import type { RequestIntegrationInput } from './integration-request.inputs.js'
import { hasPendingRequest } from './integration-request.queries.js'
import { type SandboxOpener, sandboxOf } from './sandbox-twin.js'
import type { ApiKeyRow } from './vendor.access.js'
import type { VendorMail } from './vendor.mail.js'
import type { VendorMetrics } from './vendor.metrics.js'
import { MAX_DESCRIPTION_LENGTH, optionalText, requireEmail, requireName } from './vendor.rules.js'
import { createApiKey, createVendor, grantIntegration } from './vendor.service.js'

/** What an administrator gets at once; `secret` is the only time that the key is seen. */
export interface RequestedIntegration {
  integrationRequest: IntegrationRequest
  apiKey: ApiKeyRow
  secret: string
  sandboxOrganizationId: string
}

/** Organizations ask for an integration of their own software (domain.md, "Data integration"). */
export class IntegrationRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sandboxes: SandboxOpener,
    private readonly mail: VendorMail,
    private readonly metrics: VendorMetrics,
  ) {}

  /**
   * Makes the request, a vendor of the organization's own that its administrators manage, and a test key that works at
   * once, in the organization's sandbox.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT, ALREADY_EXISTS while another one is pending, and for a sandbox that the
   * actor does not administer
   */
  async request(actor: UserActor, request: RequestInfo, input: RequestIntegrationInput): Promise<RequestedIntegration> {
    const requested = await this.database.transaction(async (tx) => {
      const organization = await lockAdministered(tx, actor, input.organizationId)
      assertAdministers(organization)
      const wish = {
        softwareName: requireName(['softwareName'], input.softwareName),
        description: optionalText(['description'], input.description, MAX_DESCRIPTION_LENGTH),
        technicalContactName: requireName(['technicalContactName'], input.technicalContactName),
        technicalContactEmail: requireEmail(['technicalContactEmail'], input.technicalContactEmail),
      }
      if (await hasPendingRequest(tx, organization.id)) {
        const message = 'a request of the organization is pending already: staff will decide it first'
        throw UserErrors.one('ALREADY_EXISTS', ['organizationId'], message)
      }
      const integrationRequest = await this.#record(tx, actor, organization, wish)
      return await this.#openSandbox(tx, actor, request, organization, integrationRequest)
    })
    this.metrics.integrationRequest('requested')
    this.metrics.apiKey('created')
    return requested
  }

  async #record(
    tx: Transaction,
    actor: UserActor,
    organization: AccessibleOrganization,
    wish: Pick<IntegrationRequest, 'softwareName' | 'description' | 'technicalContactName' | 'technicalContactEmail'>,
  ): Promise<IntegrationRequest> {
    const requestedAt = this.clock.now()
    const vendor = await createVendor(tx, this.clock, {
      name: wish.softwareName,
      kind: 'PROPRIETARY',
      organizationId: organization.id,
      description: wish.description,
      contactEmail: wish.technicalContactEmail,
    })
    const integrationRequest: IntegrationRequest = {
      ...wish,
      id: newId('integrationRequest'),
      organizationId: organization.id,
      vendorId: vendor.id,
      requestedByUserId: actor.id,
      requestedAt,
      status: 'PENDING',
      decidedAt: null,
      decidedByUserId: null,
      decisionReason: null,
    }
    await tx.manager.insert(IntegrationRequest, integrationRequest)
    return integrationRequest
  }

  async #openSandbox(
    tx: Transaction,
    actor: UserActor,
    request: RequestInfo,
    organization: AccessibleOrganization,
    integrationRequest: IntegrationRequest,
  ): Promise<RequestedIntegration> {
    const { vendorId } = integrationRequest
    const sandbox = await sandboxOf(tx, this.clock, this.sandboxes, organization, actor)
    const grant = await grantIntegration(tx, this.clock, {
      vendorId,
      organizationId: sandbox.id,
      scopes: SCOPES,
      grantedByUserId: actor.id,
    })
    const { apiKey, token } = await createApiKey(tx, this.clock, {
      vendorId,
      mode: 'TEST',
      name: 'First test key',
      scopes: SCOPES,
      expiresAt: null,
      createdByUserId: actor.id,
    })
    const at = this.clock.now()
    const audit = async (action: AuditAction, organizationId: string, kind: string, ids: string[]): Promise<void> =>
      await recordAudit(tx, { action, actor, request, organizationId, subject: { kind, ids }, at })
    await audit('INTEGRATION_REQUESTED', organization.id, 'integrationRequest', [integrationRequest.id, vendorId])
    if (sandbox.isNew) await audit('ORGANIZATION_CREATED', sandbox.id, 'organization', [sandbox.id, organization.id])
    await audit('GRANT_GIVEN', sandbox.id, 'vendorGrant', [grant.id, vendorId])
    await audit('API_KEY_CREATED', organization.id, 'apiKey', [apiKey.id, vendorId])
    const news = {
      organizationId: organization.id,
      organizationName: organization.name,
      softwareName: integrationRequest.softwareName,
    }
    await this.mail.integrationRequested(tx, news, actor.name)
    return { integrationRequest, apiKey, secret: token, sandboxOrganizationId: sandbox.id }
  }
}
