import { describe, expect, test } from '@jest/globals'
import { ConfigError, readConfig } from './config.js'

const PROVIDER = {
  OPENID_ISSUER: 'https://login.hospital.example/realms/staff',
  OPENID_CLIENT_ID: 'profiles-gateway',
  OPENID_CLIENT_SECRET: 'fictional',
  OPENID_REDIRECT_URIS: 'https://hub.example/signed-in, https://hub.example/',
}

function problemsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.filter((problem) => problem.startsWith('OPENID'))
    throw error
  }
  return []
}
const namesOf = (environment: NodeJS.ProcessEnv) => problemsOf(environment).map((problem) => problem.split(':')[0])

describe('the configuration of an OpenID provider', () => {
  test('is all of it, or none', () => {
    expect(readConfig({}).openId).toBeNull()
    expect(readConfig(PROVIDER).openId).toEqual({
      issuer: 'https://login.hospital.example/realms/staff',
      clientId: 'profiles-gateway',
      clientSecret: 'fictional',
      redirectUris: ['https://hub.example/signed-in', 'https://hub.example/'],
    })
    expect(readConfig({ ...PROVIDER, OPENID_CLIENT_SECRET: '' }).openId?.clientSecret).toBeNull()
  })

  test('names what is missing of a half', () => {
    expect(namesOf({ OPENID_CLIENT_SECRET: 'fictional' }).sort()).toEqual([
      'OPENID_CLIENT_ID',
      'OPENID_ISSUER',
      'OPENID_REDIRECT_URIS',
    ])
    expect(namesOf({ ...PROVIDER, OPENID_REDIRECT_URIS: '' })).toEqual(['OPENID_REDIRECT_URIS'])
  })

  test('takes plain HTTP to this machine in development only', () => {
    const local = { OPENID_ISSUER: 'http://127.0.0.1:9000', OPENID_REDIRECT_URIS: 'http://localhost:3000/signed-in' }
    expect(problemsOf({ ...PROVIDER, ...local })).toEqual([])
    expect(namesOf({ ...PROVIDER, ...local, NODE_ENV: 'production' }).sort()).toEqual([
      'OPENID_ISSUER',
      'OPENID_REDIRECT_URIS',
    ])
    expect(namesOf({ ...PROVIDER, OPENID_ISSUER: 'http://login.hospital.example' })).toEqual(['OPENID_ISSUER'])
    expect(namesOf({ ...PROVIDER, OPENID_REDIRECT_URIS: 'http://127.0.0.1.attacker.example/' })).toEqual([
      'OPENID_REDIRECT_URIS',
    ])
  })

  test.each([
    'https://hub.example',
    'https://HUB.example/',
    'https://hub.example/?a=b',
    'https://hub.example/#a',
    'hub.example/',
    'javascript:alert(1)',
    'https://hub.example/,',
  ])('refuses %s as an address to come back to: providers compare letter by letter', (uri) => {
    expect(namesOf({ ...PROVIDER, OPENID_REDIRECT_URIS: uri })).toEqual(['OPENID_REDIRECT_URIS'])
  })

  test('tells no secret in its complaint', () => {
    expect(problemsOf({ OPENID_CLIENT_SECRET: 'pa55word' }).join()).not.toContain('pa55word')
  })
})
