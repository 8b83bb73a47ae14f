import { expect, test } from '@jest/globals'
import { isEmailAddress } from './email-address.js'

test.each(['a@b.example', 'first.last+tag@mail.hospital.example', "o'brien@x-y.example", 'A_B@Example.COM'])(
  '%j is one',
  (text) => {
    expect(isEmailAddress(text)).toBe(true)
  },
)

test.each([
  '',
  'a',
  '@b.example',
  'a@b',
  'a@b.example\r\nRCPT TO:<c@d.example>',
  'a@b.example\n',
  'a\0@b.example',
  'a@b.example,c@d.example',
  'a@b.example;c@d.example',
  'a@b.example c@d.example',
  '<a@b.example>',
  'A <a@b.example>',
  '"a b"@c.example',
  'group:a@b.example;',
  'a@b.example(comment)',
  'a@@b.example',
  'a@c@b.example',
  'a@[127.0.0.1]',
  'a@-b.example',
  'a@b..example',
  '.a@b.example',
  'a..b@c.example',
  'ä@b.example',
  `${'a'.repeat(65)}@b.example`,
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.example`,
])('%j is none', (text) => {
  expect(isEmailAddress(text)).toBe(false)
})
