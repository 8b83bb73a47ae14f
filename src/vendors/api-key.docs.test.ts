import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { packageRoot } from '../kernel/package-root.js'
import { apiKeyPrefix, newApiKeyToken, parseApiKeyToken } from './api-key.token.js'

describe('docs/api-keys.md', () => {
  const text = readFileSync(path.join(packageRoot(), 'docs', 'api-keys.md'), 'utf8')
  let directory: string
  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'api-keys-'))
  })
  afterAll(() => rmSync(directory, { recursive: true }))

  test('shows a key whose checksum is right', () => {
    const example = /pgw_test_ \w{12} \w{32} \w{6}/.exec(text)?.[0].replaceAll(' ', '') ?? ''
    expect(parseApiKeyToken(example)).toMatchObject({ mode: 'TEST', selector: 'Example00000' })
    expect(apiKeyPrefix('TEST', 'Example00000')).toHaveLength(21)
  })

  test('has a program that finds keys of both modes, and nothing else', () => {
    const program = path.join(directory, 'find-keys.mjs')
    writeFileSync(program, /```js\n(.*?)```/s.exec(text)?.[1] ?? '')
    const [live, wrong] = [newApiKeyToken('LIVE').text, newApiKeyToken('TEST').text]
    const test = newApiKeyToken('TEST').text
    const input = [
      `export KEY=${live}`,
      `{"key":"${test}"}`,
      `${wrong.slice(0, -1)}${wrong.endsWith('0') ? '1' : '0'}`,
      `${test}x`,
      test.slice(0, -1),
    ].join('\n')
    expect(execFileSync(process.execPath, [program], { input, encoding: 'utf8' })).toBe(`${live}\n${test}\n`)
  })
})
