import type { LocalDay } from '../../kernel/local-day.js'

/** Why it is asked again whom exclusions are about: a load of the list, or something that has changed in the directory. */
export interface MatchingOccasion {
  now: Date
  /** `load_…`, for the changes that it makes; null for what no file brought. */
  loadId: string | null
  /** Of which day the list is; null for another occasion, or if nobody said. */
  asOf: LocalDay | null
}
