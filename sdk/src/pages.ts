/** A page of a list, as the gateway gives it. */
export interface Connection<Node> {
  nodes: readonly Node[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

/** Every node, asking for the next page when the last one is used up. */
export async function* pagesOf<Data, Node>(
  ask: (after: string | null) => Promise<Data>,
  select: (data: Data) => Connection<Node> | null | undefined,
): AsyncGenerator<Node, void, undefined> {
  for (let after: string | null = null; ; ) {
    const page = select(await ask(after))
    if (page === null || page === undefined) return
    yield* page.nodes
    after = page.pageInfo.endCursor ?? null
    if (!page.pageInfo.hasNextPage || after === null) return
  }
}
