/** An operation that the explorer offers, ready to run. */
export interface ExplorerExample {
  /** The operation's name in `document`; it becomes the tab's title, and `/graphiql?example=<name>` opens it. */
  name: string
  /** The task that it is a part of. */
  group: string
  /** What the example shows, in a few words; it becomes the first comment line of the tab. */
  title: string
  /** Who may run it: a vendor with its key, a person or one of staff who has signed in. */
  as: 'VENDOR' | 'PERSON' | 'STAFF'
  /** The GraphQL document: one named operation. */
  document: string
  /**
   * Values for every variable of the operation, so that it runs as it is: `{{organizationId}}`, `{{vendorId}}`,
   * `{{orderItemId}}`, `{{documentNumber}}` and `{{clinicianId <NPI>}}` stand for those of whoever runs it.
   */
  variables: Record<string, unknown>
}
