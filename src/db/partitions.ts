import { Gauge, type Registry } from 'prom-client'
import type { Database, Transaction } from './database.js'
import { sqlStateOf } from './sql-state.js'
import { readStatement } from './statement.js'

/** A table that lies in parts by month, the last of them without an end: no row is ever without a place. */
export interface PartitionedTable {
  readonly name: string
  /** Its column that tells the part. */
  readonly key: string
  /** SQL that gives a new part what it does not have from the whole. */
  furnish?(part: string): string
}

/** Tables that refer to one another within a month, whoever refers to another before it. */
export interface PartitionedFamily {
  readonly tables: readonly [PartitionedTable, ...PartitionedTable[]]
  /** The least key of an instant: of what is written from then on. */
  keyAt(instant: Date): string
}

/** One month, or all before the first: a name, and where the next begins; null for the last. */
interface Part {
  suffix: string
  until: Date | null
}

/**
 * So long one waits for the lock of a table, and others behind: then it is tried again another time. Less than half of
 * PostgreSQL's `deadlock_timeout`: where two wait for one another, it is this that gives up, and nobody's order.
 */
const LOCK_PATIENCE = `set local lock_timeout = '400ms'; set local statement_timeout = '10min'`
const LOCK_NOT_AVAILABLE = '55P03'

/** Whoever changes parts does it alone, in all processes. Any constant will do. */
const PARTS_LOCK = 7_164_205_335

/**
 * Begins all months up to the one after that of `now`, each in a transaction of its own; then the parts that have
 * expired are for `retire`. Where somebody holds a table, nothing happens now: it is to be called again in a while.
 */
export async function keepParts(
  database: Database,
  family: PartitionedFamily,
  now: Date,
  retire: (tx: Transaction) => Promise<void>,
): Promise<void> {
  try {
    while (await database.transaction((tx) => partAhead(tx, family, now)));
    await database.transaction(retire)
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error
  }
}

/**
 * Ends the last part if the month after that of `now` could still go into it, and begins the next. Answers whether it
 * did: then there may be more to do. What lies in the last part, where no worker ran for long, stays in its part.
 */
async function partAhead(tx: Transaction, family: PartitionedFamily, now: Date): Promise<boolean> {
  const parts = await lockedParts(tx, family)
  const begin = monthOf(parts.at(-1)?.suffix)
  if (begin === null || begin > monthAfter(now)) return false
  // What no worker came to is one part up to this month.
  let until = new Date(Math.max(monthAfter(begin).getTime(), monthAfter(now, 0).getTime()))
  while (await hasRows(tx, family, begin, until)) until = monthAfter(until)
  const [from, to] = [begin, until].map((instant) => `'${family.keyAt(instant)}'`)
  await lockTables(tx, family)
  for (const { name } of family.tables) await detach(tx, name, partName(name, begin))
  for (const table of family.tables.toReversed()) {
    const { name } = table
    const next = partName(name, until)
    await tx.client.query(
      `alter table ${name} attach partition ${partName(name, begin)} for values from (${from}) to (${to});
       create table ${next} partition of ${name} for values from (${to}) to (maxvalue);
       ${table.furnish?.(next) ?? ''}`,
    )
  }
  return true
}

/** What is about to be dropped: the names of the parts of each table, in the order of the family, and up to when. */
export interface ExpiredParts {
  before: Date
  names: string[][]
}

/** The parts in which nothing is of `keptSince` or later; null if there are none, or nothing in them. */
export async function expiredParts(
  tx: Transaction,
  family: PartitionedFamily,
  keptSince: Date,
): Promise<ExpiredParts | null> {
  const parts = await lockedParts(tx, family)
  const expired = parts.filter(({ until }) => until !== null && until <= keptSince)
  const before = expired.at(-1)?.until
  if (before == null) return null
  if (expired.length === 1 && !(await hasRows(tx, family, null, before))) return null
  return { before, names: family.tables.map(({ name }) => expired.map(({ suffix }) => `${name}_${suffix}`)) }
}

/** Drops them whole, whatever lies in them, and puts an empty part into their place. */
export async function dropParts(tx: Transaction, family: PartitionedFamily, expired: ExpiredParts): Promise<void> {
  await lockTables(tx, family)
  for (const [place, { name }] of family.tables.entries()) {
    for (const part of expired.names[place] ?? []) {
      await detach(tx, name, part)
      await tx.client.query(`drop table ${part}`)
    }
  }
  for (const table of family.tables.toReversed()) {
    const past = `${table.name}_past`
    await tx.client.query(
      `create table ${past} partition of ${table.name}
         for values from (minvalue) to ('${family.keyAt(expired.before)}');
       ${table.furnish?.(past) ?? ''}`,
    )
  }
}

/** Parts in the order of time; nobody else changes them until the transaction ends. */
async function lockedParts(tx: Transaction, family: PartitionedFamily): Promise<Part[]> {
  await tx.client.query(LOCK_PATIENCE)
  await tx.client.query('select pg_advisory_xact_lock($1)', [PARTS_LOCK])
  const { name } = family.tables[0]
  const { rows } = await tx.client.query<{ part: string }>(
    `select c.relname as part from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = $1::regclass`,
    [name],
  )
  const suffixes = rows.map(({ part }) => part.slice(name.length + 1)).sort((a, b) => order(a) - order(b))
  return suffixes.map((suffix, place) => ({ suffix, until: monthOf(suffixes[place + 1]) }))
}

/**
 * All at once, and in the order in which those who write take them: what the rows refer to comes first, for a part that
 * comes or goes changes the triggers of these, too.
 */
async function lockTables(tx: Transaction, { tables }: PartitionedFamily): Promise<void> {
  const names = tables.map(({ name }) => name).toReversed()
  const { rows } = await tx.client.query<{ name: string }>(
    `select distinct confrelid::regclass::text as name from pg_constraint
      where contype = 'f' and conrelid = any ($1::regclass[]) and confrelid <> all ($1::regclass[])
        and confrelid not in (select inhrelid from pg_inherits)
      order by 1`,
    [names],
  )
  const all = [...rows.map(({ name }) => name), ...names]
  await tx.client.query(`lock table ${all.join(', ')} in access exclusive mode`)
}

/** A part that others refer to is let go once nothing does; what it itself refers to is told again when it comes back. */
async function detach(tx: Transaction, table: string, part: string): Promise<void> {
  await tx.client.query(`alter table ${table} detach partition ${part}`)
  const { rows } = await tx.client.query<{ name: string }>(
    `select conname as name from pg_constraint k join pg_class c on c.oid = k.confrelid
      where k.contype = 'f' and k.conrelid = $1::regclass and k.conparentid = 0 and c.relkind = 'p'`,
    [part],
  )
  for (const { name } of rows) await tx.client.query(`alter table ${part} drop constraint ${name}`)
}

/** Whether a table has rows: those before `until` with no `begin`, else those of the part of `begin` from `until` on. */
async function hasRows(
  tx: Transaction,
  { tables, keyAt }: PartitionedFamily,
  begin: Date | null,
  until: Date,
): Promise<boolean> {
  const there = tables.map(({ name, key }) =>
    begin === null
      ? `exists (select from ${name} where ${key} < '${keyAt(until)}')`
      : `exists (select from ${partName(name, begin)} where ${key} >= '${keyAt(until)}')`,
  )
  const { rows } = await tx.client.query<{ found: boolean }>(`select ${there.join(' or ')} as found`)
  return rows[0]?.found === true
}

function partName(table: string, begin: Date): string {
  return `${table}_from_${begin.toISOString().slice(0, 7).replace('-', '')}`
}

/** When a part begins, by its name; null for the one of all that was before. */
function monthOf(suffix: string | undefined): Date | null {
  const [, year, month] = /^from_(\d{4})(\d\d)$/.exec(suffix ?? '') ?? []
  return year === undefined ? null : new Date(Date.UTC(Number(year), Number(month) - 1))
}

function order(suffix: string): number {
  return monthOf(suffix)?.getTime() ?? Number.NEGATIVE_INFINITY
}

function monthAfter(instant: Date, months = 1): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months))
}

const LAST_PARTS = readStatement<{ table: string; part: string }>(
  'last_parts',
  `select i.inhparent::regclass::text as "table", max(c.relname) as part
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     join pg_partitioned_table t on t.partrelid = i.inhparent
    where c.relname ~ '_from_\\d{6}$' group by 1`,
)

/** Shows of each table how far its months are ahead. */
export function registerPartMetrics(registry: Registry, database: Database, clock: { now(): Date }): void {
  const gauge: Gauge<'table'> = new Gauge({
    name: 'gateway_table_months_ahead_days',
    help: 'Days until the last part of a table that lies in months begins: below 0, no worker has begun the next.',
    labelNames: ['table'],
    registers: [registry],
    collect: async () => {
      // A database that is away fails no scrape.
      const rows = database.dataSource.isInitialized ? await database.rows(LAST_PARTS, []).catch(() => []) : []
      for (const { table, part } of rows) {
        const begin = monthOf(part.slice(table.length + 1))
        if (begin !== null) gauge.set({ table }, (begin.getTime() - clock.now().getTime()) / 86_400_000)
      }
    },
  })
}
