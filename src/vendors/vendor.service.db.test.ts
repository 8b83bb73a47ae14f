import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SCOPES } from '../auth/actor.js'
import { ViewerDocument } from '../client/operations.generated.js'
import { startTestGateway, type TestGateway } from '../testkit/test-gateway.js'
import { createApiKey, findVendor, listApiKeys, revokeApiKey } from './vendor.service.js'

describe('an operator manages keys', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway()
  })
  afterAll(() => gateway.stop())

  test('a vendor is found by its id or its name, but not by a name that two have', async () => {
    const { vendorId } = await gateway.vendor({ vendorName: 'Only One Software' })
    for (let i = 0; i < 2; i++) await gateway.vendor({ vendorName: 'Twice There Software' })
    const find = (text: string) => gateway.database.transaction((tx) => findVendor(tx, text))
    expect(await find(vendorId)).toMatchObject({ name: 'Only One Software' })
    expect(await find('Only One Software')).toMatchObject({ id: vendorId })
    expect(await find('Twice There Software')).toBeNull()
    expect(await find('nobody')).toBeNull()
  })

  test('a key is made, listed without its secret, and revoked once', async () => {
    const { vendorId } = await gateway.vendor()
    const wanted = { vendorId, mode: 'TEST' as const, name: 'Second key', scopes: SCOPES, expiresAt: null }
    const { apiKey, token } = await gateway.database.transaction((tx) => createApiKey(tx, gateway.clock, wanted))
    expect((await gateway.client(token).send(ViewerDocument, {})).status).toBe(200)
    const listed = await gateway.database.transaction((tx) => listApiKeys(tx, vendorId))
    expect(listed.map(({ name }) => name)).toEqual(['Second key', 'First key'])
    expect(JSON.stringify(listed)).not.toContain(token)
    const revoke = () => gateway.database.transaction((tx) => revokeApiKey(tx, gateway.clock, apiKey.id))
    expect(await revoke()).toBe(true)
    expect(await revoke()).toBe(false)
    expect((await gateway.client(token).send(ViewerDocument, {})).status).toBe(401)
  })
})
