import DataLoader from 'dataloader'
import type { Actor, RequestInfo } from '../auth/actor.js'

/** For whom a loader reads: every read is within the actor's scope and can be written into the audit trail. */
export interface LoaderScope {
  actor: Actor
  request: RequestInfo
}

/** How to load many values at once; a feature declares its own, and a request makes it when first asked for. */
export interface LoaderDefinition<Key, Value> {
  load(keys: readonly Key[], scope: LoaderScope): Promise<(Value | Error)[]>
}

/** The loaders of one request. */
export class Loaders {
  readonly #made = new Map<unknown, unknown>()

  constructor(private readonly scope: LoaderScope) {}

  get<Key, Value>(definition: LoaderDefinition<Key, Value>): DataLoader<Key, Value> {
    const made = this.#made.get(definition) as DataLoader<Key, Value> | undefined
    const loader = made ?? new DataLoader<Key, Value>((keys) => definition.load(keys, this.scope))
    this.#made.set(definition, loader)
    return loader
  }
}

/** The rows in the order of `keys`; null where a key has none, as DataLoader wants it. */
export function inOrderOf<Key, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => byKey.get(key) ?? null)
}

/** All rows of each key, in the order of `keys`. */
export function groupedBy<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]))
  for (const row of rows) groups.get(keyOf(row))?.push(row)
  return keys.map((key) => groups.get(key) ?? [])
}
