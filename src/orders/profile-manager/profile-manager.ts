import { recordAudit } from '../../audit/audit.trail.js'
import type { Actor, RequestInfo } from '../../auth/actor.js'
import type { Database } from '../../db/database.js'
import { type CountedConnection, keysetList, type PageArgs } from '../../graphql/connection.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant } from '../../kernel/errors.js'
import { assertGranted } from '../../organizations/organization.access.js'
import { timeOf } from '../../organizations/organization.clock.js'
import type { Organization } from '../../organizations/organization.entity.js'
import { whoIsMeant } from '../history/bought-names.queries.js'
import { type Cycle, dueOn, orderFrom } from '../reappointment/reappointment.rules.js'
import { policiesOf } from '../reappointment/reappointment-policy.queries.js'
import { type OwnedClinicianFilter, ownedFilterOf } from './owned-clinician.filter.js'
import { countOwnedClinicians, type OwnedClinicianRow, ownedClinicians } from './owned-clinician.queries.js'
import type { OwnedClinicianType } from './owned-clinician.type.js'

const OWNED = keysetList<OwnedClinicianType>({
  name: 'owned-clinicians',
  form: /^item_\w{26}$/,
  keyOf: ({ lastPurchase }) => lastPurchase.id,
})

/** Every clinician whose profile an organization owns (domain.md, "Orders"). */
export class ProfileManager {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A page of them, the newest purchase first; that they were read is written down. */
  async page(
    actor: Actor,
    request: RequestInfo,
    organization: Organization,
    { filter, ...page }: PageArgs & { filter?: OwnedClinicianFilter | null },
  ): Promise<CountedConnection<OwnedClinicianType>> {
    assertGranted(actor, organization, 'profiles:read')
    const { id: organizationId } = organization
    const at = this.clock.now()
    return await this.database.transaction(async (tx) => {
      const [policy] = await policiesOf(tx, [organizationId])
      invariant(policy, 'every organization has a policy')
      const wanted = await whoIsMeant(
        tx,
        organizationId,
        ownedFilterOf(filter ?? {}, policy, timeOf(this.clock, policy)),
      )
      const owned = await OWNED.page(page, async (after, limit) => {
        const rows = await ownedClinicians(tx, organizationId, wanted, { after, limit })
        return rows.map((row) => typeOf(row, policy))
      })
      const subject = { kind: 'clinician', ids: owned.nodes.map((one) => one.clinicianId) }
      await recordAudit(tx, { action: 'OWNED_CLINICIANS_READ', actor, request, organizationId, subject, at })
      return { ...owned, count: async () => await countOwnedClinicians(this.database, organizationId, wanted) }
    })
  }
}

function typeOf({ clinicianId, lastPurchase, lastOrderNumber }: OwnedClinicianRow, cycle: Cycle): OwnedClinicianType {
  const { organizationId, purchasedAt } = lastPurchase
  const nextDueOn = dueOn(purchasedAt, cycle)
  return {
    organizationId,
    clinicianId,
    lastPurchase,
    lastOrderNumber,
    lastPurchasedAt: purchasedAt,
    nextDueOn,
    orderFrom: orderFrom(nextDueOn, cycle),
  }
}
