/** D50, to which every profile relates its colors (ICC.1:2010, 7.2.16). */
const D50 = [0.9642, 1, 0.8249] as const

/** sRGB's primaries (IEC 61966-2-1), adapted from D65 to D50 by the Bradford matrix below. */
const PRIMARIES = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const

const BRADFORD = [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168] as const

/** Exponent, scale, offset, slope below the bend, and the bend of sRGB's curve (IEC 61966-2-1, 5.2). */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const

/**
 * The color space of the pages as an ICC profile, version 4.2 (ICC.1:2004-10): some hundreds of bytes made of published
 * figures, instead of a file with a license of its own.
 */
export const SRGB_PROFILE: Uint8Array = profileOf({
  desc: localized('sRGB IEC61966-2.1'),
  cprt: localized('No copyright: made of the published figures of IEC 61966-2-1'),
  wtpt: xyz(D50),
  chad: typed('sf32', BRADFORD.map(fixed)),
  ...Object.fromEntries(Object.entries(PRIMARIES).map(([name, values]) => [name, xyz(values)])),
  rTRC: curve(),
  gTRC: curve(),
  bTRC: curve(),
})

function profileOf(tags: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tags)
  let offset = 128 + 4 + 12 * entries.length
  const table = entries.flatMap(([name, data]) => {
    const row = [Buffer.from(name), uint32(offset), uint32(data.length)]
    offset += data.length
    return row
  })
  const body = [uint32(entries.length), ...table, ...entries.map(([, data]) => data)]
  return Buffer.concat([header(offset), ...body])
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.writeUInt32BE(size, 0)
  bytes.writeUInt32BE(0x04200000, 8)
  bytes.write('mntrRGB XYZ ', 12, 'latin1')
  // The first day of the year in which version 4.2 was published; the moment of making would change the bytes.
  ;[2004, 1, 1].forEach((part, index) => {
    bytes.writeUInt16BE(part, 24 + 2 * index)
  })
  bytes.write('acsp', 36, 'latin1')
  Buffer.concat(D50.map(fixed)).copy(bytes, 68)
  return bytes
}

function typed(signature: string, parts: readonly Buffer[]): Buffer {
  const data = Buffer.concat([Buffer.from(signature), uint32(0), ...parts])
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
}

function xyz(values: readonly number[]): Buffer {
  return typed('XYZ ', values.map(fixed))
}

function curve(): Buffer {
  return typed('para', [Buffer.from([0, 3, 0, 0]), ...CURVE.map(fixed)])
}

function localized(text: string): Buffer {
  const utf16 = Buffer.from(text, 'utf16le').swap16()
  return typed('mluc', [uint32(1), uint32(12), Buffer.from('enUS'), uint32(utf16.length), uint32(28), utf16])
}

function fixed(value: number): Buffer {
  return uint32(Math.round(value * 0x10000) >>> 0)
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
