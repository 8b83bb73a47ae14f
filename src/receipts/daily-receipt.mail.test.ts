import { describe, expect, test } from '@jest/globals'
import { FICTIONAL_PUBLISHER } from '../testkit/profile-fixtures.js'
import type { ReceiptContent } from './daily-receipt.content.js'
import { receiptSubject, renderReceiptMail } from './daily-receipt.mail.js'
import type { ReceiptToMail } from './daily-receipt.words.js'

const content: ReceiptContent = {
  format: 'daily-receipt/1',
  organizationName: 'Fictional <Memorial> Hospital',
  timeZone: 'America/Chicago',
  orders: [
    {
      orderId: 'ord_1',
      orderNumber: 'PO-0000000107',
      placedAt: '2026-11-03T22:05:00.000Z',
      placedOn: '2026-11-03',
      vendorName: 'Sample & Co.\nSoftware',
      paymentMethod: 'ACCOUNT_BALANCE',
      cents: 123_400,
      items: [
        {
          clinicianName: "Testina O'Fictional, MD",
          product: 'INITIAL_APPOINTMENT',
          vendorReference: 'REF\r\nGRAND TOTAL $0.00',
          cents: 123_400,
        },
      ],
    },
  ],
  totalsByProduct: [{ product: 'INITIAL_APPOINTMENT', quantity: 1, cents: 123_400 }],
  totalsByPaymentMethod: [{ paymentMethod: 'ACCOUNT_BALANCE', orderCount: 1, cents: 123_400 }],
  totalCents: 123_400,
}
const receipt: ReceiptToMail = {
  day: '2026-11-03',
  currency: 'USD',
  mode: 'LIVE',
  content,
  isCopy: false,
  hasAttachments: true,
}

describe('the e-mail of a receipt', () => {
  const mail = renderReceiptMail(receipt, FICTIONAL_PUBLISHER)

  test('says in its subject whose receipt of which day it is', () => {
    expect(receiptSubject(receipt)).toBe(
      'Daily receipt summary for Tuesday, November 3, 2026: Fictional <Memorial> Hospital',
    )
  })

  test('reads as plain text, amounts in one column', () => {
    expect(mail.text.split('\n')).toEqual([
      'DAILY RECEIPT SUMMARY',
      '',
      'Fictional <Memorial> Hospital',
      'Tuesday, November 3, 2026 (America/Chicago)',
      '',
      '1 order through an integration, 1 profile, $1,234.00.',
      'Attached: this receipt as a PDF, and the same as signed data (JWS).',
      '',
      '-'.repeat(72),
      'Order PO-0000000107',
      'Placed Nov 3, 2026, 4:05 PM CST by Sample & Co. Software',
      'Paid by account balance',
      '',
      "  Testina O'Fictional, MD",
      `    Initial appointment profile${' '.repeat(32)}$1,234.00`,
      '    Reference: REF GRAND TOTAL $0.00',
      `  Order total${' '.repeat(50)}$1,234.00`,
      '',
      '-'.repeat(72),
      'Totals by product',
      `  1 x Initial appointment profile${' '.repeat(30)}$1,234.00`,
      '',
      'Totals by payment method',
      `  Account balance, 1 order${' '.repeat(37)}$1,234.00`,
      '',
      `GRAND TOTAL${' '.repeat(52)}$1,234.00`,
      '',
      '-'.repeat(72),
      'Example Profiles Publisher',
      '1 Placeholder Street',
      'Sampleton, IL 00001',
      '(312) 555-0100, support@profiles.example',
      '',
    ])
  })

  test('escapes what comes from elsewhere, and loads nothing', () => {
    expect(mail.html).toContain('Fictional &lt;Memorial&gt; Hospital')
    expect(mail.html).toContain('Sample &amp; Co.')
    expect(mail.html).toContain('Testina O&#39;Fictional, MD')
    expect(mail.html).not.toMatch(/<(img|script|link|style|iframe)|https?:|url\(/)
    expect(mail.html).toMatch(/<td align="right"[^>]*>\$1,234\.00<\/td>/)
  })

  test('is marked in test mode, and says which order came late', () => {
    const test = { ...receipt, mode: 'TEST', day: '2026-11-04' } as const
    const marked = renderReceiptMail(test, FICTIONAL_PUBLISHER)
    expect(receiptSubject(test)).toMatch(/^\[Test\] /)
    expect(marked.text).toContain('fictional clinicians')
    expect(marked.text).toContain('Came after the receipt of its own day.')
    expect(marked.html).toContain('Came after the receipt of its own day.')
    expect(mail.text).not.toContain('Came after')
  })
})
