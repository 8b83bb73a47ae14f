/** An operation that the explorer offers in a tab of its own, ready to run. */
export interface ExplorerExample {
  /** The operation's name in `document`; it becomes the tab's title. */
  name: string
  /** What the example shows, in a few words; it becomes the first comment line of the tab. */
  title: string
  /** The GraphQL document: one named operation. */
  document: string
  /** Values for every variable of the operation, so that it runs as it is. */
  variables: Record<string, unknown>
}
