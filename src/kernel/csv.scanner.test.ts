import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type CsvRow, CsvScanner } from './csv.scanner.js'

interface ReadRow {
  line: number
  problem: string | null
  encoding: string
  values: string[]
}

function read(bytes: Buffer, cuts: readonly number[] = [], beginsRow = (_: Buffer, __: number) => false): ReadRow[] {
  const scanner = new CsvScanner({ beginsRow, beginsRowBytes: 4, maxRowBytes: 4096 })
  const rows: ReadRow[] = []
  const onRow = (row: CsvRow): void => {
    const values = Array.from({ length: row.count }, (_, i) => row.text(i))
    rows.push({ line: row.line, problem: row.problem, encoding: row.encoding, values })
  }
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    scanner.push(bytes.subarray(from, cut), onRow)
    from = cut
  }
  scanner.push(bytes.subarray(from), onRow)
  scanner.end(onRow)
  return rows
}

const valuesOf = (text: string): string[][] => read(Buffer.from(text)).map((row) => row.values)
const beginsWithX = (bytes: Buffer, offset: number): boolean => bytes.toString('latin1', offset, offset + 3) === '"X"'

describe('CSV scanner', () => {
  it('reads back whatever was written, wherever the chunks end', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'B', '7', ' ', '"', ',', '\n', '\r', 'é', '名', '\t', "'"),
      maxLength: 8,
    })
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      )
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (rows, lineEnd, quoteAll, lastLineEnd, cuts) => {
          const write = (text: string): string =>
            quoteAll || /["\n\r,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
          const text = rows.map((row) => row.map(write).join(',')).join(lineEnd) + (lastLineEnd ? lineEnd : '')
          const bytes = Buffer.from(text)
          const found = read(
            bytes,
            cuts.map((cut) => Math.min(cut, bytes.length)),
          )
          expect(found.map((row) => row.problem)).toEqual(rows.map(() => null))
          expect(found.map((row) => row.values)).toEqual(rows)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('reads the same rows from any bytes, wherever the chunks end', () => {
    const bytes = fc
      .array(fc.constantFrom(0, 10, 13, 34, 34, 44, 44, 65, 88, 0xe9, 0xc3, 0xa9), { maxLength: 120 })
      .map((array) => Buffer.from(array))
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(120), { maxLength: 20 }), (file, cuts) => {
        const cut = cuts.map((each) => Math.min(each, file.length))
        expect(read(file, cut, beginsWithX)).toEqual(read(file, [], beginsWithX))
      }),
      { numRuns: 2000 },
    )
  })

  it('ignores a byte order mark, blank lines and a missing last line end', () => {
    expect(valuesOf('\uFEFF"a","b"\n\n\r\nc,')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ])
  })

  it('takes each row for UTF-8 if it is that, else for ISO-8859-1', () => {
    const bytes = Buffer.concat([
      Buffer.from('"Peña","1"\n'),
      Buffer.from('"Peña","2"\n', 'latin1'),
      Buffer.from('"Pena","3"\n'),
    ])
    expect(read(bytes).map((row) => [row.values[0], row.encoding])).toEqual([
      ['Peña', 'UTF-8'],
      ['Peña', 'ISO-8859-1'],
      ['Pena', 'ASCII'],
    ])
  })

  it('loses only the row with a quote too many or too few', () => {
    const text = '"X","a"\n"X","b\n"X","c"\n"X","d"d"\n"X",e"\n"X","f"\n'
    const rows = read(Buffer.from(text), [], beginsWithX)
    expect(rows.map((row) => [row.line, row.problem])).toEqual([
      [1, null],
      [2, 'UNBALANCED_QUOTE'],
      [3, null],
      [4, 'STRAY_QUOTE'],
      [5, 'STRAY_QUOTE'],
      [6, null],
    ])
  })

  it('counts the lines of a value with line ends', () => {
    expect(read(Buffer.from('"a\nb\r\nc",1\nd,2\n')).map((row) => row.line)).toEqual([1, 4])
  })

  it('reports a NUL byte and gives up a row without end', () => {
    expect(read(Buffer.from('"a\0b"\n'))[0]?.problem).toBe('NUL_BYTE')
    const long = Buffer.from(`a\n"${'x'.repeat(6000)}\nb\n`)
    expect(read(long, [100, 5000]).map((row) => row.problem)).toEqual([null, 'ROW_TOO_LONG', null])
  })
})
