import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import type { FastifyRequest } from 'fastify'
import { RequestError } from '../kernel/errors.js'
import { busyOrThrow, fileAnswer } from './file-answer.js'
import { MAX_VERIFIED_BYTES, UploadedFiles } from './verify.upload.js'

const FILE = { etag: '"abc"', bytes: 1_000 }
const part = (firstByte: number, lastByte: number) => ({ kind: 'PART', firstByte, lastByte })
const WHOLE = { kind: 'WHOLE' }
const check = (status: number) => ({ kind: 'CHECK', status })

describe('what of a file of 1,000 bytes a request gets', () => {
  test.each([
    ['without conditions', {}, WHOLE],
    ['the first bytes', { range: 'bytes=0-99' }, part(0, 99)],
    ['from a byte on', { range: 'bytes=900-' }, part(900, 999)],
    ['the last bytes', { range: 'bytes=-100' }, part(900, 999)],
    ['more than there is, from the front', { range: 'bytes=500-5000' }, part(500, 999)],
    ['more than there is, from the end', { range: 'bytes=-5000' }, part(0, 999)],
    ['one byte', { range: 'bytes=0-0' }, part(0, 0)],
    ['beyond the end', { range: 'bytes=1000-' }, check(416)],
    ['no bytes from the end', { range: 'bytes=-0' }, check(416)],
    ['several ranges', { range: 'bytes=0-9,20-29' }, WHOLE],
    ['another unit', { range: 'pages=1-2' }, WHOLE],
    ['no range at all', { range: 'bytes=a-b' }, WHOLE],
    ['a rest of the same file', { range: 'bytes=900-', 'if-range': '"abc"' }, part(900, 999)],
    ['a rest of another file', { range: 'bytes=900-', 'if-range': '"abd"' }, WHOLE],
    ['a rest by a weak tag', { range: 'bytes=900-', 'if-range': 'W/"abc"' }, WHOLE],
    ['a rest by a date', { range: 'bytes=900-', 'if-range': 'Wed, 21 Oct 2026 07:28:00 GMT' }, WHOLE],
    ['a copy that is the same', { 'if-none-match': '"abc"' }, check(304)],
    ['a copy that is the same, of several', { 'if-none-match': '"x", W/"abc"' }, check(304)],
    ['any copy', { 'if-none-match': '*' }, check(304)],
    ['a copy that is the same, before a range', { 'if-none-match': '"abc"', range: 'bytes=0-9' }, check(304)],
    ['a copy of another file', { 'if-none-match': '"abd"' }, WHOLE],
    ['only this file', { 'if-match': '"abc"', range: 'bytes=0-9' }, part(0, 9)],
    ['only another file', { 'if-match': '"abd"', range: 'bytes=0-9' }, check(412)],
    ['only this file, by a weak tag', { 'if-match': 'W/"abc"' }, check(412)],
  ])('%s', (_, headers, expected) => {
    expect(fileAnswer('GET', headers, FILE)).toEqual(expected)
  })

  test('by HEAD is never a byte of it', () => {
    expect(fileAnswer('HEAD', { range: 'bytes=0-9' }, FILE)).toEqual(check(200))
    expect(fileAnswer('HEAD', { 'if-none-match': '"abc"' }, FILE)).toEqual(check(304))
  })
})

test('a file that waits to be rendered like many others is told to come for later; any other failure is one', () => {
  const busy = new RequestError('RATE_LIMITED', 'too many PDFs wait')
  expect(busyOrThrow(busy)).toEqual({ outcome: 'BUSY', message: 'too many PDFs wait' })
  expect(() => busyOrThrow(new Error('broken'))).toThrow('broken')
})

test('large files of one network that stay keep nobody else out, and their room is free once they are gone', async () => {
  const files = new UploadedFiles()
  const upload = (ip: string, work = async (file: Buffer) => file.length) => {
    const body = Readable.from([Buffer.alloc(MAX_VERIFIED_BYTES)])
    return files.with(
      { id: 'req_1', ip, headers: {}, body, isMultipart: () => false } as unknown as FastifyRequest,
      work,
    )
  }
  let leave = () => {}
  const stay = new Promise<void>((resolve) => {
    leave = resolve
  })
  const staying = ['192.0.2.1', '192.0.2.1'].map((ip) => upload(ip, () => stay.then(() => 0)))
  await expect(upload('192.0.2.1')).rejects.toThrow(RequestError)
  expect(await upload('192.0.2.2')).toBe(MAX_VERIFIED_BYTES)
  leave()
  await Promise.all(staying)
  expect(await upload('192.0.2.1')).toBe(MAX_VERIFIED_BYTES)
})
