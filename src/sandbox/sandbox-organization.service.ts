import { deposit, openAccount } from '../accounts/account.service.js'
import { recordAudit } from '../audit/audit.trail.js'
import { assertScope, type RequestInfo, SCOPES, type Scope, type UserActor, type VendorActor } from '../auth/actor.js'
import type { Database, Transaction } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant, UserErrors } from '../kernel/errors.js'
import { checkIdempotencyKey } from '../kernel/idempotency-key.js'
import { newId } from '../kernel/ids.js'
import { defineRateLimit, type RateLimits } from '../limits/rate-limits.js'
import { Membership, type Role } from '../organizations/membership.entity.js'
import { type AccessibleOrganization, assertGranted, findOrganization } from '../organizations/organization.access.js'
import { Organization } from '../organizations/organization.entity.js'
import { usersByIds } from '../people/user.service.js'
import type { SandboxOpener } from '../vendors/sandbox-twin.js'
import { assertManages, assertNotSuspended, lockVendor } from '../vendors/vendor.access.js'
import { grantIntegration } from '../vendors/vendor.service.js'
import { SANDBOX_CURRENCY } from './sandbox.organization.js'
import { PLAY_MONEY_CENTS } from './sandbox.twins.js'
import {
  countSandboxOrganizations,
  endGrants,
  handOver,
  lockSandbox,
  madeWithKey,
  membersOf,
  rememberOrigin,
  successorOf,
} from './sandbox-organization.queries.js'

/** How many sandbox organizations a vendor can make by itself; resetting one makes room for nothing and takes none. */
export const MAX_SANDBOX_ORGANIZATIONS = 20

/** Each leaves an organization behind, for nothing of the ledger or the audit trail is ever deleted. */
export const RESETS = defineRateLimit({ name: 'sandbox_resets', points: 20, seconds: 86_400 })

const LONGEST_NAME = 200
const OLD_NAME = ' (before reset)'

/** What a vendor wants. */
export interface WantedSandbox {
  vendorId: string
  name: string
  timeZone: string
  idempotencyKey: string
}

/** The organization, and whether it had been made before. */
export interface MadeSandbox {
  organization: AccessibleOrganization
  replayed: boolean
}

/** Organizations of play money that vendors make for themselves, and begin anew with. */
export class SandboxOrganizationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly opener: SandboxOpener,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Makes one, with play money; whoever asks administers it, and the vendor may do everything there.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT, LIMIT_REACHED, IDEMPOTENCY_KEY_REUSED; RequestError FORBIDDEN
   */
  async create(actor: UserActor, request: RequestInfo, wanted: WantedSandbox): Promise<MadeSandbox> {
    assertTestMode(actor)
    const [problem] = checkIdempotencyKey(wanted.idempotencyKey)
    if (problem !== undefined) throw new UserErrors([problem])
    return await this.database.transaction(async (tx) => {
      const vendor = await lockVendor(tx, actor, wanted.vendorId)
      assertManages(vendor)
      assertNotSuspended(vendor.suspendedAt !== null)
      const { idempotencyKey, name, timeZone } = wanted
      const requestSha256 = sha256Hex(canonicalJson({ name, timeZone }))
      const before = await madeWithKey(tx, vendor.id, idempotencyKey)
      if (before !== null) {
        if (before.requestSha256 === requestSha256) return await this.#made(tx, actor, before.organizationId, true)
        const message = 'the key was used with other arguments before'
        throw UserErrors.one('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey'], message)
      }
      if ((await countSandboxOrganizations(tx, vendor.id)) >= MAX_SANDBOX_ORGANIZATIONS) {
        const message = `expected at most ${MAX_SANDBOX_ORGANIZATIONS} sandbox organizations of a vendor, got one more: reset one of them`
        throw UserErrors.one('LIMIT_REACHED', ['vendorId'], message)
      }
      const [administrator] = await usersByIds(tx, [actor.id])
      invariant(administrator, `person ${actor.id} exists`)
      const organizationId = await this.opener.open(tx, { name, timeZone, administrator })
      const at = this.clock.now()
      await grantIntegration(tx, this.clock, {
        ...{ vendorId: vendor.id, organizationId, scopes: SCOPES, grantedByUserId: actor.id },
      })
      await rememberOrigin(tx, organizationId, { vendorId: vendor.id, idempotencyKey, requestSha256 }, at)
      const subject = { kind: 'organization', ids: [organizationId, vendor.id] }
      await recordAudit(tx, { action: 'SANDBOX_ORGANIZATION_CREATED', actor, request, organizationId, subject, at })
      return await this.#made(tx, actor, organizationId, false)
    })
  }

  /**
   * Lets a new organization with the same name, people and grants, and with play money, take the place of a sandbox
   * organization: ledger and audit trail are never deleted, so what was stays where it was. Repeating gives the same.
   * @throws UserErrors NOT_FOUND, INVALID_INPUT; RequestError FORBIDDEN, RATE_LIMITED
   */
  async reset(actor: UserActor | VendorActor, request: RequestInfo, organizationId: string): Promise<MadeSandbox> {
    if (actor.kind === 'VENDOR') assertScope(actor, 'orders:write')
    const earlier = await this.#successor(this.database, actor, organizationId)
    if (earlier !== null) return { organization: earlier, replayed: true }
    await this.limits.take(RESETS, actor.id)
    return await this.database.transaction(async (tx) => {
      const found = await findOrganization(tx, actor, organizationId)
      if (found !== null) await lockSandbox(tx, organizationId)
      const meanwhile = await this.#successor(tx, actor, organizationId)
      if (meanwhile !== null) return { organization: meanwhile, replayed: true }
      if (found === null) throw notFound(organizationId)
      if (!found.administers) assertGranted(actor, found, 'orders:write')
      if (found.mode !== 'TEST') {
        throw UserErrors.one('INVALID_INPUT', ['organizationId'], 'expected a sandbox organization, got a live one')
      }
      const successorId = await this.#succeed(tx, found)
      const subject = { kind: 'organization', ids: [organizationId, successorId] }
      const at = this.clock.now()
      await recordAudit(tx, { action: 'SANDBOX_ORGANIZATION_RESET', actor, request, organizationId, subject, at })
      return await this.#made(tx, actor, successorId, false)
    })
  }

  async #succeed(tx: Transaction, found: AccessibleOrganization): Promise<string> {
    const at = this.clock.now()
    const { scopes: _scopes, administers: _administers, ...old } = found
    const id = newId('organization')
    await tx.manager.insert(Organization, { ...old, id, createdAt: at, clockAheadMs: 0 })
    const members = (await membersOf(tx, old.id)).map(({ userId, roles }) => ({ userId, roles: roles as Role[] }))
    await tx.manager.insert(
      Membership,
      members.map((member) => ({ ...member, id: newId('membership'), organizationId: id, createdAt: at })),
    )
    for (const { scopes, ...grant } of await endGrants(tx, old.id, at)) {
      await grantIntegration(tx, this.clock, { ...grant, organizationId: id, scopes: scopes as Scope[] })
    }
    const account = await openAccount(tx, this.clock, id, SANDBOX_CURRENCY)
    await deposit(tx, this.clock, account.id, PLAY_MONEY_CENTS, 'Play money')
    const oldName = old.name.slice(0, LONGEST_NAME - OLD_NAME.length).replace(/\p{Surrogate}$/u, '') + OLD_NAME
    await handOver(tx, { from: old.id, to: id, at, oldName })
    return id
  }

  /** What took the place of it, if the actor may see that. */
  async #successor(
    reader: Pick<Transaction, 'rows'>,
    actor: UserActor | VendorActor,
    organizationId: string,
  ): Promise<AccessibleOrganization | null> {
    const id = await successorOf(reader, organizationId)
    return await findOrganization(reader, actor, id ?? '')
  }

  async #made(tx: Transaction, actor: UserActor | VendorActor, id: string, replayed: boolean): Promise<MadeSandbox> {
    const organization = await findOrganization(tx, actor, id)
    // Who made it may have left it since.
    if (organization === null) throw notFound(id)
    return { organization, replayed }
  }
}

function notFound(id: string): UserErrors {
  return UserErrors.one('NOT_FOUND', ['organizationId'], `no organization has the id "${id}"`)
}

/** An organization of play money is seen in test mode alone. */
function assertTestMode({ mode }: UserActor): void {
  if (mode === 'TEST') return
  throw UserErrors.one('INVALID_INPUT', ['vendorId'], 'expected the header Gateway-Mode: TEST, got LIVE')
}
