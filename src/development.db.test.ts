import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type pg from 'pg'
import { type Development, describeDevelopment, developmentStateFile, prepareDevelopment } from './development.js'
import { AdjustableClock } from './kernel/clock.js'
import { Passwords } from './people/password.js'
import { openSigningIdentity } from './profiles/signing/signing.identity.js'
import { createTestDatabase, type TestDatabase } from './testkit/test-database.js'
import { openTestPool } from './testkit/test-pool.js'

describe('what development begins with', () => {
  const clock = new AdjustableClock()
  let database: TestDatabase
  let pool: pg.Pool
  let file: string
  let first: Development
  beforeAll(async () => {
    database = await createTestDatabase()
    pool = openTestPool(database.url)
    file = developmentStateFile(database.url)
    first = await prepared()
  })
  afterAll(async () => {
    await pool.end()
    await rm(file, { force: true })
    await database.drop()
  })

  const prepared = () => prepareDevelopment(database.url, clock, path.basename(file, '.json'))
  /** Whether the password is the person's, with what the person is. */
  const accountOf = async ({ email, password }: { email: string; password: string }) => {
    const { rows } = await pool.query<{ hash: string | null; staff: boolean; roles: string[] | null }>(
      `select u.password_hash as hash, u.staff, m.roles
         from users u left join memberships m on m.user_id = u.id and m.organization_id = $2
        where u.email = $1 and u.activated_at is not null`,
      [email, first.organizationId],
    )
    const [row] = rows
    const opens = await new Passwords().verify(row?.hash ?? null, password)
    return { opens, staff: row?.staff, roles: row?.roles?.sort() ?? null }
  }

  test('an administrator who buys and one of staff can sign in by what is printed', async () => {
    const roles = ['ORGANIZATION_ADMINISTRATOR', 'PROFILES_USER']
    expect(await accountOf(first.administrator)).toEqual({ opens: true, staff: false, roles })
    expect(await accountOf(first.staff)).toEqual({ opens: true, staff: true, roles: null })
    const told = describeDevelopment(first, { publicUrl: 'http://gateway.example', mailbox: true })
    for (const { email, password } of [first.administrator, first.staff]) {
      expect(told).toMatch(new RegExp(`${email} +${password}`))
      expect(email).toMatch(/\.example$/)
    }
  })

  test('a later start finds everything as it was', async () => {
    expect(await prepared()).toEqual(first)
  })

  test('documents are signed by a certificate that warns of itself, kept for nobody else to read', async () => {
    const { certificate } = openSigningIdentity(first.signing, clock.now())
    expect(certificate.subject).toContain('DEVELOPMENT ONLY')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('of many first starts at once all end with the same keys and the same certificate', async () => {
    await rm(file)
    const starts = await Promise.all([prepared(), prepared(), prepared()])
    for (const development of starts) expect(development).toEqual(starts[0])
    expect(starts[0]?.signing).not.toEqual(first.signing)
    first = await prepared()
    expect(first).toEqual(starts[0])
  })

  test('a state of an earlier release is completed: key and organization stay', async () => {
    const { administrator, staff, secretEncryptionKey, signing, ...earlier } = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify(earlier))
    await pool.query(
      'update users set password_hash = null, password_changed_at = null, activated_at = null where email = $1',
      [administrator.email],
    )
    const completed = await prepared()
    const { apiKey, organizationId, linkSigningKey } = first
    expect(completed).toMatchObject({ apiKey, organizationId, linkSigningKey })
    for (const person of [completed.administrator, completed.staff]) expect((await accountOf(person)).opens).toBe(true)
    expect((await accountOf(first.staff)).opens).toBe(false)
    expect(await prepared()).toEqual(completed)
  })
})
