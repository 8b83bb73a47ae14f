import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { addDays, type LocalDay } from '../../kernel/local-day.js'
import type { LoadContext, LoadTarget, StagedRecord, TargetCounts } from '../engine/source.loader.js'
import { addReason } from '../load.report.js'
import { matchExclusions } from './exclusion.matching.js'
import { pairExclusions } from './exclusion.pairing.js'
import {
  type ExclusionDraft,
  type KnownExclusion,
  knownExclusions,
  markVanished,
  reinstate,
  rememberDigests,
  writeExclusions,
} from './exclusion.store.js'
import { noteLeieCoverage, wasReadWhole } from './leie.coverage.js'
import { type LeieRow, WRONG_NPI } from './leie.row.js'

/**
 * Days after a reinstatement from which on a list that still names the exclusion is believed: OIG replaces its list once
 * a month, some ten days after the month's end, so that an older one may not have heard of the reinstatement yet.
 */
const REINSTATEMENT_SETTLED_DAYS = 60

/**
 * Records with a wrong NPI are left out: each load says anew that it does not match them. So are those who are reinstated:
 * a later list that names them has news. The source has this one table.
 */
const KNOWN_DIGESTS = `select record_key as key, encode((array_agg(content_sha256))[1], 'hex') as digest from exclusions
    where $1::text is not null and mode = $2 and no_longer_reported_at is null
    group by record_key having not bool_or(has_wrong_npi or reinstated_on is not null)`

/**
 * One that is reinstated is not on the list, and no news. One that a newer file brought was not there to vanish: a list
 * of which nobody said the day is as old as the newest exclusion that it names.
 */
const vanishable = ({ stagedKeys }: LoadContext): string =>
  `e.mode = $1 and e.no_longer_reported_at is null and e.reinstated_on is null
      and case when $2::date is not null then coalesce(e.as_of <= $2::date, true)
               else e.excluded_on <= (select max(n.excluded_on) from exclusions n
                                       where n.mode = $1 and exists (select from ${stagedKeys} k where k.key = n.record_key)) end`

/** The list of excluded people and businesses, whole or a month's supplement. */
export const exclusionTarget: LoadTarget<LeieRow> = {
  knownDigests: KNOWN_DIGESTS,
  apply: async (tx, records, load) => await applyExclusions(tx, records, load),
  async vanish(tx, load, limit) {
    if (!(await wasReadWhole(tx, load))) return 0
    const statement = readStatement<{ id: string }>(
      'exclusions_vanishing',
      `select e.id from exclusions e
        where ${vanishable(load)} and not exists (select from ${load.stagedKeys} k where k.key = e.record_key) limit $3`,
    )
    const vanishing = await tx.rows(statement, [load.mode, load.asOf, limit])
    const ids = vanishing.map(({ id }) => id)
    await markVanished(tx, ids, load)
    return ids.length
  },
  async countVanishing(tx, load) {
    const statement = readStatement<{ vanishing: number; known: number }>(
      'exclusions_count_vanishing',
      `select count(*) filter (where ${vanishable(load)} and not exists
                (select from ${load.stagedKeys} k where k.key = e.record_key))::int as vanishing,
              count(*)::int as known
         from exclusions e
        where e.mode = $1 and e.no_longer_reported_at is null and e.reinstated_on is null`,
    )
    const [counts] = await tx.rows(statement, [load.mode, load.asOf])
    return counts ?? { vanishing: 0, known: 0 }
  },
  async finish(tx, load) {
    await noteLeieCoverage(tx, load)
    await matchExclusions(tx, load)
  },
}

/** Who has returned. What the file says of an exclusion that is not known is kept as well: it was one. */
export const reinstatementTarget: LoadTarget<LeieRow> = {
  apply: async (tx, records, load) => await applyReinstatements(tx, records, load),
  finish: async (tx, load) => await matchExclusions(tx, load),
}

type Outcome = 'inserted' | 'updated' | 'unchanged' | { skipped: string }

async function applyExclusions(
  tx: Transaction,
  records: readonly StagedRecord<LeieRow>[],
  load: LoadContext,
): Promise<TargetCounts> {
  const known = await knownExclusions(tx, load.mode, keysOf(records))
  const mayVanish = load.scope === 'FULL' && (await wasReadWhole(tx, load))
  const drafts: ExclusionDraft[] = []
  const vanished: string[] = []
  /** Of people who share a key some may be missing and have not vanished: the next file must be compared with them. */
  const partial = new Set<string>()
  const outcomes = records.map((record): Outcome => {
    const before = known.get(record.key) ?? []
    const { pairs, added, missing } = pairExclusions(before, distinct(record.parts))
    const gone = mayVanish ? missing.filter((each) => !each.hasVanished && each.reinstatedOn === null) : []
    const changed = pairs.filter((pair) => pair.known.hasVanished || differs(pair.known, pair.row, load))
    if (isOvertaken(before, load) && added.length + changed.length + gone.length > 0) {
      return { skipped: 'OLDER_THAN_KNOWN' }
    }
    for (const row of added) drafts.push({ id: null, recordKey: record.key, row, asOf: load.asOf })
    for (const { known, row } of changed) {
      drafts.push({ id: known.id, recordKey: record.key, row: heldTo(known, row, load), asOf: load.asOf ?? known.asOf })
    }
    vanished.push(...gone.map(({ id }) => id))
    if (missing.some((each) => !each.hasVanished && !gone.includes(each))) partial.add(record.key)
    if (record.parts.some(({ hasWrongNpi }) => hasWrongNpi)) return { skipped: WRONG_NPI }
    if (before.length === 0) return 'inserted'
    return added.length + changed.length + gone.length > 0 ? 'updated' : 'unchanged'
  })
  await writeExclusions(tx, load.mode, drafts)
  await markVanished(tx, vanished, load)
  await rememberDigests(
    tx,
    load.mode,
    records
      .filter((_, i) => typeof outcomes[i] === 'string')
      .map(({ key, digest }) => ({ key, digest: partial.has(key) ? '' : digest })),
  )
  return countOf(records, outcomes)
}

async function applyReinstatements(
  tx: Transaction,
  records: readonly StagedRecord<LeieRow>[],
  load: LoadContext,
): Promise<TargetCounts> {
  const known = await knownExclusions(tx, load.mode, keysOf(records))
  const drafts: ExclusionDraft[] = []
  const returned: { id: string; reinstatedOn: string }[] = []
  const outcomes = records.map((record): Outcome => {
    const before = known.get(record.key) ?? []
    const { pairs, added } = pairExclusions(before, distinct(record.parts))
    const news = pairs.filter((pair) => pair.known.reinstatedOn !== pair.row.reinstatedOn)
    if (news.some(({ known, row }) => isRefuted(row.reinstatedOn, known.asOf))) return { skipped: 'OLDER_THAN_KNOWN' }
    for (const { known, row } of news) returned.push({ id: known.id, reinstatedOn: row.reinstatedOn ?? row.excludedOn })
    for (const row of added) drafts.push({ id: null, recordKey: record.key, row, asOf: load.asOf })
    if (before.length === 0) return 'inserted'
    return news.length + added.length > 0 ? 'updated' : 'unchanged'
  })
  await writeExclusions(tx, load.mode, drafts)
  await reinstate(tx, returned)
  return countOf(records, outcomes)
}

/** A list takes a reinstatement back only if it is so much newer that it must have heard of it. */
function heldTo(known: KnownExclusion, row: LeieRow, { asOf }: LoadContext): LeieRow {
  const kept = isRefuted(known.reinstatedOn, asOf) ? null : known.reinstatedOn
  return { ...row, reinstatedOn: row.reinstatedOn ?? kept }
}

/** Whether a list of `listedOn` that names the exclusion says that the reinstatement does not hold. */
function isRefuted(reinstatedOn: LocalDay | null, listedOn: LocalDay | null): boolean {
  return reinstatedOn !== null && listedOn !== null && addDays(reinstatedOn, REINSTATEMENT_SETTLED_DAYS) <= listedOn
}

function differs(known: KnownExclusion, row: LeieRow, load: LoadContext): boolean {
  const { id: _, recordKey: __, asOf: ___, hasVanished: ____, vanishedOn: _____, ...before } = known
  return !isDeepStrictEqual(before, heldTo(known, row, load))
}

/** Whether a newer file has said something of the record. */
function isOvertaken(known: readonly KnownExclusion[], { asOf }: LoadContext): boolean {
  return asOf !== null && known.some((each) => asOf < (each.asOf ?? asOf) || asOf < (each.vanishedOn ?? asOf))
}

/** OIG has printed rows twice. */
function distinct(rows: readonly LeieRow[]): LeieRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

function keysOf(records: readonly StagedRecord<LeieRow>[]): string[] {
  return records.map(({ key }) => key)
}

function countOf(records: readonly StagedRecord<LeieRow>[], outcomes: readonly Outcome[]): TargetCounts {
  const counts = { inserted: 0, updated: 0, unchanged: 0 }
  const skipped: Record<string, number> = {}
  records.forEach(({ parts }, i) => {
    const outcome = outcomes[i] ?? 'unchanged'
    if (typeof outcome === 'string') counts[outcome] += parts.length
    else addReason(skipped, outcome.skipped, parts.length)
  })
  return { ...counts, skipped }
}
