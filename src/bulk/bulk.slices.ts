/** The rows after the first `skipped` ones in slices of `size`, but for a shorter last one. */
export async function* slicesOf<Row>(
  groups: AsyncIterable<readonly Row[]>,
  size: number,
  skipped: number,
): AsyncGenerator<readonly Row[], void, void> {
  let slice: Row[] = []
  let left = skipped
  for await (const group of groups) {
    const from = Math.min(left, group.length)
    left -= from
    for (let at = from; at < group.length; ) {
      const taken = group.slice(at, at + size - slice.length)
      slice.push(...taken)
      at += taken.length
      if (slice.length < size) continue
      yield slice
      slice = []
    }
  }
  if (slice.length > 0) yield slice
}
