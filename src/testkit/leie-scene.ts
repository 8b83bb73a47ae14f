import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { applyDirectoryEntries } from '../clinicians/directory.apply.js'
import type { DirectoryRecord } from '../clinicians/directory.record.js'
import type { Database } from '../db/database.js'
import type { Clock } from '../kernel/clock.js'
import { runLoad } from '../sources/engine/load.run.js'
import { matchExclusions } from '../sources/leie/exclusion.matching.js'
import { leie, leieReinstatements } from '../sources/leie/leie.loaders.js'
import type { LoadReport } from '../sources/load.report.js'
import { type LeieFileRow, leieSupplementText, leieText } from './leie-file.js'

/** A fictional clinician: who she is by name, number and birth date. */
export interface FictionalClinician {
  npi: string
  last: string
  first?: string
  birthDate?: string
  former?: string
}

/** OIG's files and fictional clinicians in one directory. */
export interface LeieScene {
  /** The whole list of a day; null for one of which nobody says of which day it is. */
  list(asOf: string | null, ...rows: LeieFileRow[]): Promise<LoadReport>
  /** A month’s supplement, by its name: `2602excl.csv`; older than the last list or not. */
  supplement(name: string, ...rows: LeieFileRow[]): Promise<LoadReport>
  reinstatements(name: string, ...rows: LeieFileRow[]): Promise<LoadReport>
  /** Brings clinicians into the directory, or changes them, and matches exclusions as every load of the directory does. */
  know(...clinicians: FictionalClinician[]): Promise<void>
  /** Their sanctions as the directory has them now. */
  sanctions(npi: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

export async function leieScene(database: Database, clock: Clock): Promise<LeieScene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'leie-'))

  async function load(
    loader: typeof leie,
    name: string,
    content: string,
    options: { asOf?: string; older?: boolean } = {},
  ): Promise<LoadReport> {
    const file = path.join(folder, name)
    await writeFile(file, content)
    const rejectsFile = path.join(folder, 'rejects.csv')
    // Few rows: losing some is losing many of them.
    return await runLoad(database, clock, loader, {
      ...{ file, rejectsFile, actor: 'OPERATOR', allowVanishing: 1 },
      ...options,
    })
  }

  return {
    list: (asOf, ...rows) => load(leie, 'UPDATED.csv', leieText(rows), asOf === null ? {} : { asOf }),
    supplement: (name, ...rows) => load(leie, name, leieSupplementText(rows), { older: true }),
    reinstatements: (name, ...rows) => load(leieReinstatements, name, leieSupplementText(rows)),
    async know(...clinicians) {
      const now = clock.now()
      await applyDirectoryEntries(database, clinicians.map(recordOf), now)
      await database.transaction((tx) => matchExclusions(tx, { now, loadId: null, asOf: null }))
    },
    sanctions: async (npi) =>
      await database.dataSource.query(
        `select f.value ->> 'action' as action, f.value ->> 'actionOn' as "actionOn", f.value ->> 'endedOn' as "endedOn"
           from clinicians c join clinician_facts f on f.clinician_id = c.id
          where c.npi = $1 and f.section = 'SANCTIONS' and f.source = 'OIG LEIE' and f.no_longer_reported_at is null
          order by f.position`,
        [npi],
      ),
    close: async () => await rm(folder, { recursive: true, force: true }),
  }
}

function recordOf({ npi, last, first = 'Testa', birthDate, former }: FictionalClinician): DirectoryRecord {
  return {
    ...{ type: 'RECORD', source: 'Fictional registry', recordKey: npi, mode: 'LIVE', kind: 'PHYSICIAN' },
    ...{ npi, ecfmgNumber: null, nccpaNumber: null, first, middle: null, last, suffix: null, credential: 'MD' },
    ...{ birthDate: birthDate ?? null, city: null, state: null, givesWay: false },
    names: [
      { type: 'LEGAL', first, middle: null, last, suffix: null },
      ...(former === undefined ? [] : [{ type: 'FORMER' as const, first, middle: null, last: former, suffix: null }]),
    ],
    facts: [],
  }
}
