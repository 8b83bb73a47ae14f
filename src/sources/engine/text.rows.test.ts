import { hash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { csvRows } from './csv.rows.js'
import { jsonLinesRows } from './json-lines.rows.js'
import { SourceFile } from './source.file.js'
import type { ReadRow } from './source.loader.js'

const character = fc.constantFrom('a', 'B', '7', ' ', '"', ',', '\n', '\r\n', '\\', 'é', '名', '😀', '\t', "'", ';')
const text = fc.string({ unit: character, maxLength: 8 })
const chunkBytes = fc.integer({ min: 1, max: 60 })

describe('rows of a text file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rows-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function open(content: string | Buffer, bytes?: number): Promise<SourceFile> {
    const file = path.join(folder, 'file')
    await writeFile(file, content)
    return await SourceFile.open(file, 'a file of the test', bytes)
  }

  async function all<Part>(groups: AsyncIterable<readonly ReadRow<Part>[]>): Promise<ReadRow<Part>[]> {
    const rows: ReadRow<Part>[] = []
    for await (const group of groups) rows.push(...group)
    return rows
  }

  /** Each row as the list of its values. */
  async function csv(content: string | Buffer, bytes?: number): Promise<ReadRow<string[]>[]> {
    const file = await open(content, bytes)
    const header = (first: { count: number }) => ({
      map: (row: { text(index: number): string }) => ({
        key: 'k',
        part: Array.from({ length: first.count }, (_, i) => row.text(i)),
      }),
      publicKey: (row: { text(index: number): string }) => row.text(0),
    })
    try {
      return await all(csvRows(file, { expected: file.expected, header }))
    } finally {
      await file.close()
    }
  }

  async function jsonLines(content: string | Buffer, bytes?: number): Promise<ReadRow<unknown>[]> {
    const file = await open(content, bytes)
    try {
      return await all(jsonLinesRows(file, (object) => ({ key: 'k', part: object })))
    } finally {
      await file.close()
    }
  }

  it('are what was written as CSV, wherever the chunks end', async () => {
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }),
      )
    const layout = fc.record({
      quoted: fc.boolean(),
      record_delimiter: fc.constantFrom('\n', '\r\n'),
      eof: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(table, layout, fc.boolean(), chunkBytes, async (rows, options, bom, bytes) => {
        const found = await csv(stringify(rows, { ...options, bom, quoted_match: /[\r\n]/ }), bytes)
        expect(found.map(({ outcome }) => 'part' in outcome && outcome.part)).toEqual(rows.slice(1))
      }),
      { numRuns: 150 },
    )
  })

  it('are what was written as JSON Lines, wherever the chunks end', async () => {
    const object = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)))
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        fc.boolean(),
        chunkBytes,
        async (objects, lineEnd, lastLineEnd, bytes) => {
          const content = objects.map((each) => JSON.stringify(each)).join(lineEnd) + (lastLineEnd ? lineEnd : '')
          const found = await jsonLines(content, bytes)
          expect(found.map(({ outcome }) => 'part' in outcome && outcome.part)).toEqual(
            objects.map((each) => JSON.parse(JSON.stringify(each))),
          )
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are rejected one by one where they are wrong', async () => {
    const rows = await csv('a,b\n1,2\n3\n4,5,6\n7,"8"9\n"x\n')
    expect(rows.slice(1).map(({ line, outcome }) => ({ line, ...outcome }))).toEqual([
      { line: 3, rejected: 'WRONG_COLUMN_COUNT', publicKey: '3' },
      { line: 4, rejected: 'WRONG_COLUMN_COUNT', publicKey: '4' },
      { line: 5, rejected: 'STRAY_QUOTE', publicKey: '7' },
      { line: 6, rejected: 'UNBALANCED_QUOTE', publicKey: 'x\n' },
    ])
    const long = JSON.stringify({ a: 'x'.repeat(1_100_000) })
    const lines = await jsonLines(
      Buffer.concat([
        Buffer.from('\uFEFF{"a":1}\n[]\nnull\n{"a"\n'),
        Buffer.from([0x22, 0xe9, 0x0a]),
        Buffer.from(`${long}\n{}\n`),
      ]),
    )
    expect(lines.map(({ line, outcome }) => ({ line, ...outcome }))).toEqual([
      { line: 1, key: 'k', part: { a: 1 } },
      { line: 2, rejected: 'NOT_AN_OBJECT', publicKey: '' },
      { line: 3, rejected: 'NOT_AN_OBJECT', publicKey: '' },
      { line: 4, rejected: 'INVALID_JSON', publicKey: '' },
      { line: 5, rejected: 'NOT_UTF_8', publicKey: '' },
      { line: 6, rejected: 'LINE_TOO_LONG', publicKey: '' },
      { line: 7, key: 'k', part: {} },
    ])
  })

  it.each([
    ['{"a":1}\n{"a"', /ends in the middle of line 2: it was cut off; expected a file of the test/],
    ['\n\n', /has no lines/],
    ['PK\x03\x04', /ZIP archive/],
  ])('are refused of JSON Lines like %j', async (content, message) => {
    await expect(jsonLines(content)).rejects.toThrow(message)
  })

  it('come with the encoding of the file and its digest', async () => {
    const content = Buffer.concat([Buffer.from('a\né\n'), Buffer.from([0xe9, 0x0a])])
    const file = await open(content, 3)
    await all(csvRows(file, { expected: 'x', header: () => ({ map: (row) => ({ key: row.text(0), part: null }) }) }))
    expect(file.encoding).toBe('UTF-8 and ISO-8859-1')
    expect(file.sha256()).toBe(hash('sha256', content))
    await file.close()
  })
})
