import { expect, test } from '@jest/globals'
import { failureCode } from './job.failure.js'

test.each([
  [Object.assign(new Error('no'), { code: 'ETIMEDOUT' }), 'ETIMEDOUT'],
  [Object.assign(new Error('no'), { code: '23505' }), '23505'],
  [new TypeError('Ada Fictional is no function'), 'TypeError'],
  [Object.assign(new Error('no'), { code: 550 }), 'Error'],
  [Object.assign(new Error('no'), { code: 'sent to ada@people.example', name: 'Ada Fictional' }), 'UNKNOWN'],
  ['Ada Fictional', 'UNKNOWN'],
  [null, 'UNKNOWN'],
  [undefined, 'UNKNOWN'],
])('%p is noted as %p', (error, code) => {
  expect(failureCode(error)).toBe(code)
})
