import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type pg from 'pg'
import { GatewayClient } from '../client/gateway-client.js'
import { SearchCliniciansDocument } from '../client/operations.generated.js'
import { applyDirectoryEntries } from '../clinicians/directory.apply.js'
import { readConfig } from '../config.js'
import { replicaFindings } from '../doctor.replicas.js'
import { FULL_PHYSICIAN_NPI } from '../sandbox/sandbox.full-physician.js'
import { rowsOf } from '../testkit/census.js'
import { directoryRecord } from '../testkit/directory-scene.js'
import { eventually } from '../testkit/eventually.js'
import { fictionalNpi } from '../testkit/profile-elements.js'
import { type StandbyServers, startStandbyServers } from '../testkit/standby-servers.js'
import { startTestGateway, type TestGateway, type TestVendor } from '../testkit/test-gateway.js'
import { openTestPool } from '../testkit/test-pool.js'
import { isNowhereBehind } from './directory.marks.js'
import { directoryStatements } from './statement.js'

type Server = 'replica' | 'primary' | 'behind'

describe('two gateway processes on a primary and a replica that follows it', () => {
  let servers: StandbyServers
  let gateway: TestGateway
  let second: { url: string; stop(): Promise<void> }
  let standby: pg.Pool
  let vendor: TestVendor
  const given = { ...process.env }
  beforeAll(async () => {
    servers = await startStandbyServers()
    process.env['TEST_SERVER_URL'] = servers.primary.url('postgres')
    const environment = (databaseUrl: string) => ({
      ROLE: 'api',
      DATABASE_REPLICA_URLS: servers.standbyUrl(databaseUrl),
      REPLICA_MAX_LAG_SECONDS: '2',
    })
    gateway = await startTestGateway({ environment })
    second = await gateway.another()
    vendor = await gateway.vendor()
    standby = openTestPool(servers.standbyUrl(gateway.databaseUrl))
    standby.on('error', () => undefined)
  }, 60_000)
  afterAll(async () => {
    process.env['TEST_SERVER_URL'] = given['TEST_SERVER_URL']
    await standby.end()
    await second.stop()
    await gateway.gateway.stop()
    await servers.stop()
  })

  const metric = async (at: string, name: string) => {
    const text = await (await fetch(`${at}/metrics`)).text()
    return Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1] ?? 0)
  }
  const reads = (at: string, server: Server) => metric(at, `gateway_directory_reads_total{server="${server}"}`)
  const isUp = async (at: string) => {
    const host = new URL(servers.standbyUrl(gateway.databaseUrl)).host
    return (await metric(at, `gateway_replica_up{replica="${host}"}`)) === 1
  }
  const found = async (at: string, npi: string) => {
    const client = new GatewayClient(`${at}/graphql`, vendor.apiKey)
    const { searchClinicians } = await client.run(SearchCliniciansDocument, { by: { npi } })
    return searchClinicians.matches.map(({ clinician }) => clinician.npi)
  }
  /** Searches until the replica is the one that answers: it has replayed all that it should. */
  const answeredByReplica = (at: string, npi: string) =>
    eventually(
      async () => {
        const before = await reads(at, 'replica')
        expect(await found(at, npi)).toEqual([npi])
        return (await reads(at, 'replica')) - before
      },
      (count) => count === 1,
    )
  const addClinician = async (npi: string) => {
    const record = directoryRecord({ npi, mode: 'TEST', recordKey: npi })
    await applyDirectoryEntries(gateway.database, [record], gateway.clock.now())
  }

  test('searches are answered by the replica, and written into the trail all the same', async () => {
    await answeredByReplica(gateway.url, FULL_PHYSICIAN_NPI)
    await answeredByReplica(second.url, FULL_PHYSICIAN_NPI)
    const [trail] = await rowsOf<{ count: number }>(
      gateway,
      `select count(*)::int as count from audit_events where action = 'CLINICIANS_SEARCHED'`,
    )
    expect(trail?.count).toBeGreaterThanOrEqual(2)
  })

  test('a check-up tells a replica that follows from a server that does not, and from nobody', async () => {
    const standbyUrl = servers.standbyUrl(gateway.databaseUrl)
    const states = async (url: string) =>
      (await replicaFindings(readConfig({ DATABASE_URL: gateway.databaseUrl, DATABASE_REPLICA_URLS: url }))).map(
        ({ check, state, says }) => [check, state, says.replace(/\d+ bytes/, 'n bytes')],
      )
    const [host, primary] = [standbyUrl, gateway.databaseUrl].map((url) => new URL(url).host)
    expect(await states(standbyUrl)).toEqual([[`replica ${host}`, 'OK', 'it follows, n bytes to do']])
    expect(await states(gateway.databaseUrl)).toEqual([[`replica ${primary}`, 'WARN', 'it follows no server']])
    const nobody = 'postgres://127.0.0.1:1/nothing'
    expect(await states(nobody)).toEqual([['replica 127.0.0.1:1', 'WARN', 'it cannot be used: ECONNREFUSED']])
  })

  test('what the replica has not replayed yet is seen at once, through either process', async () => {
    await answeredByReplica(gateway.url, FULL_PHYSICIAN_NPI)
    await standby.query('select pg_wal_replay_pause()')
    const npi = fictionalNpi(98_000_101)
    await addClinician(npi)
    const { rows } = await standby.query('select 1 from clinicians where npi = $1', [npi])
    expect(rows).toEqual([])
    for (const at of [gateway.url, second.url]) {
      const before = await reads(at, 'behind')
      // Once in vain; then the replica is left alone until it has what it lacked.
      for (let again = 0; again < 3; again++) expect(await found(at, npi)).toEqual([npi])
      expect((await reads(at, 'behind')) - before).toBeLessThanOrEqual(1)
    }
    await standby.query('select pg_wal_replay_resume()')
    for (const at of [gateway.url, second.url]) await answeredByReplica(at, npi)
  })

  test('a change that is not of the directory does not keep the replica from answering', async () => {
    await answeredByReplica(gateway.url, FULL_PHYSICIAN_NPI)
    const before = await reads(gateway.url, 'replica')
    await standby.query('select pg_wal_replay_pause()')
    await gateway.vendor()
    await found(gateway.url, FULL_PHYSICIAN_NPI)
    await standby.query('select pg_wal_replay_resume()')
    expect(await reads(gateway.url, 'replica')).toBe(before + 1)
  })

  test('a replica that is further behind than REPLICA_MAX_LAG_SECONDS is left out, and comes back', async () => {
    await standby.query('select pg_wal_replay_pause()')
    await gateway.vendor()
    await eventually(
      () => isUp(gateway.url),
      (up) => !up,
    )
    const before = await reads(gateway.url, 'primary')
    expect(await found(gateway.url, FULL_PHYSICIAN_NPI)).toEqual([FULL_PHYSICIAN_NPI])
    expect(await reads(gateway.url, 'primary')).toBe(before + 1)
    await standby.query('select pg_wal_replay_resume()')
    await eventually(
      () => isUp(gateway.url),
      (up) => up,
    )
  })

  test('a replica that dies is left out, and a process that starts without it serves', async () => {
    await answeredByReplica(gateway.url, FULL_PHYSICIAN_NPI)
    await servers.killStandby()
    expect(await found(gateway.url, FULL_PHYSICIAN_NPI)).toEqual([FULL_PHYSICIAN_NPI])
    await eventually(
      () => isUp(gateway.url),
      (up) => !up,
    )
    expect(gateway.logs).toContainEqual(
      expect.objectContaining({ msg: 'a replica does not answer: the primary does', replica: expect.any(String) }),
    )
    const third = await gateway.another()
    expect(await found(third.url, FULL_PHYSICIAN_NPI)).toEqual([FULL_PHYSICIAN_NPI])
    await third.stop()
  })

  test('every statement that a replica may answer reads tables whose changes are counted', async () => {
    const { rows } = await gateway.database.pool.query<{ name: string }>(
      `select tgrelid::regclass::text as name from pg_trigger where tgname like '%\\_mark'`,
    )
    const counted = rows.map(({ name }) => name)
    expect(directoryStatements().length).toBeGreaterThanOrEqual(8)
    for (const { text } of directoryStatements()) {
      const { rows: plans } = await gateway.database.pool.query(`explain (generic_plan, format json) ${text}`)
      const tables = [...JSON.stringify(plans).matchAll(/"Relation Name":"(\w+)"/g)].map(([, name]) => name)
      expect(tables.length).toBeGreaterThan(0)
      expect(counted).toEqual(expect.arrayContaining(tables))
    }
  })

  test('marks are compared row by row: commits may be replayed in another order than they are seen in', () => {
    const both = new Map([
      [1, 2],
      [2, 1],
    ])
    expect(isNowhereBehind(both, new Map([[1, 2]]))).toBe(true)
    expect(isNowhereBehind(new Map([[1, 9]]), both)).toBe(false)
    expect(isNowhereBehind(new Map(), new Map())).toBe(true)
  })
})
