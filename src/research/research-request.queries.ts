import type { Actor, Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import { accessValues } from '../organizations/organization.access.js'
import type { PageWanted } from '../organizations/organization.pages.js'
import type { KnownOfClinician } from './known-clinician.js'
import { formatResearchNumber, isWaiting } from './research-request.rules.js'
import type { ResearchRequestState, ResearchRequestType } from './research-request.type.js'

type Row = Omit<ResearchRequestType, 'number' | 'known'> & KnownOfClinician & { number: number }

/** A request, with what its letters and decisions need. */
export interface ResearchRequestRow extends ResearchRequestType {
  mode: Mode
  actorKind: 'VENDOR' | 'USER'
  actorId: string
  known: KnownOfClinician
}

type FlatRow = Row & Pick<ResearchRequestRow, 'mode' | 'actorKind' | 'actorId'>

const COLUMNS = `r.id, r.number, r.mode, r.organization_id as "organizationId", o.time_zone as "timeZone",
  o.clock_ahead_ms as "clockAheadMs", r.state,
  r.actor_kind as "actorKind", r.actor_id as "actorId", coalesce(v.name, asker.full_name) as "requestedBy",
  r.requested_at as "requestedAt", r.vendor_reference as "vendorReference", r.searched_by as "searchedBy", r.kind,
  r.first_name as "firstName", r.middle_name as "middleName", r.last_name as "lastName", r.other_names as "otherNames",
  r.birth_date::text as "birthDate", r.npi, r.ecfmg_number as "ecfmgNumber", r.nccpa_number as "nccpaNumber", r.licenses,
  r.medical_school as "medicalSchool", r.graduation_year as "graduationYear",
  r.state_of_practice as "stateOfPractice", r.employer, r.note, r.first_due_on::text as "firstDueOn",
  r.due_on::text as "dueOn", r.due_before as "dueBefore", r.delayed_at as "delayedAt",
  r.delay_explanation as "delayExplanation", r.started_at as "startedAt", starter.full_name as "startedByName",
  r.ended_at as "endedAt", r.clinician_id as "clinicianId", r.not_found_explanation as "notFoundExplanation"`
const REQUESTS = `research_requests r join organizations o on o.id = r.organization_id
  left join vendors v on r.actor_kind = 'VENDOR' and v.id = r.actor_id
  left join users asker on r.actor_kind = 'USER' and asker.id = r.actor_id
  left join users starter on starter.id = r.started_by_user_id`
const WAITS = `r.state in ('OPEN', 'IN_PROGRESS')`

const BY_ID = readStatement<FlatRow>('research_request_by_id', `select ${COLUMNS} from ${REQUESTS} where r.id = $1`)

const ACCESSIBLE = readStatement<FlatRow & { scopes: string[] }>(
  'research_request_accessible',
  `select ${COLUMNS}, a.scopes from ${REQUESTS}
     join organization_access a on a.organization_id = r.organization_id and a.actor_kind = $1 and a.actor_id = $2
    where r.mode = $3 and r.id = $4`,
)

const OF_ORGANIZATIONS = readStatement<FlatRow>(
  'research_requests_of_organizations',
  `select page.* from unnest($1::text[]) as wanted (id) cross join lateral (
     select ${COLUMNS} from ${REQUESTS}
      where r.organization_id = wanted.id and r.id < $2 and ($4::text is null or r.state = $4)
      order by r.id desc limit $3) page
   order by page."organizationId", page.id desc`,
)

const queueOf = (name: string, wanted: string) =>
  readStatement<FlatRow>(
    name,
    `select ${COLUMNS} from ${REQUESTS}
      where r.mode = $1 and (r.due_before, r.id) > ($2, $3) and ${wanted}
        and ($6::boolean is null or $6 = (${WAITS} and r.first_due_before <= $7::timestamptz + o.clock_ahead_ms * interval '1 millisecond'))
      order by r.due_before, r.id limit $4`,
  )
/** Two statements, each with an index of its own: what has ended grows for ever, what waits does not. */
const WAITING_QUEUE = queueOf('research_requests_waiting', `${WAITS} and ($5::text is null or r.state = $5)`)
const ENDED_QUEUE = queueOf('research_requests_ended', 'r.state = $5')

const SAME = readStatement<{ id: string }>(
  'research_request_same',
  `select r.id from research_requests r where r.organization_id = $1 and r.known_sha256 = $2 and ${WAITS}`,
)

const LOCK = writeStatement<{ id: string }>(
  'research_request_lock',
  'select id from research_requests where id = $1 for update',
)

const TAKE_DUE = writeStatement<{ id: string }>(
  'research_request_take_due',
  `select r.id from research_requests r join organizations o on o.id = r.organization_id
    where ${WAITS} and r.due_before <= $1::timestamptz + o.clock_ahead_ms * interval '1 millisecond' and r.id <> all ($2)
    order by r.due_before limit 1 for update of r skip locked`,
)

/** The request; whoever asks must have found it within the caller's access. */
export async function researchRequestById(reader: Reader, id: string): Promise<ResearchRequestRow | null> {
  const [row] = await reader.rows(BY_ID, [id])
  return row === undefined ? null : fromRow(row)
}

/** The request with what the actor may do in its organization; null if it is not there for the actor. */
export async function accessibleResearchRequest(
  reader: Reader,
  actor: Actor,
  id: string,
): Promise<(ResearchRequestRow & { scopes: string[] }) | null> {
  const [row] = await reader.rows(ACCESSIBLE, [...accessValues(actor), id])
  return row === undefined ? null : { ...fromRow(row), scopes: row.scopes }
}

/** A page of the requests of each organization, the newest first. */
export async function researchRequestsOf(
  reader: Reader,
  organizationIds: readonly string[],
  { beyond, limit, status }: PageWanted<ResearchRequestState>,
): Promise<ResearchRequestRow[]> {
  return (await reader.rows(OF_ORGANIZATIONS, [organizationIds, beyond, limit, status])).map(fromRow)
}

/** Which requests staff want to see. */
export interface QueueWanted {
  /** After which due date and id the page begins. */
  beyond: readonly [dueBefore: string, id: string]
  limit: number
  /** Null: all that wait for an answer. */
  state: ResearchRequestState | null
  /** Whether they wait past the day that was promised at first; null for both. */
  isOverdue: boolean | null
}

/** A page of the requests of the mode, the earliest due date first: for staff. */
export async function researchQueue(
  reader: Reader,
  mode: Mode,
  { beyond, limit, state, isOverdue }: QueueWanted,
  now: Date,
): Promise<ResearchRequestRow[]> {
  const statement = state === null || isWaiting(state) ? WAITING_QUEUE : ENDED_QUEUE
  return (await reader.rows(statement, [mode, ...beyond, limit, state, isOverdue, now])).map(fromRow)
}

/** Id of the organization's request for the same that waits for an answer; null if there is none. */
export async function sameResearchRequest(
  reader: Reader,
  organizationId: string,
  knownSha256: string,
): Promise<string | null> {
  const [same] = await reader.rows(SAME, [organizationId, knownSha256])
  return same?.id ?? null
}

/** Takes the request for this transaction, and tells what it is now. */
export async function lockResearchRequest(tx: Transaction, id: string): Promise<ResearchRequestRow | null> {
  await tx.write(LOCK, [id])
  return await researchRequestById(tx, id)
}

/** Takes a request whose due date has passed, none of `except` and none that another process has; null if there is none. */
export async function takeDueResearchRequest(
  tx: Transaction,
  now: Date,
  except: readonly string[],
): Promise<string | null> {
  const [due] = await tx.write(TAKE_DUE, [now, except])
  return due?.id ?? null
}

function fromRow(row: FlatRow): ResearchRequestRow {
  const { kind, firstName, middleName, lastName, otherNames, birthDate, npi, ecfmgNumber, nccpaNumber } = row
  const { licenses, medicalSchool, graduationYear, stateOfPractice, employer, note, number, ...rest } = row
  const person = { kind, firstName, middleName, lastName, otherNames, birthDate, npi, ecfmgNumber, nccpaNumber }
  const career = { licenses, medicalSchool, graduationYear, stateOfPractice, employer, note }
  return { ...rest, number: formatResearchNumber(number), known: { ...person, ...career } }
}
