import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql'
import { RequestError } from '../kernel/errors.js'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../limits/request-limits.js'

@ObjectType({ description: 'Where a page stands in its list (Relay connection specification).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether the list goes on after `endCursor`.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether the list has something before `startCursor`.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null when the page is empty.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null when the page is empty.' })
  endCursor!: string | null
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: `Page size, 1 to ${MAX_PAGE_SIZE}.` })
  first?: number | null

  @Field(() => String, { nullable: true, description: 'Cursor after which the page begins; null for the beginning.' })
  after?: string | null
}

export interface Edge<Node> {
  cursor: string
  node: Node
}

export interface Connection<Node> {
  edges: Edge<Node>[]
  nodes: Node[]
  pageInfo: PageInfo
}

/** A page of a list whose length can be asked for; it is counted only then. */
export type CountedConnection<Node> = Connection<Node> & { count: () => Promise<number> }

/** Declares `<name>Edge` and `<name>Connection` of the schema. */
export function connectionOf<Node extends object>(
  name: string,
  node: ClassType<Node>,
  what: string,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: `One of ${what}, with its place in the list.` })
  class NodeEdge {
    @Field(() => String, { description: 'Opaque; for `after`.' })
    cursor!: string

    @Field(() => node, { description: 'The thing itself.' })
    node!: Node
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${what}.` })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'The page, each with its cursor.' })
    edges!: Edge<Node>[]

    @Field(() => [node], { description: 'The page without cursors.' })
    nodes!: Node[]

    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo
  }
  return NodeConnection
}

/** A list in pages, each read by what comes beyond the key of the page before. */
export interface KeysetList<Row> {
  /** The page that the arguments ask for. `read` gives up to `limit` rows beyond the key, null for the beginning. */
  page(args: PageArgs, read: (beyond: string | null, limit: number) => Promise<Row[]>): Promise<Connection<Row>>
}

/** Declares a list: its name in cursors, the form of the key that they carry, and which key a row has. */
export function keysetList<Row>(list: {
  name: string
  form: RegExp
  keyOf: (row: Row) => string | number
  size?: number
}): KeysetList<Row> {
  return {
    async page(args, read) {
      const size = pageSize(args, list.size)
      const rows = await read(decodeCursor(list.name, args, list.form), size + 1)
      return pageOf(rows, size, args, (row) => encodeCursor(list.name, list.keyOf(row)))
    },
  }
}

/** The wanted page size, checked; `fallback` when the caller names none. */
export function pageSize(args: PageArgs, fallback = DEFAULT_PAGE_SIZE): number {
  const size = args.first ?? fallback
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) {
    throw new RequestError('BAD_USER_INPUT', `first: expected 1 to ${MAX_PAGE_SIZE}, got ${size}`)
  }
  return size
}

/** Cursors carry the sort key of a row under the name of their list, so one of another list is refused. */
export function encodeCursor(list: string, key: string | number): string {
  return Buffer.from(`${list}:${key}`).toString('base64url')
}

/** The key within `after`, or null without one. */
export function decodeCursor(list: string, args: PageArgs, form: RegExp): string | null {
  if (args.after == null) return null
  const text = Buffer.from(args.after, 'base64url').toString()
  const key = text.slice(list.length + 1)
  if (!text.startsWith(`${list}:`) || !form.test(key)) {
    throw new RequestError('BAD_USER_INPUT', 'after: expected a cursor that this list gave, got something else')
  }
  return key
}

/** A page from rows of which one more than asked for was read, to know whether the list goes on. */
export function pageOf<Node>(
  rowsAndOneMore: readonly Node[],
  size: number,
  args: PageArgs,
  cursorOf: (node: Node) => string,
): Connection<Node> {
  const nodes = rowsAndOneMore.slice(0, size)
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }))
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rowsAndOneMore.length > size,
      hasPreviousPage: args.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
