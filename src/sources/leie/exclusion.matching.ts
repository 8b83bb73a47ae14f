import type { Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { newId } from '../../kernel/ids.js'
import type { MatchingOccasion } from './exclusion.occasion.js'
import { FIND_CANDIDATES, FIND_LEADS, MATCH } from './exclusion.rules.js'
import { publishSanctions } from './exclusion.sanctions.js'
import { LEIE } from './leie.source.js'

/** Exclusions in question: all (absent), those that may be about these clinicians, or the named ones. */
export type MatchingScope = { clinicianIds: readonly string[] } | { exclusionIds: readonly string[] }

/** Distinct from the keys of all other advisory locks, which begin alike. Taken before the lock of a batch. */
const MATCHING_LOCK = 7_164_205_341

/** Compiling these statements takes longer than running them; a long statement is this transaction's right. */
const BEGIN_MATCHING = readStatement(
  'exclusions_begin_matching',
  `select pg_advisory_xact_lock(${MATCHING_LOCK})::text, set_config('jit', 'off', true),
     set_config('work_mem', '64MB', true), set_config('statement_timeout', '0', true)`,
)

/**
 * From some ten thousand exclusions to millions of clinicians by index: PostgreSQL cannot know how few of the names meet,
 * and would read all clinicians.
 */
const BY_INDEX = readStatement(
  'exclusions_by_index',
  `select set_config('enable_hashjoin', $1, true), set_config('enable_mergejoin', $1, true)`,
)

/** Makes this the only transaction that matches exclusions, until it ends. */
export async function beginMatching(tx: Transaction): Promise<void> {
  await tx.rows(BEGIN_MATCHING, [])
}

/**
 * Tables of this session, for one matching: the exclusions in question with whom they were about before it, and the
 * clinicians who come into question.
 */
const CREATE_TABLES = `
  set client_min_messages = warning;
  create temporary table if not exists matched_exclusions
    (id text not null, clinician_before text) on commit delete rows;
  create temporary table if not exists exclusion_candidates
    (exclusion_id text not null, clinician_id text not null, by_npi boolean not null, by_name boolean not null,
     same_birth_date boolean, other_npi boolean) on commit delete rows;
  reset client_min_messages;
  delete from matched_exclusions;
  delete from exclusion_candidates;
`

const ALL = writeStatement(
  'exclusions_in_question_all',
  'insert into matched_exclusions select id, clinician_id from exclusions',
)

const NAMED = writeStatement(
  'exclusions_in_question_named',
  'insert into matched_exclusions select id, clinician_id from exclusions where id = any ($1::text[])',
)

/** By the numbers and names that they have now, and by what was found of them before. */
const OF_CLINICIANS = writeStatement(
  'exclusions_in_question_of_clinicians',
  `insert into matched_exclusions
   select e.id, e.clinician_id from exclusions e where e.id in (
     select x.id from clinicians c join exclusions x on x.mode = c.mode and x.npi = c.npi where c.id = any ($1::text[])
     union all
     select x.id from clinician_names n join exclusions x on x.name_key = n.name_key and not x.is_business
      where n.clinician_id = any ($1::text[])
     union all
     select id from exclusions where clinician_id = any ($1::text[])
     union all
     select exclusion_id from match_leads where clinician_id = any ($1::text[]))`,
)

const ADD_LEADS = writeStatement(
  'match_leads_add',
  `insert into match_leads (id, source, exclusion_id, clinician_id, reason, state, found_at)
   select s.id, $6, s.exclusion_id, s.clinician_id, s.reason, s.state, $7
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       as s (id, exclusion_id, clinician_id, reason, state)`,
)

/** With or without the decision of staff, everybody of whom an exclusion in question was or is. */
const CONCERNED = readStatement<{ id: string }>(
  'exclusions_concerned',
  `select clinician_before as id from matched_exclusions where clinician_before is not null
   union
   select e.clinician_id from matched_exclusions m join exclusions e on e.id = m.id where e.clinician_id is not null`,
)

/**
 * Finds out anew whom exclusions are about, by the rules of exclusion.rules.ts, and brings matches, open leads and the
 * sanctions in the directory to it. The outcome depends on what is known alone, never on the order in which it came:
 * doing it twice changes nothing.
 */
export async function matchExclusions(
  tx: Transaction,
  occasion: MatchingOccasion,
  scope?: MatchingScope,
): Promise<void> {
  await beginMatching(tx)
  await tx.client.query(CREATE_TABLES)
  if (scope === undefined) await tx.write(ALL, [])
  else if ('exclusionIds' in scope) await tx.write(NAMED, [scope.exclusionIds])
  else await tx.write(OF_CLINICIANS, [scope.clinicianIds])
  await tx.client.query('analyze matched_exclusions')
  await tx.rows(BY_INDEX, ['off'])
  await tx.write(FIND_CANDIDATES, [])
  await tx.rows(BY_INDEX, ['on'])
  await tx.client.query('analyze exclusion_candidates')
  await tx.write(MATCH, [])
  const leads = await tx.write(FIND_LEADS, [])
  if (leads.length > 0) {
    await tx.write(ADD_LEADS, [
      leads.map(() => newId('matchLead')),
      leads.map(({ exclusionId }) => exclusionId),
      leads.map(({ clinicianId }) => clinicianId),
      leads.map(({ reason }) => reason),
      leads.map(({ state }) => state),
      LEIE,
      occasion.now,
    ])
  }
  const concerned = await tx.rows(CONCERNED, [])
  await publishSanctions(
    tx,
    occasion,
    concerned.map(({ id }) => id),
  )
}
