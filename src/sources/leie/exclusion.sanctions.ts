import { hash } from 'node:crypto'
import { MODES, type Mode } from '../../auth/actor.js'
import { applyDrafts } from '../../clinicians/directory.apply.js'
import type { DirectoryFact, DirectorySupplement } from '../../clinicians/directory.record.js'
import type { Transaction } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'
import { invariant } from '../../kernel/errors.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { MatchingOccasion } from './exclusion.occasion.js'
import { LEIE } from './leie.source.js'
import { exclusionAction, exclusionTypeOf } from './leie.types.js'

/** Clinicians whose sanctions are written at once. */
const BATCH_SIZE = 1000

/** What an element of the section SANCTIONS is made of. */
export interface PublishedSanction {
  id: string
  typeCode: string
  excludedOn: LocalDay
  reinstatedOn: LocalDay | null
  waivedOn: LocalDay | null
  waiverState: string | null
}

/** The value of the element; this room may not know that of the profiles, whose `SanctionValue` it must fit. */
export interface ExclusionSanction {
  kind: 'MEDICARE_MEDICAID'
  authority: string
  action: string
  actionOn: LocalDay
  endedOn: LocalDay | null
  description: string | null
}

interface Sanctioned {
  id: string
  mode: Mode
  exclusions: PublishedSanction[]
  /** Of what the directory has of them, hex; null if it has nothing. */
  digest: string | null
}

/** An exclusion that left the list without a reinstatement was removed from it: nothing is said of it any more. */
const SANCTIONED = readStatement<Sanctioned>(
  'exclusions_sanctioned',
  `with said as materialized (
     select e.clinician_id as id,
            json_agg(json_build_object('id', e.id, 'typeCode', e.type_code, 'excludedOn', e.excluded_on,
              'reinstatedOn', e.reinstated_on, 'waivedOn', e.waived_on, 'waiverState', e.waiver_state)
              order by e.excluded_on desc, e.id) as exclusions
       from exclusions e
      where e.clinician_id = any ($1::text[]) and (e.no_longer_reported_at is null or e.reinstated_on is not null)
      group by e.clinician_id)
   select c.id, c.mode, coalesce(s.exclusions, '[]') as exclusions, encode(r.content_sha256, 'hex') as digest
     from clinicians c
     left join said s on s.id = c.id
     left join source_records r on r.clinician_id = c.id and r.source = $2 and r.no_longer_reported_at is null
    where c.id = any ($1::text[]) and (s.id is not null or r.clinician_id is not null)
    order by c.id`,
)

/** The latest day of which the directory has something of the source. */
const KNOWN_AS_OF = readStatement<{ day: LocalDay | null }>(
  'exclusions_known_as_of',
  `select max(as_of)::text as day from source_records where mode = any ($1::text[]) and source = $2`,
)

/** Brings the sanctions of those clinicians in the directory to the exclusions that are about them. */
export async function publishSanctions(
  tx: Transaction,
  { now, loadId, asOf }: MatchingOccasion,
  clinicianIds: readonly string[],
): Promise<void> {
  let day: LocalDay | null | undefined
  for (let from = 0; from < clinicianIds.length; from += BATCH_SIZE) {
    const sanctioned = await tx.rows(SANCTIONED, [clinicianIds.slice(from, from + BATCH_SIZE), LEIE])
    const changed = sanctioned.flatMap((each) => {
      const entry = toSupplement(each)
      const digest = hash('sha256', JSON.stringify(entry))
      return digest === each.digest ? [] : [{ recordKey: entry.recordKey, digest, rows: 1, toEntry: () => entry }]
    })
    // Nothing to be done is the common case, and needs no lock of the directory.
    if (changed.length === 0) continue
    day ??= await dayToTell(tx, asOf)
    for (const mode of MODES) {
      const drafts = changed.filter((draft) => draft.toEntry().mode === mode)
      if (drafts.length === 0) continue
      const { inserted, updated } = await applyDrafts(tx, { source: LEIE, mode, now, loadId, asOf: day }, drafts)
      invariant(inserted + updated === drafts.length, 'what exclusions say now is never left out')
    }
  }
}

/** The exclusions themselves know which file is newer; to the directory, what they say now is never old. */
async function dayToTell(tx: Transaction, asOf: LocalDay | null): Promise<LocalDay | null> {
  if (asOf === null) return null
  const [known] = await tx.rows(KNOWN_AS_OF, [MODES, LEIE])
  return asOf >= (known?.day ?? asOf) ? asOf : null
}

function toSupplement({ id, mode, exclusions }: Sanctioned): DirectorySupplement {
  return {
    type: 'SUPPLEMENT',
    source: LEIE,
    recordKey: id,
    mode,
    subject: { clinicianId: id },
    facts: exclusions.map(
      (exclusion, position): DirectoryFact => ({
        section: 'SANCTIONS',
        key: exclusion.id,
        position,
        value: sanctionOf(exclusion),
        lastReportedOn: null,
      }),
    ),
  }
}

/** An exclusion as an element of the section. */
export function sanctionOf(exclusion: PublishedSanction): ExclusionSanction {
  const { typeCode, excludedOn, reinstatedOn, waivedOn, waiverState } = exclusion
  const where = waiverState === null ? '' : ` in ${waiverState}`
  const waiver = waivedOn === null ? null : `Waived${where} since ${waivedOn}`
  const sentences = [exclusionTypeOf(typeCode)?.grounds ?? null, waiver].filter((sentence) => sentence !== null)
  return {
    kind: 'MEDICARE_MEDICAID',
    authority: 'OIG',
    action: exclusionAction(typeCode),
    actionOn: excludedOn,
    endedOn: reinstatedOn,
    description: sentences.length === 0 ? null : `${sentences.join('. ')}.`,
  }
}
