import DataLoader from 'dataloader'

/** Builds one loader; `Key` objects are told apart by `cacheKey`. */
export interface LoaderDefinition<Key, Value> {
  load(keys: readonly Key[]): Promise<(Value | Error)[]>
}

/** The loaders of one request, made when first asked for: features declare theirs, nobody keeps a list. */
export class Loaders {
  readonly #made = new Map<LoaderDefinition<never, unknown>, DataLoader<unknown, unknown>>()

  get<Key, Value>(definition: LoaderDefinition<Key, Value>): DataLoader<Key, Value> {
    let loader = this.#made.get(definition as LoaderDefinition<never, unknown>)
    if (loader === undefined) {
      loader = new DataLoader<Key, Value>((keys) => definition.load(keys)) as DataLoader<unknown, unknown>
      this.#made.set(definition as LoaderDefinition<never, unknown>, loader)
    }
    return loader as DataLoader<Key, Value>
  }
}

/** The rows in the order of `keys`; null where a key has none, as DataLoader wants it. */
export function inOrderOf<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => byKey.get(key) ?? null)
}
