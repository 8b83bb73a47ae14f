/** The tables of a TrueType typeface by their tags (OpenType 1.9, "Font file"). */
export type TrueType = ReadonlyMap<string, Uint8Array>

/** Flags of a component of a composite glyph (OpenType 1.9, "glyf"). */
const COMPONENT = { words: 0x0001, scale: 0x0008, more: 0x0020, twoScales: 0x0040, matrix: 0x0080 } as const

/** What the checksum of a whole font adds up to (OpenType 1.9, "head"). */
const WHOLE_CHECKSUM = 0xb1b0afba

/** The tables of the file of a single typeface. */
export function readTrueType(file: Uint8Array): TrueType {
  const view = viewOf(file)
  const entries = Array.from({ length: view.getUint16(4) }, (_, index) => 12 + index * 16)
  return new Map(
    entries.map((entry) => {
      const [offset, length] = [view.getUint32(entry + 8), view.getUint32(entry + 12)]
      return [Buffer.from(file.subarray(entry, entry + 4)).toString('latin1'), file.subarray(offset, offset + length)]
    }),
  )
}

/** `glyphs` with all that they are composed of, and glyph 0, which every font has; in ascending order. */
export function withComponents(font: TrueType, glyphs: Iterable<number>): number[] {
  const all = new Set([0])
  const visit = (glyph: number): void => {
    if (all.has(glyph)) return
    all.add(glyph)
    componentsOf(outlineOf(font, glyph)).forEach(visit)
  }
  for (const glyph of glyphs) visit(glyph)
  return [...all].sort((a, b) => a - b)
}

/**
 * The typeface with nothing but `glyphs` (from `withComponents`). They keep their numbers, and those left out are empty:
 * so a text has the same codes in every document, and the bytes depend on the set of glyphs alone, not on the order in
 * which they were used. The gaps cost some hundred bytes once compressed.
 */
export function subsetOf(font: TrueType, glyphs: readonly number[]): Uint8Array {
  const count = (glyphs.at(-1) ?? 0) + 1
  const outlines = new Map(glyphs.map((glyph) => [glyph, outlineOf(font, glyph)]))
  const hmtx = new Uint8Array(count * 4)
  const loca = new DataView(new ArrayBuffer((count + 1) * 4))
  const glyf = new Uint8Array([...outlines.values()].reduce((sum, outline) => sum + padded(outline.length), 0))
  let end = 0
  for (let glyph = 0; glyph < count; glyph++) {
    loca.setUint32(glyph * 4, end)
    const outline = outlines.get(glyph)
    if (outline === undefined) continue
    glyf.set(outline, end)
    end += padded(outline.length)
    hmtx.set(metricOf(font, glyph), glyph * 4)
  }
  loca.setUint32(count * 4, end)
  const [head, hhea, maxp, prep] = [
    tableOf(font, 'head').slice(),
    tableOf(font, 'hhea').slice(),
    tableOf(font, 'maxp').slice(),
    tableOf(font, 'prep').slice(),
  ]
  viewOf(head).setUint32(8, 0) // the checksum of the whole is made without itself
  viewOf(head).setInt16(50, 1) // places of glyphs in four bytes
  viewOf(hhea).setUint16(34, count)
  viewOf(maxp).setUint16(4, count)
  return fileOf({ glyf, head, hhea, hmtx, loca: new Uint8Array(loca.buffer), maxp, prep })
}

/** The file of these tables, which are given in the order of their names, with its directory and checksums (OpenType 1.9, "Font file"). */
function fileOf(tables: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(tables)
  let offset = 12 + entries.length * 16
  const file = new Uint8Array(entries.reduce((sum, [, table]) => sum + padded(table.length), offset))
  const view = viewOf(file)
  const power = Math.floor(Math.log2(entries.length))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, entries.length)
  view.setUint16(6, 16 << power)
  view.setUint16(8, power)
  view.setUint16(10, entries.length * 16 - (16 << power))
  let adjustment = 0
  entries.forEach(([tag, table], index) => {
    const entry = 12 + index * 16
    file.set(table, offset)
    file.set(Buffer.from(tag, 'latin1'), entry)
    view.setUint32(entry + 4, checksum(view, offset, table.length))
    view.setUint32(entry + 8, offset)
    view.setUint32(entry + 12, table.length)
    if (tag === 'head') adjustment = offset + 8
    offset += padded(table.length)
  })
  view.setUint32(adjustment, (WHOLE_CHECKSUM - checksum(view, 0, file.length)) >>> 0)
  return file
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}

function componentsOf(outline: Uint8Array): number[] {
  const components: number[] = []
  const view = viewOf(outline)
  if (outline.length === 0 || view.getInt16(0) >= 0) return components
  let flags: number = COMPONENT.more
  for (let at = 10; (flags & COMPONENT.more) !== 0; ) {
    flags = view.getUint16(at)
    components.push(view.getUint16(at + 2))
    at += (flags & COMPONENT.words) !== 0 ? 8 : 6
    if ((flags & COMPONENT.scale) !== 0) at += 2
    else if ((flags & COMPONENT.twoScales) !== 0) at += 4
    else if ((flags & COMPONENT.matrix) !== 0) at += 8
  }
  return components
}

function outlineOf(font: TrueType, glyph: number): Uint8Array {
  const loca = viewOf(tableOf(font, 'loca'))
  const long = viewOf(tableOf(font, 'head')).getInt16(50) === 1
  const place = (index: number): number => (long ? loca.getUint32(index * 4) : loca.getUint16(index * 2) * 2)
  return tableOf(font, 'glyf').subarray(place(glyph), place(glyph + 1))
}

/** Advance width and left bearing; the last glyphs of a font share one advance width. */
function metricOf(font: TrueType, glyph: number): Uint8Array {
  const hmtx = tableOf(font, 'hmtx')
  const full = viewOf(tableOf(font, 'hhea')).getUint16(34)
  if (glyph < full) return hmtx.subarray(glyph * 4, glyph * 4 + 4)
  const bearing = full * 4 + (glyph - full) * 2
  return Uint8Array.of(...hmtx.subarray(full * 4 - 4, full * 4 - 2), ...hmtx.subarray(bearing, bearing + 2))
}

function tableOf(font: TrueType, tag: string): Uint8Array {
  const table = font.get(tag)
  if (table === undefined) throw new Error(`the typeface has no table ${tag}`)
  return table
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Tables and glyphs begin at multiples of four bytes. */
function padded(length: number): number {
  return (length + 3) & ~3
}
