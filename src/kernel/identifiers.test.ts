import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { isDeaNumber, isNccpaNumber, isNpi, normalizeEcfmgNumber, npiRepairs } from './identifiers.js'

const npi = fc.integer({ min: 0, max: 99_999_999 }).map(fictionalNpi)

describe('an NPI', () => {
  test.each(['1234567893', '1558598797', '2990000012'])('%s is valid', (text) => expect(isNpi(text)).toBe(true))

  test.each([
    ['with a wrong check digit', '1234567890'],
    ['that begins with 3', '3234567890'],
    ['of nine digits', '123456789'],
    ['of eleven digits', '12345678930'],
    ['with a blank', '1234567893 '],
    ['with a line end', '1234567893\n'],
    ['in other digits', '١٢٣٤٥٦٧٨٩٣'],
    ['that is empty', ''],
  ])('%s is not', (_, text) => expect(isNpi(text)).toBe(false))

  test('has exactly one check digit', () => {
    fc.assert(
      fc.property(npi, (valid) => {
        const last = [...'0123456789'].filter((digit) => isNpi(valid.slice(0, 9) + digit))
        expect(last).toEqual([valid.at(-1)])
      }),
    )
  })
})

describe('the check digit of an NPI', () => {
  test('catches any one digit that is off', () => {
    const slip = fc.tuple(npi, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(slip, ([valid, at, by]) => {
        const digit = (Number(valid[at]) + by) % 10
        expect(isNpi(valid.slice(0, at) + digit + valid.slice(at + 1))).toBe(false)
      }),
    )
  })
})

describe('repairs of an NPI', () => {
  test('undo one digit that is off', () => {
    const slip = fc.tuple(npi, fc.nat(9), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(slip, ([valid, at, by]) => {
        const digit = (Number(valid[at]) + by) % 10
        expect(npiRepairs(valid.slice(0, at) + digit + valid.slice(at + 1))).toContain(valid)
      }),
    )
  })

  test('undo two neighbours that are swapped', () => {
    fc.assert(
      fc.property(npi, fc.nat(8), (valid, at) => {
        fc.pre(valid[at] !== valid[at + 1])
        const swapped = valid.slice(0, at) + valid[at + 1] + valid[at] + valid.slice(at + 2)
        expect(npiRepairs(swapped)).toContain(valid)
      }),
    )
  })

  test('are valid, different from each other and from what came', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (text) => {
        const repairs = npiRepairs(text)
        expect(new Set(repairs).size).toBe(repairs.length)
        expect(repairs.filter((repair) => !isNpi(repair) || repair === text)).toEqual([])
      }),
    )
  })

  test.each(['', '123456789', '12345678901', 'abcdefghij'])('of "%s" are none', (text) => {
    expect(npiRepairs(text)).toEqual([])
  })
})

describe('a DEA number', () => {
  test.each(['AP5836727', 'AB1234563', 'A91234563', 'FF9999991'])('%s is valid', (text) => {
    expect(isDeaNumber(text)).toBe(true)
  })

  test.each(['AB4523763', 'AB1234564', '9A1234563', 'ab1234563', 'A1234563', 'AB12345630', ''])('%s is not', (text) => {
    expect(isDeaNumber(text)).toBe(false)
  })
})

describe('the check digit of a DEA number', () => {
  const letters = fc.stringMatching(/^[A-Z][A-Z9]$/)
  const dea = fc.tuple(letters, fc.stringMatching(/^\d{6}$/)).map(([prefix, digits]) => {
    const [d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0] = [...digits].map(Number)
    return `${prefix}${digits}${(d1 + d3 + d5 + 2 * (d2 + d4 + d6)) % 10}`
  })

  test('is exactly one', () => {
    fc.assert(
      fc.property(dea, (valid) => {
        const last = [...'0123456789'].filter((digit) => isDeaNumber(valid.slice(0, -1) + digit))
        expect(last).toEqual([valid.at(-1)])
      }),
    )
  })

  test('catches any one digit that is off, but a slip by five in an even place', () => {
    fc.assert(
      fc.property(dea, fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 9 }), (valid, at, by) => {
        const digit = (Number(valid[at]) + by) % 10
        const slip = valid.slice(0, at) + digit + valid.slice(at + 1)
        // Twice the digit is added in the even places, and twice five is nothing to a check digit of base ten.
        const isUnseen = [3, 5, 7].includes(at) && by === 5
        expect(isDeaNumber(slip)).toBe(isUnseen)
      }),
    )
  })
})

describe('other numbers', () => {
  test.each([
    ['0-123-456-7', '01234567'],
    ['01234567', '01234567'],
    ['123-4567', '1234567'],
    [' 0-999-002-5 ', '09990025'],
  ])('an ECFMG number may be written %s', (text, expected) => expect(normalizeEcfmgNumber(text)).toBe(expected))

  test.each(['123456', '123456789', '1234a67', '', '---', '1 234 567'])('"%s" is no ECFMG number', (text) => {
    expect(normalizeEcfmgNumber(text)).toBeNull()
  })

  test('an NCCPA number has seven digits', () => {
    expect(['9990001', '999000', '99900011', '999-0001', ''].filter(isNccpaNumber)).toEqual(['9990001'])
  })
})
