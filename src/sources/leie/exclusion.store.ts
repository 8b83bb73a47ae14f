import type { Mode } from '../../auth/actor.js'
import type { Transaction } from '../../db/database.js'
import { readStatement, writeStatement } from '../../db/statement.js'
import { newId } from '../../kernel/ids.js'
import type { LocalDay } from '../../kernel/local-day.js'
import { type LeieRow, leieNameKey } from './leie.row.js'

/** An exclusion as it is kept, in the form of a row. */
export interface KnownExclusion extends LeieRow {
  id: string
  recordKey: string
  asOf: LocalDay | null
  hasVanished: boolean
  vanishedOn: LocalDay | null
}

const KNOWN = readStatement<KnownExclusion>(
  'exclusions_known',
  `select id, record_key as "recordKey", last_name as last, first_name as first, middle_name as middle,
          business_name as business, general, specialty, npi, has_wrong_npi as "hasWrongNpi",
          birth_date::text as "birthDate", state, postal_code as "postalCode", type_code as "typeCode",
          excluded_on::text as "excludedOn", reinstated_on::text as "reinstatedOn", waived_on::text as "waivedOn",
          waiver_state as "waiverState", as_of::text as "asOf", no_longer_reported_at is not null as "hasVanished",
          no_longer_reported_on::text as "vanishedOn"
     from exclusions where mode = $1 and record_key = any ($2::text[]) order by id`,
)

/** What is known of the records, by key; people who share one are told apart by their rows. */
export async function knownExclusions(
  tx: Transaction,
  mode: Mode,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownExclusion[]>> {
  const byKey = new Map<string, KnownExclusion[]>()
  for (const known of await tx.rows(KNOWN, [mode, keys])) {
    byKey.set(known.recordKey, [...(byKey.get(known.recordKey) ?? []), known])
  }
  return byKey
}

/** An exclusion to be written: with an id, one that is there already. */
export interface ExclusionDraft {
  id: string | null
  recordKey: string
  row: LeieRow
  asOf: LocalDay | null
}

const COLUMNS = [
  'last_name',
  'first_name',
  'middle_name',
  'business_name',
  'is_business',
  'name_key',
  'general',
  'specialty',
  'npi',
  'has_wrong_npi',
  'birth_date',
  'state',
  'postal_code',
  'type_code',
  'excluded_on',
  'reinstated_on',
  'waived_on',
  'waiver_state',
  'as_of',
] as const

const WRITTEN = 'jsonb_populate_recordset(null::exclusions, $1::jsonb)'

const UPSERT = writeStatement(
  'exclusions_upsert',
  `insert into exclusions (id, mode, record_key, content_sha256, ${COLUMNS.join(', ')})
   select id, mode, record_key, '', ${COLUMNS.join(', ')} from ${WRITTEN}
   on conflict (id) do update
      set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')},
          no_longer_reported_at = null, no_longer_reported_on = null`,
)

/** Writes exclusions as their rows have them; they are reported from then on. */
export async function writeExclusions(tx: Transaction, mode: Mode, drafts: readonly ExclusionDraft[]): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map(({ id, recordKey, row, asOf }) => ({
    id: id ?? newId('exclusion'),
    mode,
    record_key: recordKey,
    last_name: row.last,
    first_name: row.first,
    middle_name: row.middle,
    business_name: row.business,
    is_business: row.business !== null,
    name_key: leieNameKey(row),
    general: row.general,
    specialty: row.specialty,
    npi: row.npi,
    has_wrong_npi: row.hasWrongNpi,
    birth_date: row.birthDate,
    state: row.state,
    postal_code: row.postalCode,
    type_code: row.typeCode,
    excluded_on: row.excludedOn,
    reinstated_on: row.reinstatedOn,
    waived_on: row.waivedOn,
    waiver_state: row.waiverState,
    as_of: asOf,
  }))
  await tx.write(UPSERT, [JSON.stringify(rows)])
}

const REMEMBER_DIGESTS = writeStatement(
  'exclusions_remember_digests',
  `update exclusions e set content_sha256 = decode(s.digest, 'hex')
     from unnest($2::text[], $3::text[]) as s (record_key, digest)
    where e.mode = $1 and e.record_key = s.record_key`,
)

/** Keeps of which rows the records were made, so that the same rows cost nothing; without a digest, that they do. */
export async function rememberDigests(
  tx: Transaction,
  mode: Mode,
  records: readonly { key: string; digest: string }[],
): Promise<void> {
  if (records.length === 0) return
  const keys = records.map(({ key }) => key)
  const digests = records.map(({ digest }) => digest)
  await tx.write(REMEMBER_DIGESTS, [mode, keys, digests])
}

const MARK_VANISHED = writeStatement<{ id: string }>(
  'exclusions_mark_vanished',
  `update exclusions set no_longer_reported_at = $2, no_longer_reported_on = $3
    where id = any ($1::text[]) and no_longer_reported_at is null`,
)

/** Marks exclusions that a whole list of the day `asOf` no longer has. */
export async function markVanished(
  tx: Transaction,
  ids: readonly string[],
  { now, asOf }: { now: Date; asOf: LocalDay | null },
): Promise<void> {
  if (ids.length > 0) await tx.write(MARK_VANISHED, [ids, now, asOf])
}

const REINSTATE = writeStatement(
  'exclusions_reinstate',
  `update exclusions e set reinstated_on = s.day
     from unnest($1::text[], $2::date[]) as s (id, day) where e.id = s.id`,
)

/** Writes down when people returned. */
export async function reinstate(
  tx: Transaction,
  reinstatements: readonly { id: string; reinstatedOn: LocalDay }[],
): Promise<void> {
  if (reinstatements.length === 0) return
  const ids = reinstatements.map(({ id }) => id)
  const days = reinstatements.map(({ reinstatedOn }) => reinstatedOn)
  await tx.write(REINSTATE, [ids, days])
}
