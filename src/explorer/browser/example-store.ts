import type { ExplorerExample } from '../explorer.example'
import type { Values } from './example-values'

let examples: readonly ExplorerExample[] = []

/** The examples of this gateway; set once, before the page is drawn. GraphiQL draws its panels without props. */
export function setExamples(given: readonly ExplorerExample[]): void {
  examples = given
}

/** All examples, by task and in their order. */
export function allExamples(): readonly ExplorerExample[] {
  return examples
}

/** The example that the address asks for (`?example=PlaceOrder`); null if it asks for none, or for one that is not there. */
export function askedExample(): ExplorerExample | null {
  return examples.find((example) => example.name === asked) ?? null
}

/** The name that the address asked for when the page was loaded, whether there is such an example or not. */
const asked = new URLSearchParams(location.search).get('example')

/** What to tell somebody whose example is not there; empty if there is nothing to tell. */
export function askedInVain(): string {
  if (asked === null || askedExample() !== null) return ''
  return examples.length === 0
    ? 'The examples could not be loaded: load the page again. '
    : `There is no example “${asked}”: the list has all of them. `
}

/** An example as a tab of GraphiQL. */
export function toTab({ title, document, variables }: ExplorerExample) {
  return { query: `# ${title}\n${document.trim()}\n`, variables: JSON.stringify(variables, null, 2) }
}

let values: Values = new Map()
const listeners = new Set<() => void>()

/** What placeholders have stood for since somebody else came. */
export function valuesInUse(): Values {
  return values
}

/** Adds to them. */
export function keepValues(found: Values): void {
  if (found.size === 0) return
  values = new Map([...values, ...found])
  for (const tell of listeners) tell()
}

/** Forgets them: they were somebody else's. */
export function forgetValues(): void {
  values = new Map()
  for (const tell of listeners) tell()
}

/** Tells of every change; call what it returns to hear no more. */
export function onValues(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
