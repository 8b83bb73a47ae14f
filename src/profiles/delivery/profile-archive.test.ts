import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { Unzip, UnzipPassThrough, unzipSync } from 'fflate'
import { sha256Hex } from '../../kernel/digest.js'
import { type ArchivedDocument, MANIFEST, profileArchive } from './profile-archive.js'

const PUBLIC_URL = 'https://gateway.example'

function documentsOf(count: number): ArchivedDocument[] {
  return Array.from({ length: count }, (_, index) => ({
    documentId: `doc_${index}`,
    documentNumber: `PD-${String(index + 1).padStart(10, '0')}`,
    orderItemId: `item_${index}`,
    asOf: new Date(`2026-11-${String((index % 28) + 1).padStart(2, '0')}T23:59:59Z`),
  }))
}

const bytesOf = (documentId: string) => Buffer.from(`%PDF of ${documentId} `.repeat(50))
const fetch = async (documentId: string) => ({
  bytes: bytesOf(documentId),
  sha256: sha256Hex(bytesOf(documentId)),
})

async function whole(documents: readonly ArchivedDocument[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of profileArchive(documents, fetch, PUBLIC_URL)) pieces.push(piece)
  return Buffer.concat(pieces)
}

describe('an archive of documents', () => {
  test('has each PDF under its number, and a manifest that says what each is', async () => {
    const documents = documentsOf(3)
    const files = unzipSync(await whole(documents))
    expect(Object.keys(files)).toEqual(['PD-0000000001.pdf', 'PD-0000000002.pdf', 'PD-0000000003.pdf', MANIFEST])
    const manifest = JSON.parse(Buffer.from(files[MANIFEST] ?? '').toString()) as { documents: object[] }
    expect(manifest).toMatchObject({ format: 'profile-archive/1' })
    expect(manifest.documents[1]).toEqual({
      file: 'PD-0000000002.pdf',
      documentNumber: 'PD-0000000002',
      orderItemId: 'item_1',
      asOf: '2026-11-02T23:59:59.000Z',
      bytes: bytesOf('doc_1').length,
      sha256: sha256Hex(files['PD-0000000002.pdf'] ?? ''),
      verify: 'https://gateway.example/verify/PD-0000000002',
    })
  })

  test('can be read as it comes: what is stored says its size before its bytes', async () => {
    const seen: { name: string; compression: number; size: number | undefined; bytes: number }[] = []
    const reader = new Unzip((file) => {
      const entry = { name: file.name, compression: file.compression, size: file.size, bytes: 0 }
      seen.push(entry)
      file.ondata = (_error, chunk) => {
        entry.bytes += chunk.length
      }
      file.start()
    })
    reader.register(UnzipPassThrough)
    reader.push(await whole(documentsOf(2)), true)
    const size = bytesOf('doc_0').length
    expect(seen.slice(0, 2)).toEqual(
      ['PD-0000000001.pdf', 'PD-0000000002.pdf'].map((name) => ({ name, compression: 0, size, bytes: size })),
    )
  })

  test('is the same bytes each time', async () => {
    expect(await whole(documentsOf(5))).toEqual(await whole(documentsOf(5)))
  })

  test('fetches no more than one document ahead of whoever takes it, and none when they go away', async () => {
    const fetched: string[] = []
    const archive = profileArchive(
      documentsOf(100),
      async (documentId) => {
        fetched.push(documentId)
        return await fetch(documentId)
      },
      PUBLIC_URL,
    )
    await archive.next()
    await turn()
    expect(fetched).toEqual(['doc_0', 'doc_1'])
    await archive.return()
    await turn()
    expect(fetched).toHaveLength(2)
  })

  test('ends without its end when a document cannot be had, and nobody hears of it who has gone', async () => {
    const failing = async (documentId: string) => {
      if (documentId === 'doc_1') throw new Error('no PDF')
      return await fetch(documentId)
    }
    const archive = profileArchive(documentsOf(3), failing, PUBLIC_URL)
    await archive.next()
    await expect(archive.next()).rejects.toThrow('no PDF')
    const left = profileArchive(documentsOf(3), failing, PUBLIC_URL)
    await left.next()
    await left.return()
    // An unhandled rejection would fail the run.
    await turn()
  })
})
