import { describe, expect, test } from '@jest/globals'
import { hash } from '@node-rs/argon2'
import { UserErrors } from '../kernel/errors.js'
import { checkPassword, Passwords } from './password.js'

const OWNER = { email: 'ada.sandbox@north-hospital.example', fullName: 'Ada Marie Sandbox' }
const GOOD = 'seven quiet herons by the weir'

/** What is wrong with the password; null for nothing. */
function problemOf(password: string, owner = OWNER): string | null {
  try {
    checkPassword(password, owner)
    return null
  } catch (error) {
    if (!(error instanceof UserErrors)) throw error
    expect(error.items).toEqual([{ code: 'WEAK_PASSWORD', field: ['password'], message: expect.any(String) }])
    return error.items[0]?.message ?? ''
  }
}

describe('a password is taken', () => {
  test.each([
    ['words with blanks', GOOD],
    ['exactly 15 characters', 'weir-heron-gull'],
    ['exactly 256 characters', `${GOOD}${'%a1Xq.'.repeat(40)}`.slice(0, 256)],
    ['no kind of character that is asked for elsewhere', 'sevenquietheronsweir'],
    ['any script', 'белая цапля у воды'],
    ['signs outside the basic plane, each one character', '🐦🌊🪶🏞️ heron weir gull'],
    ['a common password with enough beside it', 'password of the heron at the weir'],
    ["a person's own name with enough beside it", 'Ada Sandbox feeds herons'],
    ['numbers that are no sequence', '58291 07734 66120'],
  ])('with %s', (_, password) => {
    expect(problemOf(password)).toBeNull()
  })

  test('as others count it: characters, not bytes or halves of them', () => {
    expect(problemOf('🐦🌊🪶🏝🏔🌋🗻🏕🛖🏠🏢🏬🏭🏯')).toContain('got 14')
    expect(problemOf('🐦🌊🪶🏝🏔🌋🗻🏕🛖🏠🏢🏬🏭🏯🏰')).toBeNull()
  })
})

describe('a password is refused', () => {
  test.each([
    ['of 14 characters', 'weir-heron-gul', 'expected 15 to 256 characters, got 14'],
    ['of none', '', 'got 0'],
    ['of 257 characters', `${GOOD}${'%a1Xq.'.repeat(40)}`.slice(0, 257), 'got 257'],
    ['whose length is of characters that NFKC joins', 'e\u0301'.repeat(14), 'got 14'],
    ['with a control character', `${GOOD}\u0000`, 'printable'],
    ['with half a character', `${GOOD}\ud83d`, 'printable'],
    ['that is on the list', '1qaz2wsx3edc4rfv', 'common'],
    ['that is on the list in other case', 'PasswordPassword', 'common'],
    ['that is on the list with blanks', 'password password', 'common'],
    ['that repeats a common one', 'letmeinletmeinletmein', 'common'],
    ['that repeats a common one, the last time in part', 'dragondragondrag', 'common'],
    ['that repeats a short unit', 'xq7xq7xq7xq7xq7', 'common'],
    ['of one character', 'zzzzzzzzzzzzzzz', 'common'],
    ['of the alphabet', 'abcdefghijklmnop', 'common'],
    ['of the alphabet backwards', 'zyxwvutsrqponmlk', 'common'],
    ['of digits', '1234567890123456', 'common'],
    ['of rows of the keyboard', 'qwertyuiopasdfghjkl', 'common'],
    ['of rows and digits', '1234567890qwertyuiop', 'common'],
    ['that is the address', 'ada.sandbox@north-hospital.example', 'expected more than your name'],
    ['that is the name', 'Ada Marie Sandbox', 'expected more than your name'],
    ['that is the name and a year', 'AdaMarieSandbox1984!', 'expected more than your name'],
    ['that is the name and a common password', 'sandbox-password123', 'expected more than your name'],
    ['that is the name of the service', 'profilesgateway2026', 'expected more than your name'],
  ])('%s', (_, password, message) => {
    expect(problemOf(password)).toContain(message)
  })

  test('in words that never show it', () => {
    for (const password of ['weir-heron-gul', 'PasswordPassword', 'AdaMarieSandbox1984!']) {
      expect(problemOf(password)).not.toContain(password)
    }
  })

  test('for the person it is of, at the field it came in', () => {
    expect(problemOf('Otto Fictional 77', OWNER)).toBeNull()
    expect(problemOf('Otto Fictional 77', { email: 'otto@people.example', fullName: 'Otto Fictional' })).not.toBeNull()
    expect(() => checkPassword('short', OWNER, ['newPassword'])).toThrow(
      expect.objectContaining({ items: [expect.objectContaining({ field: ['newPassword'] })] }),
    )
  })
})

describe('a password is kept', () => {
  const passwords = new Passwords()

  test("as argon2id with OWASP's parameters, salted each time", async () => {
    const [one, two] = await Promise.all([passwords.hash(GOOD), passwords.hash(GOOD)])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(await passwords.verify(one, GOOD)).toBe(true)
    expect(await passwords.verify(one, `${GOOD} `)).toBe(false)
  })

  test('whole: what differs at the end is another one', async () => {
    const long = `${GOOD}${'%a1Xq.'.repeat(40)}`.slice(0, 256)
    const kept = await passwords.hash(long)
    expect(await passwords.verify(kept, long)).toBe(true)
    expect(await passwords.verify(kept, `${long.slice(0, -1)}!`)).toBe(false)
  })

  test('in one form, however the keyboard composed it', async () => {
    const kept = await passwords.hash('caf\u00e9 by the weir, ﬁne')
    expect(await passwords.verify(kept, 'cafe\u0301 by the weir, fine')).toBe(true)
  })

  test('and made anew when the parameters have changed', async () => {
    expect(passwords.needsRehash(await passwords.hash(GOOD))).toBe(false)
    expect(passwords.needsRehash(await hash(GOOD, { memoryCost: 4_096, timeCost: 2, parallelism: 1 }))).toBe(true)
    expect(passwords.needsRehash(await hash(GOOD, { memoryCost: 19_456, timeCost: 3, parallelism: 1 }))).toBe(true)
    expect(passwords.needsRehash(await hash(GOOD, { memoryCost: 19_456, timeCost: 2, algorithm: 0 }))).toBe(true)
  })

  test('nobody has one, and finding that out is as much work as a wrong one', async () => {
    const kept = await passwords.hash(GOOD)
    const millisecondsOf = async (held: string | null) => {
      const times: number[] = []
      for (let i = 0; i < 7; i++) {
        const startedAt = performance.now()
        expect(await passwords.verify(held, 'another guess altogether')).toBe(false)
        times.push(performance.now() - startedAt)
      }
      // The quickest of several: what else the machine does only ever adds.
      return Math.min(...times)
    }
    const [wrong, nobody] = [await millisecondsOf(kept), await millisecondsOf(null)]
    expect(nobody).toBeGreaterThan(wrong / 3)
    expect(wrong).toBeGreaterThan(nobody / 3)
  })
})
