import type { LoaderDefinition } from '../graphql/loaders.js'

/** Which rows of each organization a page has. */
export interface PageWanted<Status extends string> {
  /** Id next to which the page begins. */
  beyond: string
  limit: number
  /** Null: of every status. */
  status: Status | null
}

/** Reads the same page of many organizations by one statement. */
type ReadPages<Row, Status extends string> = (
  organizationIds: readonly string[],
  wanted: PageWanted<Status>,
) => Promise<Row[]>

/**
 * A loader of pages that hang on organizations: a list of organizations with a list in each takes one statement for all
 * of the inner ones. The key is made by `pageKey`.
 */
export function pagesOf<Row extends { organizationId: string }, Status extends string = never>(
  read: ReadPages<Row, Status>,
): LoaderDefinition<string, Row[]> {
  return {
    async load(keys) {
      const pages = new Map<string, Row[]>(keys.map((key) => [key, []]))
      for (const wanted of new Set(keys.map(wantedOf))) {
        const group = keys.filter((key) => wantedOf(key) === wanted)
        const rows = await read(group.map(organizationOf), JSON.parse(wanted) as PageWanted<Status>)
        for (const row of rows) pages.get(keyOf(row.organizationId, wanted))?.push(row)
      }
      return keys.map((key) => pages.get(key) ?? [])
    },
  }
}

/** Names a page of an organization. */
export function pageKey<Status extends string>(organizationId: string, wanted: PageWanted<Status>): string {
  return keyOf(organizationId, JSON.stringify(wanted))
}

function keyOf(organizationId: string, wanted: string): string {
  return `${organizationId} ${wanted}`
}

function organizationOf(key: string): string {
  return key.slice(0, key.indexOf(' '))
}

function wantedOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1)
}
