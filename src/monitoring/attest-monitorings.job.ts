import type { Logger } from 'pino'
import { MODES, type Mode } from '../auth/actor.js'
import { MONITORED_SECTIONS } from '../clinicians/directory.changes.js'
import type { Database, Transaction } from '../db/database.js'
import { defineJob } from '../jobs/job.definition.js'
import type { Clock } from '../kernel/clock.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import { newId } from '../kernel/ids.js'
import { sourceCoverage } from '../sources/source.queries.js'
import { attestPeriods, keepSourceState, takeDuePeriods } from './monitoring-attestation.queries.js'
import type { AttestedSource } from './monitoring-attestation.type.js'

/** Attests the periods of monitored clinicians that are over. It comes again by itself and finds what is due. */
export const AttestMonitorings = defineJob<Record<string, never>>({
  name: 'AttestMonitorings',
  retryLimit: 0,
  retryDelaySeconds: 0,
  retryBackoff: false,
  expireInSeconds: 600,
  onePending: true,
})

/** How often `AttestMonitorings` runs. */
export const ATTEST_MONITORINGS_EVERY_SECONDS = 900

/** How many periods one transaction attests. */
const PERIODS_AT_A_TIME = 1_000

/** Does `AttestMonitorings`; several may run at once. */
export function attestMonitorings(database: Database, clock: Clock, logger: Logger) {
  return async (_data: object, stopping: AbortSignal): Promise<void> => {
    let attested = 0
    for (;;) {
      const count = stopping.aborted ? 0 : await database.transaction((tx) => attestBatch(tx, clock.now()))
      attested += count
      if (count === 0) break
    }
    if (attested > 0) logger.info({ attested }, 'periods of monitored clinicians attested')
  }
}

/** One period of each term: after a test clock was advanced by months, the next round attests the next one. */
async function attestBatch(tx: Transaction, now: Date): Promise<number> {
  const due = await takeDuePeriods(tx, now, PERIODS_AT_A_TIME)
  if (due.length === 0) return 0
  const states = new Map<Mode, string>()
  for (const mode of MODES.filter((one) => due.some((period) => period.mode === one))) {
    const sources = await attestedSources(tx, mode)
    const sha256 = sha256Hex(canonicalJson([mode, sources]))
    await keepSourceState(tx, { sha256, mode, sources, seenAt: now })
    states.set(mode, sha256)
  }
  await attestPeriods(
    tx,
    due.map((period) => ({
      ...period,
      id: newId('monitoringAttestation'),
      sourcesSha256: states.get(period.mode) ?? '',
    })),
  )
  return due.length
}

async function attestedSources(tx: Transaction, mode: Mode): Promise<AttestedSource[]> {
  const monitored: readonly string[] = MONITORED_SECTIONS
  return (await sourceCoverage(tx, mode))
    .filter(({ section }) => monitored.includes(section))
    .map(({ section, source, asOf }) => ({ section, source, asOf }))
}
