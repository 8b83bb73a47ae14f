import type { ExplorerExample } from '../explorer.example'

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
    ? 'Examples run in the sandbox of a development gateway; this one has none. '
    : `There is no example “${asked}”: the list has all of them. `
}

/** An example as a tab of GraphiQL. */
export function toTab({ title, document, variables }: ExplorerExample) {
  return { query: `# ${title}\n${document.trim()}\n`, variables: JSON.stringify(variables, null, 2) }
}
