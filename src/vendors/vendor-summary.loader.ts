import type { Reader } from '../db/database.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { vendorSummaries } from './vendor.queries.js'
import type { VendorSummary } from './vendor.type.js'

/** Loads what everybody who has to do with a vendor may know of it. Whoever asks must have found the id within its access. */
export function vendorSummaryLoader(reader: Reader): LoaderDefinition<string, VendorSummary> {
  return {
    load: async (ids) => {
      const found = new Map((await vendorSummaries(reader, ids)).map((vendor) => [vendor.id, vendor]))
      return ids.map((id) => found.get(id) ?? new Error(`vendor ${id} is missing`))
    },
  }
}
