/** What a signed link to a document that is made when it is asked for gives. */
export type MadeDocument =
  | { outcome: 'PDF'; fileName: string; bytes: Buffer }
  | { outcome: 'CSV'; fileName: string; pieces: AsyncIterable<string> }
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }
