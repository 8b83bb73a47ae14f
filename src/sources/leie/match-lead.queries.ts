import type { Mode } from '../../auth/actor.js'
import type { Reader, Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { exclusionTypeOf } from './leie.types.js'
import type { LeadDecision, LeadReason, LeadState, MatchLeadType } from './match-lead.type.js'

/** Which leads are wanted; what is null is of no matter. */
export interface WantedLeads {
  mode: Mode
  state: LeadState | null
  reason: LeadReason | null
  clinicianId: string | null
}

const LEAD = `select l.id, l.source, l.reason, l.state, l.found_at as "foundAt", l.decided_at as "decidedAt",
    l.decided_by as "decidedBy", l.decision_reason as "decisionReason", l.clinician_id as "clinicianId",
    l.exclusion_id as "exclusionId", e.last_name as "lastName", e.first_name as "firstName",
    e.middle_name as "middleName", e.business_name as "businessName", e.general, e.specialty, e.npi,
    extract(year from e.birth_date)::int as "birthYear", e.state as "addressState", e.type_code as "typeCode",
    e.excluded_on::text as "excludedOn", e.reinstated_on::text as "reinstatedOn"
  from match_leads l join exclusions e on e.id = l.exclusion_id`

interface LeadRow extends Omit<MatchLeadType, 'exclusion'> {
  exclusionId: string
  lastName: string | null
  firstName: string | null
  middleName: string | null
  businessName: string | null
  general: string | null
  specialty: string | null
  npi: string | null
  birthYear: number | null
  addressState: string | null
  typeCode: string
  excludedOn: string
  reinstatedOn: string | null
}

const PAGE = readStatement<LeadRow>(
  'match_leads_page',
  `${LEAD}
    where e.mode = $1 and ($2::text is null or l.state = $2) and ($3::text is null or l.reason = $3)
      and ($4::text is null or l.clinician_id = $4) and ($5::text is null or l.id > $5)
    order by l.id limit $6`,
)

const BY_ID = readStatement<LeadRow>('match_lead_by_id', `${LEAD} where e.mode = $1 and l.id = $2`)

/** Up to `limit` leads after the id `afterId`, the oldest first. */
export async function matchLeadPage(
  reader: Reader,
  { mode, state, reason, clinicianId }: WantedLeads,
  afterId: string | null,
  limit: number,
): Promise<MatchLeadType[]> {
  return (await reader.rows(PAGE, [mode, state, reason, clinicianId, afterId, limit])).map(toLead)
}

/** The lead of the id, if it is one of the mode. */
export async function findMatchLead(reader: Reader, mode: Mode, id: string): Promise<MatchLeadType | null> {
  const [row] = await reader.rows(BY_ID, [mode, id])
  return row === undefined ? null : toLead(row)
}

const DECIDE = writeStatement(
  'match_lead_decide',
  `update match_leads set state = $2, decided_at = $3, decided_by = $4, decision_reason = $5, decided_as = reason
    where id = $1`,
)

/** Writes down what a member of the staff has decided. */
export async function writeDecision(
  tx: Transaction,
  id: string,
  by: { decision: LeadDecision; at: Date; userId: string; reason: string },
): Promise<void> {
  await tx.write(DECIDE, [id, by.decision, by.at, by.userId, by.reason])
}

const CONFIRMED_FOR = readStatement<{ clinicianId: string }>(
  'match_lead_confirmed_for',
  `select clinician_id as "clinicianId" from match_leads where exclusion_id = $1 and state = 'CONFIRMED'`,
)

/** Whom staff have confirmed an exclusion to be about; null for nobody. */
export async function confirmedFor(reader: Reader, exclusionId: string): Promise<string | null> {
  const [lead] = await reader.rows(CONFIRMED_FOR, [exclusionId])
  return lead?.clinicianId ?? null
}

function toLead(row: LeadRow): MatchLeadType {
  const { id, source, reason, state, foundAt, decidedAt, decidedBy, decisionReason, clinicianId } = row
  const { lastName, firstName, middleName, businessName, general, specialty, npi, birthYear, typeCode } = row
  return {
    ...{ id, source, reason, state, foundAt, decidedAt, decidedBy, decisionReason, clinicianId },
    exclusion: {
      ...{ lastName, firstName, middleName, businessName, general, specialty, npi, birthYear, typeCode },
      id: row.exclusionId,
      state: row.addressState,
      grounds: exclusionTypeOf(typeCode)?.grounds ?? null,
      excludedOn: row.excludedOn,
      reinstatedOn: row.reinstatedOn,
    },
  }
}
