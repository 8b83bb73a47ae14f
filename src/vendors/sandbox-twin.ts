import type { UserActor } from '../auth/actor.js'
import type { Transaction } from '../db/database.js'
import { readStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { invariant } from '../kernel/errors.js'
import type { AccessibleOrganization } from '../organizations/organization.access.js'
import { usersByIds } from '../people/user.service.js'
import { SandboxTwin } from './sandbox-twin.entity.js'

/** Makes organizations of play money; the room of that name does it, which this one does not know. */
export interface SandboxOpener {
  /** A new one with an account and its first administrator, who buys there too. Returns its id. */
  open(
    tx: Transaction,
    wanted: { name: string; timeZone: string; administrator: { email: string; fullName: string } },
  ): Promise<string>
  /** Lets a person administer one and buy there; nothing happens if the person is one of its people. */
  admit(tx: Transaction, sandboxId: string, userId: string): Promise<void>
}

const TWIN_OF = readStatement<{ id: string }>(
  'sandbox_twin_of',
  'select sandbox_id as id from sandbox_twins where organization_id = $1',
)

const LONGEST_NAME = 200
const SUFFIX = ' (sandbox)'

/**
 * The organization in which `organization` tries its own software out: itself if it is of play money, else its twin,
 * which is made when first needed. Whoever asks administers it. The caller holds the organization's lock.
 */
export async function sandboxOf(
  tx: Transaction,
  clock: Clock,
  opener: SandboxOpener,
  organization: AccessibleOrganization,
  actor: UserActor,
): Promise<{ id: string; isNew: boolean }> {
  if (organization.mode === 'TEST') return { id: organization.id, isNew: false }
  const [twin] = await tx.rows(TWIN_OF, [organization.id])
  if (twin !== undefined) {
    await opener.admit(tx, twin.id, actor.id)
    return { id: twin.id, isNew: false }
  }
  const [administrator] = await usersByIds(tx, [actor.id])
  invariant(administrator, `person ${actor.id} exists`)
  // What is cut off may leave half a letter.
  const name = organization.name.slice(0, LONGEST_NAME - SUFFIX.length).replace(/\p{Surrogate}$/u, '') + SUFFIX
  const id = await opener.open(tx, { name, timeZone: organization.timeZone, administrator })
  await tx.manager.insert(SandboxTwin, { organizationId: organization.id, sandboxId: id, createdAt: clock.now() })
  return { id, isNew: true }
}
