import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { listOf, readStatement, writeStatement } from '../db/statement.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { invariant } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { PUBLIC_SOURCE_NAMES } from '../sources/source.catalog.js'
import { heardOn, IN_ORDER_OF_PRECEDENCE, precedenceOf } from '../sources/source.precedence.js'
import type { ProfileContent } from './profile.content.js'
import { buildContent, type FactRow, type SnapshotSubject, type SourceCoverage } from './profile.snapshot.rules.js'

/**
 * Facts, coverages and names by one statement, so that all are of one moment: a load that commits in between must not
 * make a source silent about what it has just reported. A source is not silent about a clinician either of whom a lead
 * is open or reopened; one by name with another NPI is too weak.
 */
const KNOWLEDGE = readStatement<{
  facts: FactRow[]
  coverages: SourceCoverage[]
  specialtyNames: Readonly<Record<string, string>>
}>(
  'profile_knowledge',
  `with known as materialized (
     select *, ${precedenceOf('source', '$3')} as precedence, ${heardOn('clinician_id')} as heard_on
       from clinician_facts where clinician_id = any (${listOf('$2')}) and no_longer_reported_at is null)
   select
     (select coalesce(json_agg(json_build_object(
               'clinicianId', clinician_id, 'section', section, 'source', source, 'value', value,
               'lastReportedOn', last_reported_on, 'retrievedAt', retrieved_at)
               order by clinician_id, section, ${IN_ORDER_OF_PRECEDENCE}), '[]')
        from known) as facts,
     (select coalesce(json_agg(json_build_object('section', section, 'source', source, 'asOf', as_of, 'notAbout',
               (select coalesce(json_agg(c.id), '[]') from clinicians c
                 where c.id = any (${listOf('$2')}) and (c.created_at > v.asked_at or exists
                   (select from match_leads l
                     where l.clinician_id = c.id and l.source = v.source and l.state in ('OPEN', 'REOPENED')
                       and l.reason <> 'NAME_WITH_OTHER_NPI'))))
               order by section, source), '[]')
        from source_coverages v where mode = $1) as coverages,
     (select coalesce(json_object_agg(code, display_name), '{}') from taxonomy_codes
       where code in (select value -> 'specialty' ->> 'taxonomyCode' from known where section = 'ACTIVITY'))
       as "specialtyNames"`,
)

/** Those that are new, and those that were there when the statement began. */
const TAKE = writeStatement<{ id: string; clinicianId: string }>(
  'profile_snapshots_take',
  `with given as (
     select * from unnest($1::text[], ${listOf('$2')}, $3::text[], ${listOf('$4')})
       as s (id, clinician_id, content, content_sha256)),
   new as (
     insert into profile_snapshots (id, number, clinician_id, content, content_sha256, created_at)
     select id, nextval('profile_snapshot_numbers'), clinician_id, content, content_sha256, $5 from given
     on conflict (clinician_id, content_sha256) do nothing
     returning id, clinician_id)
   select id, clinician_id as "clinicianId" from new
   union all
   select s.id, s.clinician_id
     from given g join profile_snapshots s on (s.clinician_id, s.content_sha256) = (g.clinician_id, g.content_sha256)`,
)

const BY_CONTENT = readStatement<{ id: string; clinicianId: string }>(
  'profile_snapshots_by_content',
  `select s.id, s.clinician_id as "clinicianId"
     from profile_snapshots s
     join unnest(${listOf('$1')}, ${listOf('$2')}) as wanted (clinician_id, content_sha256)
       on s.clinician_id = wanted.clinician_id and s.content_sha256 = wanted.content_sha256`,
)

const CONTENTS = readStatement<{ id: string; content: string }>(
  'profile_snapshot_contents',
  'select id, content from profile_snapshots where id = any ($1)',
)

/** What these snapshots hold, by id. */
export async function snapshotContents(reader: Reader, ids: readonly string[]): Promise<Map<string, ProfileContent>> {
  const rows = await reader.rows(CONTENTS, [ids])
  return new Map(rows.map(({ id, content }) => [id, JSON.parse(content) as ProfileContent]))
}

/**
 * The snapshots of what is known of `subjects` now: id of the snapshot by id of the clinician.
 * Unchanged knowledge gives the snapshot that is there already.
 */
export async function takeSnapshots(
  tx: Transaction,
  clock: Clock,
  mode: Mode,
  subjects: readonly SnapshotSubject[],
): Promise<ReadonlyMap<string, string>> {
  // In one order for everybody: two orders of the same clinicians then wait for each other instead of locking each other out.
  const inOrder = [...subjects].sort((a, b) => (a.id < b.id ? -1 : 1))
  const [knowledge] = await tx.rows(KNOWLEDGE, [mode, inOrder.map((subject) => subject.id), PUBLIC_SOURCE_NAMES])
  const { facts, coverages, specialtyNames } = knowledge ?? { facts: [], coverages: [], specialtyNames: {} }
  const taken = inOrder.map((subject) => {
    const mine = facts.filter((fact) => fact.clinicianId === subject.id)
    const content = canonicalJson(buildContent(subject, mine, coverages, specialtyNames))
    return { id: newId('profileSnapshot'), clinicianId: subject.id, content, contentSha256: sha256Hex(content) }
  })
  const clinicianIds = taken.map((snapshot) => snapshot.clinicianId)
  const digests = taken.map((snapshot) => snapshot.contentSha256)
  const ids = taken.map((snapshot) => snapshot.id)
  const contents = taken.map((snapshot) => snapshot.content)
  const there = await tx.write(TAKE, [ids, clinicianIds, contents, digests, clock.now()])
  // Of another transaction's row, for which the statement waited, it says nothing: one of its own sees it.
  const rows = there.length === taken.length ? there : await tx.rows(BY_CONTENT, [clinicianIds, digests])
  const byClinician = new Map(rows.map((row) => [row.clinicianId, row.id]))
  invariant(byClinician.size === new Set(clinicianIds).size, 'every clinician has the snapshot just taken')
  return byClinician
}
