import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson, sha256Hex } from './digest.js'
import { formatCents, MAX_CENTS } from './money.js'
import { isPlainName, isStorableText } from './text.js'

describe('money', () => {
  test.each([
    [4100, 'USD', '$41.00'],
    [0, 'USD', '$0.00'],
    [-5, 'USD', '-$0.05'],
    [123_456, 'USD', '$1,234.56'],
    [MAX_CENTS, 'USD', '$10,000,000,000.00'],
    [4100, 'EUR', '€41.00'],
  ])('%i cents of %s are %s', (cents, currency, text) => expect(formatCents(cents, currency)).toBe(text))

  test('is written to the cent, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_CENTS }), (cents) => {
        expect(Number(formatCents(cents, 'USD').replace(/[$,.]/g, ''))).toBe(cents)
      }),
    )
  })
})

describe('canonical JSON', () => {
  test('does not depend on the order of the keys', () => {
    const keys = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(keys, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('is as RFC 8785 has it', () => {
    expect(canonicalJson({ b: [1, 1e21, 0.1], a: { '\u20ac': null, '\r': true }, c: undefined })).toBe(
      '{"a":{"\\r":true,"€":null},"b":[1,1e+21,0.1]}',
    )
  })

  test('cannot say what JSON cannot', () => expect(() => canonicalJson(undefined)).toThrow('invariant'))
})

describe('a digest', () => {
  test('is SHA-256 in lower-case hex', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256Hex('é')).toBe(createHash('sha256').update(Buffer.from('é', 'utf8')).digest('hex'))
    expect(sha256Hex(new Uint8Array([97, 98, 99]))).toBe(sha256Hex('abc'))
  })
})

describe('a text that can be stored', () => {
  test.each(['', 'line\nend', 'é', '😀'])('%j', (text) => expect(isStorableText(text)).toBe(true))
  test.each(['a\0', '\ud83d', '\ude00x'])('is not %j', (text) => expect(isStorableText(text)).toBe(false))
})

describe('a name that stands in letters', () => {
  test.each(['Anne-Marie O’Brien', 'St. Mary Hospital (North)', 'نسیم\u200cسحر', '李小龍'])('is plain: %j', (name) =>
    expect(isPlainName(name)).toBe(true),
  )
  test.each(['See https://evil.example', 'WWW.evil.example', 'gro\u202e.doog', 'hid\u200bden', '\ufeffAnne'])(
    'is not %j',
    (name) => expect(isPlainName(name)).toBe(false),
  )
})
