import type { Client } from 'pg'

/** How common what is made up is, as among people: the thousandth name is a thousand times rarer than the first. */
const RANK = (count: number): string => `floor(exp(random() * ln(${count})))::int`
const LAST_NAMES = 20_000
const FIRST_NAMES = 2_000

const SYLLABLES = `(array['ba','cor','del','fen','gar','hol','jen','kir','lo','mar','nes','pol','ran','sil','ter','von','wes','yar','zim','dra'])`

/** A made-up word of a rank; the first of all ranks is the name that everybody knows. */
const word = (rank: string, first: string): string =>
  `case ${rank} when 1 then '${first}' else
     upper(${SYLLABLES}[1 + ${rank} % 20] || ${SYLLABLES}[1 + ${rank} / 20 % 20] || ${SYLLABLES}[1 + ${rank} / 400 % 20]
       || case when ${rank} >= 8000 then ${SYLLABLES}[1 + ${rank} / 8000 % 20] else '' end) end`

/** Tables whose triggers check each statement: what is written here is right by construction. */
const GUARDED = ['clinician_names', 'clinician_facts', 'source_records']

/**
 * Makes `pg_temp.npi(i)`: nine digits that begin with 2, and the check digit over 80840 and them: 24 is the sum of the
 * prefix.
 */
export const NPI_OF_NUMBER = `create function pg_temp.npi(i int) returns text immutable language sql as $$
     select (200000000 + i)::text || ((10 - (24 + sum(case when p % 2 = 1 then case when d > 4 then 2 * d - 9 else 2 * d end else d end)) % 10) % 10)::text
       from (select p, substr((200000000 + i)::text, p, 1)::int as d from generate_series(1, 9) p) digits $$`

const FILL = (clinicians: number): readonly string[] => [
  'select setseed(0.2)',
  NPI_OF_NUMBER,
  ...GUARDED.map((table) => `alter table ${table} disable trigger user`),
  `insert into clinicians (id, mode, kind, npi, ecfmg_number, nccpa_number, first_name, middle_name, last_name, suffix,
       credential, birth_date, city, state, created_at, updated_at)
   select 'cln_bench' || lpad(i::text, 21, '0'), 'TEST', kind, pg_temp.npi(i),
          case when kind = 'PHYSICIAN' and i % 4 = 0 then lpad(i::text, 8, '0') end,
          case when kind <> 'PHYSICIAN' then lpad(i::text, 7, '0') end,
          ${word('first_rank', 'JAMES')}, case when i % 3 > 0 then chr(65 + i % 26) end, ${word('last_rank', 'SMITH')},
          case i % 50 when 7 then 'JR' when 8 then 'III' end, case when kind = 'PHYSICIAN' then 'MD' else 'PA-C' end,
          case when born < 0.007 then make_date(1945 + (born * 7800)::int, 1, 1)
               when born < 0.7 then date '1945-01-01' + (born * 28000)::int end,
          'Sampleton', 'IL', now(), now()
     from (select i, case when i % 10 = 3 then 'PHYSICIAN_ASSISTANT' else 'PHYSICIAN' end as kind, random() as born,
                  ${RANK(LAST_NAMES)} as last_rank, ${RANK(FIRST_NAMES)} as first_rank
             from generate_series(1, ${clinicians}) i) drawn`,
  `insert into clinician_names (clinician_id, name_key, type, source, first_name, middle_name, last_name, suffix)
   select id, lower(last_name) || '|' || lower(first_name), 'LEGAL', 'NPPES', first_name, middle_name, last_name, suffix
     from clinicians`,
  `insert into clinician_names (clinician_id, name_key, type, source, first_name, middle_name, last_name, suffix)
   select id, lower(former) || '|' || lower(first_name), 'FORMER', 'NPPES', first_name, middle_name, former, suffix
     from (select c.*, ${word('rank', 'SMITH')} as former
             from (select *, ${RANK(LAST_NAMES)} as rank from clinicians where random() < 0.2) c) married
   on conflict do nothing`,
  `insert into clinician_facts (clinician_id, section, source, fact_key, position, value, last_reported_on, retrieved_at)
   select id, section, 'NPPES', 'only', 0, value, date '2026-05-01', now()
     from clinicians
    cross join lateral (values
      ('NAMES', jsonb_build_object('type', 'LEGAL', 'prefix', null, 'first', first_name, 'middle', middle_name,
                                   'last', last_name, 'suffix', suffix, 'credential', credential)),
      ('NPI', jsonb_build_object('number', npi, 'enumeratedOn', '2010-01-01', 'deactivatedOn', null, 'reactivatedOn', null)),
      ('ACTIVITY', jsonb_build_object('majorActivity', null, 'specialty',
        jsonb_build_object('taxonomyCode', '207R00000X', 'name', null, 'primary', true)))) element (section, value)`,
  `insert into source_records (mode, source, record_key, clinician_id, heads, content_sha256, reported_on)
   select mode, 'NPPES', npi, id, false, '\\x00', date '2026-05-01' from clinicians`,
  `insert into deactivated_npis (mode, npi, deactivated_on, source)
   select 'TEST', pg_temp.npi(i), date '2020-01-01', 'NPPES'
     from generate_series(${clinicians} + 1, ${clinicians} + ${clinicians} / 10) i`,
  ...GUARDED.map((table) => `alter table ${table} enable trigger user`),
  'analyze',
]

/** Tables that grow with the directory: none of them may be read from end to end. */
export const LARGE_TABLES = ['clinicians', ...GUARDED, 'deactivated_npis']

/** Fills an empty directory with that many made-up clinicians; one that was filled so before stays as it is. */
export async function fillDirectory(client: Client, clinicians: number): Promise<number> {
  const known = await client.query<{ count: number; foreign: number }>(
    `select count(*)::int as count, (count(*) filter (where id not like 'cln\\_bench%'))::int as foreign from clinicians`,
  )
  const { count = 0, foreign = 0 } = known.rows[0] ?? {}
  if (foreign > 0) throw new Error(`expected a scratch database, got one with ${foreign} clinicians of its own`)
  if (count > 0) return count
  await client.query('set statement_timeout = 0')
  for (const sql of FILL(clinicians)) await client.query(sql)
  // Index-only scans need it, and a directory that is in use has had it.
  await client.query(`vacuum ${LARGE_TABLES.join(', ')}`)
  return clinicians
}
