import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { nameKey } from '../kernel/names.js'
import { isWanted, type StoredName, wantedName } from './name.rules.js'

/** `SMITH, JOHN QUINCY, JR` */
function stored(text: string): StoredName {
  const [lastName = '', given = '', suffix = null] = text.split(', ')
  const [first = '', ...middle] = given.split(' ')
  // An underscore stands for a blank within the first name.
  const firstName = first === '' ? null : first.replaceAll('_', ' ')
  return { lastName, firstName, middleName: middle.join(' ') || null, suffix }
}
const finds = (first: string, last: string, name: string) => isWanted(wantedName(first, last), stored(name))

describe('a name that is looked for', () => {
  test.each([
    ['in another case', 'john', 'smith', 'SMITH, JOHN'],
    ['without accents', 'Zoe', 'Nunez', 'NÚÑEZ, ZOË'],
    ['with an apostrophe', 'Pat', 'O’Brien', 'OBRIEN, PAT'],
    ['with an apostrophe for a blank', 'Pat', "O'Brien", 'O BRIEN, PAT'],
    ['with punctuation', 'Pat', 'St. John', 'ST JOHN, PAT'],
    ['with repeated blanks', ' Pat ', 'St   John', 'ST JOHN, PAT'],
    ['with a hyphen', 'Ana', 'García-López', 'GARCIA LOPEZ, ANA'],
    ['with a compound last name in one word', 'Ana', 'Delacruz', 'DE LA CRUZ, ANA'],
    ['with a compound last name in several', 'Piet', 'Van Den Berg', 'VANDENBERG, PIET'],
    ['with a suffix after the last name', 'John', 'Smith Jr', 'SMITH, JOHN, JR'],
    ['with a suffix after a comma', 'John', 'Smith, Jr.', 'SMITH, JOHN, JR.'],
    ['with a suffix in words', 'John', 'Smith Junior', 'SMITH, JOHN, JR'],
    ['with a suffix in digits', 'John', 'Smith 3rd', 'SMITH, JOHN, III'],
    ['with a suffix after the first name', 'John Jr', 'Smith', 'SMITH, JOHN, JR'],
    ['with a suffix that the source does not have', 'John', 'Smith Jr', 'SMITH, JOHN'],
    ['with a suffix that the source has in the last name', 'John', 'Smith Jr', 'SMITH JR, JOHN'],
    ['with a suffix that the source has in the first name', 'John', 'Smith Jr', 'SMITH, JOHN_JR'],
    ['without the suffix of the source', 'John', 'Smith', 'SMITH, JOHN, SR'],
    ['without the suffix that the source has in the last name', 'John', 'Smith', 'SMITH III, JOHN'],
    ['with a title', 'John', 'Smith, M.D.', 'SMITH, JOHN'],
    ['with a title of a PA', 'John', 'Smith, PA-C', 'SMITH, JOHN'],
    ['with a suffix and titles', 'John', 'Smith Jr., M.D., Ph.D.', 'SMITH, JOHN, JR'],
    ['with a title that is a last name as well', 'John', 'Smith, DO', 'SMITH, JOHN'],
    ['with a title before the first name', 'Dr. John', 'Smith', 'SMITH, JOHN'],
    ['with a title that the source has in the last name', 'John', 'Smith', 'SMITH MD, JOHN'],
    ['that is a suffix', 'Ana', 'Junior', 'JUNIOR, ANA'],
    ['that is a title', 'Anh', 'Do', 'DO, ANH'],
    ['whose last part is a title', 'Anh', 'Nguyen Do', 'NGUYEN DO, ANH'],
    ['whose last part is a suffix', 'Ana', 'Souza Junior', 'SOUZA JUNIOR, ANA'],
    ['with a middle initial', 'John Q', 'Smith', 'SMITH, JOHN Q'],
    ['with an initial of the middle name', 'John Q.', 'Smith', 'SMITH, JOHN QUINCY'],
    ['with the middle name of an initial', 'John Quincy', 'Smith', 'SMITH, JOHN Q'],
    ['with a middle name that the source does not have', 'John Quincy', 'Smith', 'SMITH, JOHN'],
    ['without the middle name of the source', 'John', 'Smith', 'SMITH, JOHN QUINCY'],
    ['with the first of two middle names', 'John Quincy', 'Smith', 'SMITH, JOHN QUINCY ADAMS'],
    ['without the initial that the source has in the first name', 'John', 'Smith', 'SMITH, JOHN_Q'],
    ['with a first name of two words', 'Mary Ann', 'Smith', 'SMITH, MARY_ANN'],
    ['with a first name of two words for one', 'Mary-Ann', 'Smith', 'SMITH, MARYANN'],
    ['with a first name of one word for two', 'Maryann', 'Smith', 'SMITH, MARY_ANN'],
    ['with a first name whose second word is the middle name', 'Mary Ann', 'Smith', 'SMITH, MARY ANN'],
    ['by initial and middle name, as the source has it', 'J. Quincy', 'Smith', 'SMITH, J QUINCY'],
    ['in another script', 'Ана', 'Иванова', 'ИВАНОВА, АНА'],
  ])('%s is found', (_, first, last, name) => expect(finds(first, last, name)).toBe(true))

  test.each([
    ['with another suffix', 'John', 'Smith Jr', 'SMITH, JOHN, SR'],
    ['with another suffix after the first name', 'John Jr', 'Smith', 'SMITH, JOHN, III'],
    ['with another suffix within the last name', 'John', 'Smith Jr', 'SMITH SR, JOHN'],
    ['with another middle initial', 'John Q', 'Smith', 'SMITH, JOHN R'],
    ['with another middle name', 'John Quincy', 'Smith', 'SMITH, JOHN ROBERT'],
    ['with another middle name of the same initial', 'John Quincy', 'Smith', 'SMITH, JOHN QUENTIN'],
    ['with an initial for the first name', 'J', 'Smith', 'SMITH, JOHN'],
    ['with a middle name for the first name', 'Quincy', 'Smith', 'SMITH, JOHN QUINCY'],
    ['with half a first name', 'Mary', 'Smith', 'SMITH, MARY_ANN'],
    ['with the beginning of a first name', 'Jo', 'Smith', 'SMITH, JOHN'],
    ['with the beginning of a last name', 'John', 'Smit', 'SMITH, JOHN'],
    ['with part of a compound last name', 'Ana', 'García', 'GARCÍA LÓPEZ, ANA'],
    ['with the names exchanged', 'Smith', 'John', 'SMITH, JOHN'],
    ['with a nickname', 'Bob', 'Smith', 'SMITH, ROBERT'],
    ['of whom the source has no first name', 'John', 'Smith', 'SMITH'],
  ])('%s is not found', (_, first, last, name) => expect(finds(first, last, name)).toBe(false))

  const word = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ž]{2,8}$/).filter((text) => nameKey(text).length > 1)
  const person = fc.record({ first: word, last: fc.array(word, { minLength: 1, maxLength: 3 }) })

  test('is found as it stands in the directory, whatever it is', () => {
    fc.assert(
      fc.property(person, ({ first, last }) => {
        const name = { firstName: first, middleName: null, lastName: last.join(' '), suffix: null }
        for (const lastName of [last.join(' '), last.join('-'), last.join(''), ` ${last.join('  ')} `]) {
          expect(isWanted(wantedName(first.toUpperCase(), lastName), name)).toBe(true)
        }
      }),
    )
  })

  test('begins with what the directory is asked for', () => {
    fc.assert(
      fc.property(person, fc.constantFrom('', ' Jr', ', MD', ' III, PA-C'), ({ first, last }, ending) => {
        const wanted = wantedName(first, last.join(' ') + ending)
        for (const whole of wanted.lasts) expect(whole.startsWith(wanted.lastBegins)).toBe(true)
      }),
    )
  })
})
