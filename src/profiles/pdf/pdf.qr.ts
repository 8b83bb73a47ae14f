/** Correction bytes per block and number of blocks for versions 1 to 10 at level M (ISO/IEC 18004, table 9). */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26] as const
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5] as const
const LEVEL_M = 0

type Matrix = boolean[][]

/**
 * The dark modules of a QR code (byte mode, level M) row by row, without the quiet zone; null where the text needs
 * more than version 10 (213 bytes), which would be too dense to scan at the printed size.
 */
export function qrModules(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  const version =
    CORRECTION.findIndex((_, index) => bytes.length <= dataBytes(index + 1) - (index + 1 < 10 ? 2 : 3)) + 1
  if (version === 0) return null
  const code = interleave(dataCodewords(bytes, version), version)
  const size = version * 4 + 17
  const fixed = functionPatterns(version)
  const masks = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => {
    const modules = drawFormat(place(code, fixed, size, mask), mask)
    return { modules, penalty: penaltyOf(modules) }
  })
  return masks.reduce((best, next) => (next.penalty < best.penalty ? next : best)).modules
}

function rawBytes(version: number): number {
  const align = version === 1 ? 0 : Math.floor(version / 7) + 2
  let bits = (16 * version + 128) * version + 64
  if (align > 0) bits -= (25 * align - 10) * align - 55
  if (version >= 7) bits -= 36
  return bits >> 3
}

function dataBytes(version: number): number {
  return rawBytes(version) - (CORRECTION[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0)
}

function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1)
  }
  put(4, 4)
  put(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) put(byte, 8)
  const capacity = dataBytes(version) * 8
  put(0, Math.min(4, capacity - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) put(pad, 8)
  return Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((sum, bit) => (sum << 1) | bit, 0),
  )
}

function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

/** Reed-Solomon remainder over GF(256) with the polynomial 0x11d. */
function correction(data: readonly number[], degree: number): number[] {
  const divisor: number[] = Array.from({ length: degree }, (_, index) => (index === degree - 1 ? 1 : 0))
  for (let step = 0, root = 1; step < degree; step++, root = multiply(root, 2)) {
    for (let index = 0; index < degree; index++) {
      divisor[index] = multiply(divisor[index] ?? 0, root) ^ (divisor[index + 1] ?? 0)
    }
  }
  const rest: number[] = new Array<number>(degree).fill(0)
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    divisor.forEach((part, index) => {
      rest[index] = (rest[index] ?? 0) ^ multiply(part, factor)
    })
  }
  return rest
}

function interleave(data: readonly number[], version: number): number[] {
  const count = BLOCKS[version - 1] ?? 1
  const degree = CORRECTION[version - 1] ?? 0
  const short = Math.floor(data.length / count)
  const longFrom = count - (data.length % count)
  let from = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const part = data.slice(from, from + short + (index >= longFrom ? 1 : 0))
    from += part.length
    return { part, check: correction(part, degree) }
  })
  const result: number[] = []
  for (let at = 0; at <= short; at++) for (const { part } of blocks) result.push(...part.slice(at, at + 1))
  for (let at = 0; at < degree; at++) for (const { check } of blocks) result.push(...check.slice(at, at + 1))
  return result
}

/** Modules that carry no data: undefined where data goes. */
function functionPatterns(version: number): (boolean | undefined)[][] {
  const size = version * 4 + 17
  const grid = Array.from({ length: size }, () => new Array<boolean | undefined>(size).fill(undefined))
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y]
    if (row !== undefined && x >= 0 && x < size) row[x] = dark
  }
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  const rings = (cx: number, cy: number, radius: number, light: readonly number[]) => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        set(cx + dx, cy + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
      }
    }
  }
  const centers = alignment(version)
  const last = centers.length - 1
  centers.forEach((x, i) => {
    centers.forEach((y, j) => {
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) rings(x, y, 2, [1])
    })
  })
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(x, y, 4, [2, 4])
  for (let at = 0; at < 9; at++) {
    if (at !== 6) {
      set(8, at, false)
      set(at, 8, false)
    }
    if (at < 8) {
      set(size - 1 - at, 8, false)
      set(8, size - 1 - at, false)
    }
  }
  if (version >= 7) drawVersion(version, size, set)
  return grid
}

function alignment(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const size = version * 4 + 17
  const step = Math.ceil((size - 13) / (count * 2 - 2)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - (count - 2 - index) * step)]
}

function drawVersion(version: number, size: number, set: (x: number, y: number, dark: boolean) => void): void {
  let rest = version
  for (let step = 0; step < 12; step++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let index = 0; index < 18; index++) {
    const dark = ((bits >>> index) & 1) === 1
    const far = size - 11 + (index % 3)
    const near = Math.floor(index / 3)
    set(far, near, dark)
    set(near, far, dark)
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function place(code: readonly number[], fixed: (boolean | undefined)[][], size: number, mask: number): Matrix {
  const masked = MASKS[mask] ?? (() => false)
  const modules = fixed.map((row) => row.map((dark) => dark ?? false))
  let bit = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        const row = modules[y]
        if (row === undefined || fixed[y]?.[x] !== undefined) continue
        const dark = (((code[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1
        row[x] = dark !== masked(x, y)
        bit++
      }
    }
  }
  return modules
}

function drawFormat(modules: Matrix, mask: number): Matrix {
  const size = modules.length
  const data = (LEVEL_M << 3) | mask
  let rest = data
  for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((data << 10) | rest) ^ 0x5412
  const set = (x: number, y: number, index: number) => {
    const row = modules[y]
    if (row !== undefined) row[x] = ((bits >>> index) & 1) === 1
  }
  for (let index = 0; index < 15; index++) {
    set(8, index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, index)
    set(index < 8 ? size - 1 - index : index < 9 ? 7 : 14 - index, 8, index)
  }
  const row = modules[size - 8]
  if (row !== undefined) row[8] = true
  return modules
}

/** The standard's measure of how hard a pattern is to scan: runs, squares, false finders, imbalance. */
function penaltyOf(modules: Matrix): number {
  const size = modules.length
  const columns = modules.map((_, x) => modules.map((row) => row[x] ?? false))
  let penalty = 0
  let dark = 0
  for (const lines of [modules, columns]) {
    for (const line of lines) {
      const text = line.map((module) => (module ? '1' : '0')).join('')
      for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2
      penalty += (text.match(/(?=00001011101|10111010000)/g) ?? []).length * 40
    }
  }
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const module = modules[y]?.[x]
      if (module) dark++
      const square = [modules[y]?.[x + 1], modules[y + 1]?.[x], modules[y + 1]?.[x + 1]]
      if (square.every((other) => other === module)) penalty += 3
    }
  }
  return penalty + Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5) * 10
}
