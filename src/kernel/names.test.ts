import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fullNameKey, nameKey } from './names.js'

/** Names as people have them: Latin letters with and without marks, and what stands between them. */
const LETTERS = [...'abcxyzABCXYZéÉñÑüÜßøØæŒłŁđþÞıİşçžőåÅĳŉﬁ']
const SIGNS = [..." -–’'‘ʼʻ`´.,/\u00a0\u0301"]
const name = fc.array(fc.constantFrom(...LETTERS, ...SIGNS), { maxLength: 12 }).map((signs) => signs.join(''))

describe('names compare', () => {
  test.each([
    ['without case', 'Smith', 'SMITH'],
    ['without accents', 'Núñez', 'Nunez'],
    ['with combining marks as with ready letters', 'Nu\u0301n\u0303ez', 'Núñez'],
    ['with letters that are no letter and mark', 'Łukasz Sørensen-Weiß', 'lukasz sorensen weiss'],
    ['with the Turkish i', 'İnan Işık', 'inan isik'],
    ['with a hyphen as a blank', 'Smith-Jones', 'Smith Jones'],
    ['with a dash as a hyphen', 'Smith–Jones', 'Smith-Jones'],
    ['without apostrophes', 'O’Brien', 'OBrien'],
    ['without straight apostrophes', "D'Angelo", 'DAngelo'],
    ['without accents for apostrophes', 'O´Brien', 'O`Brien'],
    ['without the okina', 'Kaʻahumanu', 'Kaahumanu'],
    ['without full stops', 'St. John', 'St John'],
    ['without repeated blanks', '  Van   der  Berg ', 'Van der Berg'],
    ['with a comma as a blank', 'Smith,Jones', 'Smith Jones'],
  ])('%s', (_, one, other) => expect(nameKey(one)).toBe(nameKey(other)))

  test.each([
    ['Smith', 'Smyth'],
    ['Van Der', 'Vander'],
    ['Ann', 'Anne'],
  ])('%s is not %s', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })

  test('by a key that is its own key', () => {
    fc.assert(fc.property(name, (text) => expect(nameKey(nameKey(text))).toBe(nameKey(text))))
  })

  test('by the same key in capitals and in small letters', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(nameKey(text.toUpperCase())).toBe(nameKey(text))
        expect(nameKey(text.toLowerCase())).toBe(nameKey(text))
      }),
    )
  })

  test('by the same key in ready letters and in combining marks', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('NFC', 'NFD'), (text, form) => {
        expect(nameKey(text.normalize(form))).toBe(nameKey(text))
      }),
    )
  })

  test('by the same key with more marks, punctuation and blanks between words', () => {
    const between = fc.constantFrom(' ', '  ', '-', ' - ', ', ', '\u00a0', '–', ' / ')
    const words = fc.array(fc.stringMatching(/^[A-Za-z]{1,6}$/), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(words, between, fc.constantFrom('', "'", '.', '\u0301', '´'), (parts, separator, sign) => {
        const dressed = parts.map((part) => part[0] + sign + part.slice(1)).join(separator)
        expect(nameKey(` ${dressed} `)).toBe(nameKey(parts.join(' ')))
      }),
    )
  })

  test('by a key of letters, digits and single blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(nameKey(text)).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u)
      }),
    )
  })

  test('with last and first name apart', () => {
    expect(fullNameKey('Muestra-Núñez', 'Zoë')).toBe('muestra nunez|zoe')
    expect(fullNameKey('a', 'b c')).not.toBe(fullNameKey('a b', 'c'))
  })
})
