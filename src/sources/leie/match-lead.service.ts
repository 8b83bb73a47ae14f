import { recordAudit } from '../../audit/audit.trail.js'
import { requireReason } from '../../audit/reason.js'
import { type Actor, assertStaff, type RequestInfo } from '../../auth/actor.js'
import { changeSoon } from '../../clinicians/directory.patience.js'
import type { Database } from '../../db/database.js'
import type { Clock } from '../../kernel/clock.js'
import { invariant, UserErrors } from '../../kernel/errors.js'
import { beginMatching, matchExclusions } from './exclusion.matching.js'
import { confirmedFor, findMatchLead, writeDecision } from './match-lead.queries.js'
import type { DecideMatchLeadInput, MatchLeadType } from './match-lead.type.js'

/** Staff decide whom exclusions are about where no rule can. */
export class MatchLeadService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides a lead, or decides it otherwise than before; sanctions follow in the same transaction.
   * @throws UserErrors NOT_FOUND, ALREADY_DECIDED for the same decision again, and for an exclusion that is confirmed to
   * be about somebody else; RequestError RATE_LIMITED while a load holds the directory
   */
  async decide(actor: Actor, request: RequestInfo, input: DecideMatchLeadInput): Promise<MatchLeadType> {
    assertStaff(actor)
    const reason = requireReason(input.reason)
    return await changeSoon(this.database, async (tx) => {
      // Open leads come and go with what is known: none goes while it is being decided.
      await beginMatching(tx)
      const lead = await findMatchLead(tx, actor.mode, input.id)
      if (lead === null) throw UserErrors.one('NOT_FOUND', ['id'], `no lead has the id "${input.id}"`)
      const { exclusion, clinicianId } = lead
      if (lead.state === input.decision) {
        throw UserErrors.one('ALREADY_DECIDED', ['decision'], `this lead is ${lead.state} already`)
      }
      if (input.decision === 'CONFIRMED' && (await confirmedFor(tx, exclusion.id)) !== null) {
        const message = 'the exclusion is confirmed to be about another clinician; reject that lead first'
        throw UserErrors.one('ALREADY_DECIDED', ['id'], message)
      }
      const at = this.clock.now()
      await writeDecision(tx, lead.id, { decision: input.decision, at, userId: actor.id, reason })
      await matchExclusions(tx, { now: at, loadId: null, asOf: null }, { exclusionIds: [exclusion.id] })
      const subject = { kind: 'matchLead', ids: [lead.id, clinicianId] }
      await recordAudit(tx, {
        ...{ action: 'MATCH_LEAD_DECIDED', actor, request, organizationId: null, subject, reason, at },
      })
      const decided = await findMatchLead(tx, actor.mode, lead.id)
      invariant(decided, `lead ${lead.id} exists`)
      return decided
    })
  }
}
