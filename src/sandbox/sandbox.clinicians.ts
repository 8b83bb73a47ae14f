import type { DirectoryRecord } from '../clinicians/directory.record.js'
import { SANDBOX_ASSISTANTS } from './sandbox.assistants.js'
import { toDirectoryRecords } from './sandbox.clinician.js'
import { FULL_PHYSICIAN } from './sandbox.full-physician.js'
import { SANDBOX_PHYSICIANS } from './sandbox.physicians.js'

/**
 * The clinicians of test mode. None of them exists: their NPIs begin with 2990000, their names say what they are, and
 * so do their sources, schools and boards.
 */
export const SANDBOX_CLINICIANS = [FULL_PHYSICIAN, ...SANDBOX_PHYSICIANS, ...SANDBOX_ASSISTANTS] as const

/** The records that their invented sources have of them. */
export function sandboxRecords(): DirectoryRecord[] {
  return SANDBOX_CLINICIANS.flatMap(toDirectoryRecords)
}
