import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { newApiKeyToken, parseApiKeyToken } from './api-key.token.js'

const token = fc.constantFrom('TEST' as const, 'LIVE' as const).map(newApiKeyToken)

describe('an API key', () => {
  test('says its mode and gives back its parts', () => {
    fc.assert(
      fc.property(token, ({ text, ...parts }) => {
        expect(text).toMatch(parts.mode === 'LIVE' ? /^pgw_live_[0-9A-Za-z]{50}$/ : /^pgw_test_[0-9A-Za-z]{50}$/)
        expect(parseApiKeyToken(text)).toEqual(parts)
      }),
    )
  })

  test('with any one character changed is none', () => {
    fc.assert(
      fc.property(
        token,
        fc.nat(58),
        fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
        (key, at, sign) => {
          fc.pre(key.text[at] !== sign)
          expect(parseApiKeyToken(key.text.slice(0, at) + sign + key.text.slice(at + 1))).toBeNull()
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('of one mode does not become one of the other', () => {
    expect(parseApiKeyToken(newApiKeyToken('TEST').text.replace('pgw_test_', 'pgw_live_'))).toBeNull()
  })

  test('is all of the text', () => {
    const { text } = newApiKeyToken('TEST')
    for (const other of [` ${text}`, `${text} `, `${text}\n`, text.slice(1), text.slice(0, -1), `${text}0`, '']) {
      expect(parseApiKeyToken(other)).toBeNull()
    }
  })

  test('has the checksum that a scanner computes', () => {
    // CRC-32 of "pgw_test_" and 44 zeros, as zlib computes it, is 1558633952: 1hTrtI in base 62 with 0-9A-Za-z.
    const body = `pgw_test_${'0'.repeat(44)}`
    const sums = ['1hTrtI', '1hTrtJ'].map((sum) => parseApiKeyToken(body + sum))
    expect(sums).toEqual([{ mode: 'TEST', selector: '0'.repeat(12), secret: '0'.repeat(32) }, null])
  })

  test('is never given twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newApiKeyToken('TEST').selector)).size).toBe(1000)
  })
})
