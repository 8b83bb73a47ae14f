/** What the gateway says a request has cost, in `extensions.cost`. */
export interface Cost {
  requestedQueryCost: number
  actualQueryCost: number
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }
}

/** The cost of an answer; null where the gateway says none. */
export function costOf(body: { extensions?: { cost?: Cost } } | undefined): Cost | null {
  return body?.extensions?.cost ?? null
}

/** The cost in words, for the bar. */
export function costText({ requestedQueryCost, actualQueryCost, throttleStatus }: Cost): string {
  const { currentlyAvailable, maximumAvailable } = throttleStatus
  return `Cost ${actualQueryCost} of ${requestedQueryCost} asked for; ${Math.floor(currentlyAvailable)} of ${maximumAvailable} left`
}
