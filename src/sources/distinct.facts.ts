import type { DirectoryFact } from '../clinicians/directory.record.js'

/** Values of one section as facts, in their order; of those with one key the first stands for all. */
export function distinctFacts<Value extends object>(
  section: string,
  values: readonly Value[],
  keyOf: (value: Value) => string,
): DirectoryFact[] {
  const byKey = new Map<string, Value>()
  for (const value of values) {
    const key = keyOf(value)
    if (!byKey.has(key)) byKey.set(key, value)
  }
  return [...byKey].map(([key, value], position) => ({ section, key, position, value, lastReportedOn: null }))
}
