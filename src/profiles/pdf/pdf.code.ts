import { encodeQR } from 'qr'
import type { Box } from './pdf.theme.js'

/** More than this would make modules that a telephone cannot tell apart at the printed size (version 10, level M). */
const LONGEST = 213

/**
 * The QR code of an address as boxes inside of `box` (ISO/IEC 18004, error correction M: it survives a stamp or a crease);
 * null where the address is too long for its size. The four modules of quiet zone around it are the caller's.
 */
export function codeBoxes(url: string, box: Box): Box[] | null {
  if (url.length > LONGEST) return null
  const bordered = encodeQR(url, 'raw', { ecc: 'medium', border: 1 })
  const modules = bordered.slice(1, -1).map((row) => row.slice(1, -1))
  const unit = box.width / modules.length
  return modules.flatMap((row, y) =>
    darkRuns(row).map(([from, length]) => ({
      left: box.left + from * unit,
      top: box.top - y * unit,
      width: length * unit,
      height: unit,
    })),
  )
}

function darkRuns(row: readonly boolean[]): [from: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    const last = runs.at(-1)
    if (!dark) return
    if (last !== undefined && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}
