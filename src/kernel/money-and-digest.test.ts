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

  /** The double of these 64 bits. */
  const double = (hex: string) => Buffer.from(hex, 'hex').readDoubleBE()

  // RFC 8785, appendix B.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s as %s', (hex, text) => expect(canonicalJson(double(hex))).toBe(text))

  test.each(['7fffffffffffffff', '7ff0000000000000'])('cannot write the double %s', (hex) =>
    expect(() => canonicalJson(double(hex))).toThrow('not allowed'),
  )

  // RFC 8785, 3.2.2 and 3.2.3.
  test.each([
    [
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    ],
    [
      String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
  ])('writes %s as the standard does', (text, canonical) => expect(canonicalJson(JSON.parse(text))).toBe(canonical))

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
