import { readFile } from 'node:fs/promises'
import { parse, print, stripIgnoredCharacters } from 'graphql'
import { z } from 'zod'
import { sha256Hex } from '../kernel/digest.js'

/** What `@apollo/generate-persisted-query-manifest` and our own script write. */
const APOLLO_MANIFEST = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })).min(1),
})
/** What Relay's compiler and the client preset of GraphQL Code Generator write. */
const PLAIN_MANIFEST = z
  .record(z.string().min(1), z.string().min(1))
  .refine((documents) => Object.keys(documents).length > 0)
const PREFIX = 'sha256:'

/** The documents that a gateway runs, and no others. */
export class TrustedDocuments {
  readonly #texts = new Map<string, string>()

  /** @throws Error that says what is wrong with a document */
  constructor(documents: ReadonlyMap<string, string>) {
    for (const [id, text] of documents) {
      const printed = printedForm(id, text)
      // As clients send it that keep documents as trees, and as the SDK does.
      for (const form of [text, printed, stripIgnoredCharacters(printed)]) this.#texts.set(sha256Hex(form), form)
      this.#texts.set(withoutPrefix(id), text)
    }
  }

  /** The text of an id of the manifest or of a SHA-256, both with or without `sha256:` in front. */
  find(id: string): string | undefined {
    return this.#texts.get(withoutPrefix(id))
  }

  /** Whether a text is one of them: as it stands in the manifest, as graphql-js prints it, or that without blanks. */
  has(text: string): boolean {
    return this.#texts.get(sha256Hex(text)) === text
  }
}

/** Reads a manifest: Apollo's format, or an object of documents by their ids. @throws Error that says what is wrong */
export async function readTrustedDocuments(file: string): Promise<TrustedDocuments> {
  const wrong = (what: string) => new Error(`TRUSTED_DOCUMENTS: expected a manifest of documents; ${file} ${what}`)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw wrong(`gives ${error.code}`)
  })
  try {
    return new TrustedDocuments(documentsOf(JSON.parse(text)))
  } catch (error) {
    throw wrong(`is none: ${error instanceof z.ZodError ? 'neither form of docs/graphql-over-http.md' : String(error)}`)
  }
}

function documentsOf(json: unknown): ReadonlyMap<string, string> {
  const { success, data } = APOLLO_MANIFEST.safeParse(json)
  if (success) return new Map(data.operations.map(({ id, body }) => [id, body]))
  return new Map(Object.entries(PLAIN_MANIFEST.parse(json)))
}

function printedForm(id: string, text: string): string {
  try {
    return print(parse(text))
  } catch (error) {
    throw new Error(`the document ${JSON.stringify(id)} is no GraphQL: ${(error as Error).message}`)
  }
}

function withoutPrefix(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id
}
