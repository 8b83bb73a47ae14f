import type { UnattendedActor } from '../../audit/audit.trail.js'
import type { LocalDay } from '../../kernel/local-day.js'
import type { LoadScope } from './source.loader.js'

/** How far a load has come: bytes of the file while it is read, then records that are applied. */
export interface LoadProgress {
  phase: 'READING' | 'COMPARING' | 'APPLYING'
  done: number
  total: number
  /** Rows of the file that were read. */
  rowsRead: number
}

export interface LoadOptions {
  file: string
  /** Where rejected rows go; the file appears only if there are any. */
  rejectsFile: string
  /** Who loads it, for the record and the audit trail. */
  actor: UnattendedActor
  /** What the file says of records that are not in it; unless told, what its name says, else UPDATE. */
  scope?: LoadScope
  /** Of which day the file is; unless told, what its name says. */
  asOf?: LocalDay
  /** Changes nothing, and reports what a load would do. */
  check?: boolean
  /** Loads a file that is older than the last whole one of its kind. */
  older?: boolean
  /** Share of the known records that may vanish with a FULL file, from 0 to 1; `MAX_VANISHING_SHARE` unless told. */
  allowVanishing?: number
  onProgress?: (progress: LoadProgress) => void
  /** Stops the load after the present batch, with a `LoadStopped`. */
  stopping?: AbortSignal
}

/** A whole file in which more of the known records are missing is taken for a mistake: cut off, or another kind of file. */
export const MAX_VANISHING_SHARE = 0.1
