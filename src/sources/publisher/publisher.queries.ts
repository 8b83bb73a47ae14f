import type { Transaction } from '../../db/database.js'
import type { LoadContext } from '../engine/source.loader.js'
import type { FileSection } from './publisher.sections.js'
import { ANYBODY } from './publisher.survey.js'
import { IDENTITY_KEY } from './publisher.values.js'

/** Which of the keys a file has; `stagedKeys` is the name of a table. */
export async function stagedAmong(tx: Transaction, stagedKeys: string, keys: readonly string[]): Promise<string[]> {
  const { rows } = await tx.client.query<{ key: string }>(
    `select key from ${stagedKeys} where key = any ($1) and digest is not null`,
    [keys],
  )
  return rows.map(({ key }) => key)
}

/** Records of the source `$2` with something to lose in a FULL file of the section `$3`; see `isOfSection`. */
const HAS_SECTION = `r.mode = $1 and r.source = $2 and r.no_longer_reported_at is null
    and ($3::text is null or exists (select from clinician_facts f
      where f.clinician_id = r.clinician_id and f.source = r.source and f.no_longer_reported_at is null
        and case $3 when 'IDENTITY' then f.fact_key = '${IDENTITY_KEY}'
                    else f.section = $3 and f.fact_key <> '${IDENTITY_KEY}' end))`

/** Records of clinicians whom the file does not name by any number, unless a row of it may be about anybody. */
const isGone = (stagedKeys: string): string => `coalesce(r.as_of <= $4::date, true)
    and not exists (select from ${stagedKeys} k where k.key = '${ANYBODY}')
    and not exists (select from clinicians c join ${stagedKeys} k on k.key in
      ('npi:' || c.npi, 'ecfmgNumber:' || c.ecfmg_number, 'nccpaNumber:' || c.nccpa_number, r.record_key)
      where c.id = r.clinician_id)`

/** Up to `limit` keys of records that a FULL file of the section leaves nothing of. */
export async function vanishingKeys(
  tx: Transaction,
  { mode, source, asOf, stagedKeys }: LoadContext,
  section: FileSection | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await tx.client.query<{ key: string }>(
    `select r.record_key as key from source_records r where ${HAS_SECTION} and ${isGone(stagedKeys)}
      order by r.record_key limit $5`,
    [mode, source, section, asOf, limit],
  )
  return rows.map(({ key }) => key)
}

/** How many records these are, and of how many. */
export async function vanishingCounts(
  tx: Transaction,
  { mode, source, asOf, stagedKeys }: LoadContext,
  section: FileSection | null,
): Promise<{ vanishing: number; known: number }> {
  const { rows } = await tx.client.query<{ vanishing: number; known: number }>(
    `select count(*) filter (where ${isGone(stagedKeys)})::int as vanishing, count(*)::int as known
       from source_records r where ${HAS_SECTION}`,
    [mode, source, section, asOf],
  )
  return rows[0] ?? { vanishing: 0, known: 0 }
}
