import type { Database } from '../db/database.js'
import type { ReadStatement } from '../db/statement.js'
import type { LoaderDefinition } from '../graphql/loaders.js'

/** A page of what belongs to one owner: what comes before or after a key, whichever the list's order asks for. */
export interface OwnedPage {
  ownerId: string
  /** The key where the page begins, not included. */
  from: string
  limit: number
}

/** Where a list that has the newest first begins: it sorts after every id, in any collation. */
export const NEWEST = 'zzzz'

/**
 * The beginning of a statement that reads many pages at once: `w` has `owner_id`, `start`, `size` and the number `page`,
 * which each row gives back as `"page"`.
 */
export const WANTED_PAGES = `unnest($1::text[], $2::text[], $3::int[]) with ordinality as w (owner_id, start, size, page)`

/** Loads the pages of all owners of a request with one statement that begins with `WANTED_PAGES`. */
export function ownedPages<Row>(
  database: Database,
  statement: ReadStatement<Row & { page: number }>,
): LoaderDefinition<OwnedPage, Row[]> {
  return {
    load: async (pages) => {
      const values = [pages.map((one) => one.ownerId), pages.map((one) => one.from), pages.map((one) => one.limit)]
      const rows = await database.rows(statement, values)
      return pages.map((_, index) => rows.filter((row) => row.page === index + 1))
    },
  }
}
