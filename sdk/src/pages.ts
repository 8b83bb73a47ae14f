import { InvalidRequestError, NotFoundError } from './errors.js'

/** A page of a list as the gateway gives it; the feed of events has its cursor beside `pageInfo`. */
export interface Connection<Node> {
  nodes: readonly Node[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
  cursor?: string | null
}

/** Every node, asking for the next page when the last one is used up. */
export async function* pagesOf<Data, Node>(
  ask: (after: string | null) => Promise<Data>,
  select: (data: Data) => Connection<Node> | null | undefined,
): AsyncGenerator<Node, void, undefined> {
  for (let after: string | null = null; ; ) {
    const page = select(await ask(after))
    if (page === null || page === undefined) {
      // At first: there is no such list for the caller. Later, to stop would look like the end of the list.
      if (after === null) return
      throw new NotFoundError('the list is not there any more: has a grant been revoked meanwhile?', {
        code: 'NOT_FOUND',
      })
    }
    yield* page.nodes
    if (!page.pageInfo.hasNextPage) return
    const next: string | null = page.pageInfo.endCursor ?? page.cursor ?? null
    // To stop here would look like the end of the list.
    if (next === null || next === after) {
      throw new InvalidRequestError('expected the operation to ask for the cursor of the next page', {
        code: 'NO_CURSOR',
      })
    }
    after = next
  }
}
