import { describe, expect, test } from '@jest/globals'
import { MAX_ATTEMPTS, retryGapSeconds, settle } from './email.rules.js'

describe('the gaps between tries', () => {
  test('grow from seconds to hours and go on for more than a week', () => {
    const gaps = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => retryGapSeconds(index + 1, 0))
    expect(gaps.slice(0, 5)).toEqual([5, 15, 45, 135, 405])
    expect(gaps.at(-1)).toBe(14_400)
    expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBeGreaterThan(6 * 86_400)
  })

  test('are spread, so that many e-mails do not come back at once', () => {
    expect(retryGapSeconds(3, 1)).toBe(56)
  })
})

describe('what a try comes to', () => {
  const email = { recipients: ['a@x.example', 'b@x.example'], deliveredTo: [], refusedRecipients: [], attempts: 1 }
  const refusal = (code: string, permanent: boolean) => ({ address: 'b@x.example', code, permanent })

  test('all have it', () => {
    const settled = settle(email, { accepted: ['b@x.example', 'a@x.example'], rejected: [], failure: null })
    expect(settled).toEqual({
      deliveredTo: ['a@x.example', 'b@x.example'],
      refusedRecipients: [],
      lastError: null,
      outcome: 'SENT',
    })
  })

  test('one has it, the other is tried again', () => {
    const settled = settle(email, { accepted: ['a@x.example'], rejected: [refusal('450', false)], failure: null })
    expect(settled).toEqual({ deliveredTo: ['a@x.example'], refusedRecipients: [], lastError: '450', outcome: 'RETRY' })
  })

  test('one has it, the other never will', () => {
    const settled = settle(email, { accepted: ['a@x.example'], rejected: [refusal('550', true)], failure: null })
    expect(settled).toEqual({
      deliveredTo: ['a@x.example'],
      refusedRecipients: ['b@x.example'],
      lastError: '550',
      outcome: 'SENT',
    })
  })

  test('nobody ever will', () => {
    const one = { ...email, recipients: ['b@x.example'] }
    expect(settle(one, { accepted: [], rejected: [refusal('550', true)], failure: null }).outcome).toBe('FAILED')
  })

  test('no mail server: again, but not after the last attempt', () => {
    const down = { accepted: [], rejected: [], failure: 'ECONNREFUSED' }
    expect(settle(email, down)).toMatchObject({ outcome: 'RETRY', lastError: 'ECONNREFUSED' })
    expect(settle({ ...email, attempts: MAX_ATTEMPTS }, down)).toMatchObject({
      outcome: 'FAILED',
      refusedRecipients: ['a@x.example', 'b@x.example'],
    })
  })
})
