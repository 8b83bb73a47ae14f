import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** HMAC-SHA-256 wants a key as long as its output (RFC 7518, section 3.2). */
export const LINK_KEY_BYTES = 32
/** A256GCM takes a key of exactly this length (RFC 7518, section 5.3). */
export const SECRET_KEY_BYTES = 32

const bytes = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))

const linkKey = bytes
  .refine((key) => key.length >= LINK_KEY_BYTES, {
    message: `expected at least ${LINK_KEY_BYTES} bytes in base64 (openssl rand -base64 ${LINK_KEY_BYTES})`,
  })
  .optional()

const encryptionKey = bytes
  .refine((key) => key.length === SECRET_KEY_BYTES, {
    message: `expected exactly ${SECRET_KEY_BYTES} bytes in base64 (openssl rand -base64 ${SECRET_KEY_BYTES})`,
  })
  .optional()

/** The keys of a deployment; of each, another one that is good too while the present one takes its place. */
export const KEY_VARIABLES = {
  LINK_SIGNING_KEY: linkKey,
  LINK_SIGNING_KEY_PREVIOUS: linkKey,
  SECRET_ENCRYPTION_KEY: encryptionKey,
  SECRET_ENCRYPTION_KEY_PREVIOUS: encryptionKey,
}

/** Variables that hold a secret: each may be `<NAME>_FILE` instead, the path of a file that holds it. */
export const SECRET_VARIABLES = [
  'DATABASE_URL',
  'DATABASE_REPLICA_URLS',
  'REDIS_URL',
  'SMTP_URL',
  'LINK_SIGNING_KEY',
  'LINK_SIGNING_KEY_PREVIOUS',
  'SECRET_ENCRYPTION_KEY',
  'SECRET_ENCRYPTION_KEY_PREVIOUS',
  'OPENID_CLIENT_SECRET',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const

type Given = Readonly<Record<string, string | undefined>>

/** The variables with what the files of secrets hold, and what is wrong with those; no problem quotes a file. */
export function withSecretFiles(given: Given): { given: Given; problems: string[] } {
  const problems: string[] = []
  const read = SECRET_VARIABLES.flatMap((name): [string, string][] => {
    const path = given[`${name}_FILE`]
    if (path === undefined) return []
    if (given[name] !== undefined) {
      problems.push(`${name}_FILE: expected either it or ${name}, got both`)
      return []
    }
    try {
      // Editors end a file with a line break, which is no part of the secret.
      const secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      if (secret === '') problems.push(`${name}_FILE: expected a file that holds the secret; ${path} is empty`)
      return [[name, secret]]
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      problems.push(`${name}_FILE: expected a file that can be read; ${path} gives ${code}`)
      return []
    }
  })
  return { given: { ...given, ...Object.fromEntries(read.filter(([, secret]) => secret !== '')) }, problems }
}

/** What is wrong with the keys together, where a made-up secrecy would be worse than none. */
export function keyProblems(given: Given): string[] {
  const bytesOf = (name: string) => Buffer.from(given[name] ?? '', 'base64')
  const links = ['LINK_SIGNING_KEY', 'LINK_SIGNING_KEY_PREVIOUS'].map(bytesOf)
  const secrets = ['SECRET_ENCRYPTION_KEY', 'SECRET_ENCRYPTION_KEY_PREVIOUS'].map(bytesOf)
  const isShared = secrets.some((key) => key.length > 0 && links.some((link) => link.equals(key)))
  return isShared ? ['SECRET_ENCRYPTION_KEY: expected another key than LINK_SIGNING_KEY'] : []
}

/** A previous key without a present one is a slip: development keeps its own. */
export function previousKeyProblems(given: Given): string[] {
  return (['LINK_SIGNING_KEY', 'SECRET_ENCRYPTION_KEY'] as const)
    .filter((name) => given[`${name}_PREVIOUS`] !== undefined && given[name] === undefined)
    .map((name) => `${name}: required with ${name}_PREVIOUS`)
}
