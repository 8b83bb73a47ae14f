import type { Reader, Transaction } from '../db/database.js'
import { readStatement, writeStatement } from '../db/statement.js'
import type { LocalDay } from '../kernel/local-day.js'

/** A code of the health care provider taxonomy in the words of a file. */
export interface TaxonomyText {
  code: string
  grouping: string
  classification: string
  specialization: string | null
  displayName: string
  section: string | null
  /** Whether the file marks the code as one that nobody should choose any more. */
  isInactive: boolean
  /** Hex; of everything that the file says of the code. */
  digest: string
}

/** The moment of a load, and of which day its file is; null if nobody said. */
export interface TaxonomyDay {
  now: Date
  asOf: LocalDay | null
}

const NAMES = readStatement<{ code: string; name: string }>(
  'taxonomy_names',
  'select code, display_name as name from taxonomy_codes where code = any ($1)',
)

/** What the codes are called, of those that are known, retired ones too; to be asked once for many. */
export async function specialtyNames(reader: Reader, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map()
  return new Map((await reader.rows(NAMES, [[...new Set(codes)]])).map(({ code, name }) => [code, name]))
}

const UPSERT = writeStatement<{ code: string; isNew: boolean }>(
  'taxonomy_upsert',
  `insert into taxonomy_codes as t
     (code, "grouping", classification, specialization, display_name, section, content_sha256, as_of, retired_at, retired_on)
   select code, "grouping", classification, specialization, display_name, section, decode(digest, 'hex'), $9,
          case when is_inactive then $10::timestamptz end, case when is_inactive then $9::date end
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])
       as f (code, "grouping", classification, specialization, display_name, section, digest, is_inactive)
   on conflict (code) do update
      set "grouping" = excluded."grouping", classification = excluded.classification,
          specialization = excluded.specialization, display_name = excluded.display_name, section = excluded.section,
          content_sha256 = excluded.content_sha256, as_of = excluded.as_of,
          retired_at = case when excluded.retired_at is not null then coalesce(t.retired_at, excluded.retired_at) end,
          retired_on = case when excluded.retired_at is null then null
                            when t.retired_at is null then excluded.retired_on else t.retired_on end
   returning code, xmax = 0 as "isNew"`,
)

/** Takes over what a file says of the codes; gives those that are new. A code that is active again is retired no more. */
export async function writeTaxonomyCodes(
  tx: Transaction,
  texts: readonly TaxonomyText[],
  { now, asOf }: TaxonomyDay,
): Promise<ReadonlySet<string>> {
  const column = (name: keyof TaxonomyText) => texts.map((each) => each[name])
  const written = await tx.write(UPSERT, [
    ...[column('code'), column('grouping'), column('classification'), column('specialization')],
    ...[column('displayName'), column('section'), column('digest'), column('isInactive'), asOf, now],
  ])
  return new Set(written.filter(({ isNew }) => isNew).map(({ code }) => code))
}

/** For loads: the digests of all codes. Those that have vanished have none, so that their return is told. */
export const TAXONOMY_DIGESTS = `select code as key, encode(content_sha256, 'hex') as digest from taxonomy_codes
  where $1::text is not null and $2::text is not null`

/** How many codes that are not retired the table `keys` of a file lacks, and how many there are. */
export async function countRetiring(tx: Transaction, keys: string): Promise<{ vanishing: number; known: number }> {
  const { rows } = await tx.client.query<{ vanishing: number; known: number }>(
    `select count(*) filter (where not exists (select from ${keys} k where k.key = t.code))::int as vanishing,
            count(*)::int as known
       from taxonomy_codes t where t.retired_at is null`,
  )
  return rows[0] ?? { vanishing: 0, known: 0 }
}

/** Marks up to `limit` codes that the table `keys` of a whole file lacks as retired; their texts stay. Gives how many. */
export async function retireTaxonomyCodes(
  tx: Transaction,
  keys: string,
  { now, asOf }: TaxonomyDay,
  limit: number,
): Promise<number> {
  const { rowCount } = await tx.client.query(
    `update taxonomy_codes set retired_at = $1, retired_on = $2, content_sha256 = ''
      where code in (select t.code from taxonomy_codes t
        where t.retired_at is null and not exists (select from ${keys} k where k.key = t.code)
        order by t.code limit $3)`,
    [now, asOf, limit],
  )
  return rowCount ?? 0
}
