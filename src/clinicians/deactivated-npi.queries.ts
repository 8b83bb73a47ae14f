import type { Mode } from '../auth/actor.js'
import type { Reader, Transaction } from '../db/database.js'
import { directoryStatement, readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'
import type { DeactivatedNpi } from './deactivated-npi.entity.js'

/** Who told of deactivations: one file of one source. */
export interface DeactivationSource {
  mode: Mode
  source: string
  /** Of which day the file is; null if nobody said. */
  asOf: LocalDay | null
}

const DEACTIVATION_OF = directoryStatement<DeactivatedNpi>(
  'deactivated_npis_of',
  `select mode, npi, deactivated_on::text as "deactivatedOn", source, reported_on::text as "reportedOn"
     from deactivated_npis where mode = $1 and npi = any ($2::text[])`,
)

/** Which of `npis` are known to be deactivated in the mode; the others are left out. */
export async function deactivationOf(reader: Reader, mode: Mode, npis: readonly string[]): Promise<DeactivatedNpi[]> {
  return await reader.rows(DEACTIVATION_OF, [mode, npis])
}

const REMEMBER = writeStatement(
  'deactivated_npis_remember',
  `insert into deactivated_npis as d (mode, npi, deactivated_on, source, reported_on)
   select $1, npi, deactivated_on, $2, $3
     from unnest($4::text[], $5::date[]) as told (npi, deactivated_on)
   on conflict (mode, npi) do update
      set deactivated_on = greatest(d.deactivated_on, excluded.deactivated_on), source = excluded.source,
          reported_on = greatest(d.reported_on, excluded.reported_on)
    where d.deactivated_on < excluded.deactivated_on or d.source <> excluded.source
       or d.reported_on is distinct from greatest(d.reported_on, excluded.reported_on)`,
)

/** Remembers deactivations, of clinicians in the directory or not. No NPI twice; the latest date that was ever told stays. */
export async function rememberDeactivations(
  tx: Transaction,
  by: DeactivationSource,
  deactivations: readonly { npi: string; deactivatedOn: LocalDay }[],
): Promise<void> {
  if (deactivations.length === 0) return
  const npis = deactivations.map(({ npi }) => npi)
  const days = deactivations.map(({ deactivatedOn }) => deactivatedOn)
  await tx.write(REMEMBER, [by.mode, by.source, by.asOf, npis, days])
}

const FORGET = writeStatement(
  'deactivated_npis_forget',
  'delete from deactivated_npis where mode = $1 and npi = any ($2::text[])',
)

/** Forgets the deactivation of numbers that are active again. */
export async function forgetDeactivations(tx: Transaction, mode: Mode, npis: readonly string[]): Promise<void> {
  if (npis.length > 0) await tx.write(FORGET, [mode, npis])
}

/** The keys of a whole file are millions. */
const ALLOW_WHOLE_COMPARISON = readStatement(
  'deactivated_npis_allow_whole_comparison',
  `select set_config('statement_timeout', '0', true)`,
)

const isAbsent = (keys: string): string => `d.mode = $1 and d.source = $2
      and (d.reported_on is null or d.reported_on <= $3 or $3 is null)
      and not exists (select from ${keys} k where k.key = d.npi)`

const forgetAbsent = (keys: string) =>
  writeStatement<{ npi: string }>(
    'deactivated_npis_forget_absent',
    `delete from deactivated_npis where mode = $1 and npi in
       (select d.npi from deactivated_npis d where ${isAbsent(keys)} limit $4) returning npi`,
  )

/**
 * Forgets up to `limit` numbers that the source told before and no longer tells: its whole list is the column `key` of
 * the table `keys`. What it told on a day after the list's stays. Gives how many it forgot.
 */
export async function forgetAbsentDeactivations(
  tx: Transaction,
  by: DeactivationSource,
  keys: string,
  limit: number | null = null,
): Promise<number> {
  await tx.rows(ALLOW_WHOLE_COMPARISON, [])
  return (await tx.write(forgetAbsent(keys), [by.mode, by.source, by.asOf, limit])).length
}

/** How many numbers that would be, and of how many that the source has told. */
export async function countAbsentDeactivations(
  tx: Transaction,
  by: DeactivationSource,
  keys: string,
): Promise<{ vanishing: number; known: number }> {
  await tx.rows(ALLOW_WHOLE_COMPARISON, [])
  const statement = readStatement<{ vanishing: number; known: number }>(
    'deactivated_npis_count_absent',
    `select count(*) filter (where ${isAbsent(keys)})::int as vanishing, count(*)::int as known
       from deactivated_npis d where d.mode = $1 and d.source = $2`,
  )
  const [counts] = await tx.rows(statement, [by.mode, by.source, by.asOf])
  return counts ?? { vanishing: 0, known: 0 }
}
