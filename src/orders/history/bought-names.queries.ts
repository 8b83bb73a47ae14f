import { hasNameBeginning, type NameBeginning } from '../../clinicians/name.beginning.js'
import type { Reader } from '../../db/database.js'
import { readStatement } from '../../db/statement.js'

/** So many at most are looked up one by one; where more have the name, a list soon meets one of them. */
const FEW = 500

/** What a list of an organization's orders, or of what it owns, is filtered by. */
interface Search {
  name?: NameBeginning
  clinicianIds?: readonly string[]
}

/**
 * Adds to a name the clinicians who have it and of whom the organization ordered a profile, if they are few: then a list
 * finds them by its index. It costs what the organization ordered, however large the directory is; a frequent name costs
 * little, for the search ends when there are too many. Whoever is named by id too is few already.
 */
export async function whoIsMeant<Filter extends Search>(
  reader: Reader,
  organizationId: string,
  filter: Filter,
): Promise<Filter> {
  const { name, clinicianIds } = filter
  if (name === undefined || clinicianIds !== undefined) return filter
  const values: unknown[] = [organizationId]
  const named = hasNameBeginning('b.clinician_id', name, (given) => `$${values.push(given)}`)
  const text = `select b.clinician_id as id
    from (select distinct clinician_id from order_items where organization_id = $1 order by clinician_id) b
   where ${named} limit ${FEW + 1}`
  const rows = await reader.rows(readStatement<{ id: string }>('bought_names', text), values)
  return rows.length > FEW ? filter : { ...filter, clinicianIds: rows.map(({ id }) => id) }
}
