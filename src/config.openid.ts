import { z } from 'zod'
import type { OpenIdSettings } from './people/openid.settings.js'

/** Hosts that are this machine: only to them, and only in development, may the provider be reached without TLS. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** The variables of an OpenID provider; all of them or none. */
export const OPENID_VARIABLES = {
  OPENID_ISSUER: z.string().refine(isWebAddress, { message: 'expected a URL that begins with https://' }).optional(),
  OPENID_CLIENT_ID: z.string().min(1).optional(),
  OPENID_CLIENT_SECRET: z.string().min(1).optional(),
  OPENID_REDIRECT_URIS: z
    .string()
    .transform((text) => text.split(/\s*,\s*/))
    .refine((uris) => uris.every(isRedirectUri), {
      message:
        'expected URLs separated by commas, each as a browser writes it (https://hub.example/, not https://hub.example), without query and fragment',
    })
    .optional(),
}

/** What `OPENID_VARIABLES` make of the environment. */
interface OpenIdVariables {
  NODE_ENV: 'development' | 'production'
  OPENID_ISSUER?: string | undefined
  OPENID_CLIENT_ID?: string | undefined
  OPENID_CLIENT_SECRET?: string | undefined
  OPENID_REDIRECT_URIS?: string[] | undefined
}

const NEEDED = ['OPENID_ISSUER', 'OPENID_CLIENT_ID', 'OPENID_REDIRECT_URIS'] as const

/** What is wrong with them together: a half of a provider is a slip, and would silently be none. */
export function openIdProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const has = (name: string) => given[name] !== undefined
  const isAsked = [...NEEDED, 'OPENID_CLIENT_SECRET'].some(has)
  const missing = NEEDED.filter((name) => isAsked && !has(name))
  const plain = [given['OPENID_ISSUER'] ?? '', ...(given['OPENID_REDIRECT_URIS'] ?? '').split(/\s*,\s*/)]
  const [issuer = '', ...redirectUris] = plain
  const isDevelopment = given['NODE_ENV'] !== 'production'
  const insecure = (text: string) =>
    URL.canParse(text) && new URL(text).protocol === 'http:' && !(isDevelopment && isLoopback(text))
  return [
    ...missing.map((name) => `${name}: required for sign-in through OpenID Connect`),
    ...(insecure(issuer) ? ['OPENID_ISSUER: expected https://, or http:// to this machine in development'] : []),
    ...(redirectUris.some(insecure)
      ? ['OPENID_REDIRECT_URIS: expected https://, or http:// to this machine in development']
      : []),
  ]
}

/** The provider that is configured; null for none. */
export function openIdOf(variables: OpenIdVariables): OpenIdSettings | null {
  const { OPENID_ISSUER: issuer, OPENID_CLIENT_ID: clientId, OPENID_REDIRECT_URIS: redirectUris } = variables
  if (issuer === undefined || clientId === undefined || redirectUris === undefined) return null
  return { issuer, clientId, clientSecret: variables.OPENID_CLIENT_SECRET ?? null, redirectUris }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
}

/** The provider compares the address letter by letter, and the library writes it in its canonical form. */
function isRedirectUri(text: string): boolean {
  return isWebAddress(text) && new URL(text).href === text && !/[?#]/.test(text)
}

/** Whether a URL leads to this machine. */
export function isLoopback(text: string): boolean {
  return LOOPBACK.test(new URL(text).hostname)
}
