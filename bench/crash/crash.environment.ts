import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeDevelopmentCertificate } from '../../src/profiles/signing/development.certificate.js'

/** What all processes of a run share. */
export interface FleetEnvironment {
  databaseUrl: string
  /** Port of the mail server on loopback. */
  smtpPort: number
  linkSigningKey: string
  secretEncryptionKey: string
  signing: SigningFiles
}

/** Paths of the certificate that signs documents, and of its key. */
export interface SigningFiles {
  certificate: string
  key: string
  remove(): Promise<void>
}

/** A certificate of a run, in a folder of its own. */
export async function makeSigningFiles(): Promise<SigningFiles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'profiles-gateway-signing-'))
  const { certificatePem, keyPem } = await makeDevelopmentCertificate(new Date())
  const files = { certificate: path.join(folder, 'signing.crt'), key: path.join(folder, 'signing.key') }
  await writeFile(files.certificate, certificatePem)
  await writeFile(files.key, keyPem, { mode: 0o600 })
  return { ...files, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** At the end of every Message-ID. */
export const MESSAGE_ID_HOST = 'localhost'

/** Connections of one process: four of them, and what the server has not noticed to be dead, must find room. */
const DATABASE_POOL_SIZE = 6

/** A production process, for nothing of development shall stand between a kill and the next start. */
export function gatewayEnvironment(
  { databaseUrl, smtpPort, linkSigningKey, secretEncryptionKey, signing }: FleetEnvironment,
  { role, port }: { role: string; port: number },
  name: string,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    TZ: 'UTC',
    NODE_ENV: 'production',
    ROLE: role,
    HOST: '127.0.0.1',
    PORT: String(port),
    // Only such a gateway may send webhooks to this machine.
    PUBLIC_URL: `http://${MESSAGE_ID_HOST}:4000`,
    WEBHOOK_PRIVATE_ADDRESSES: 'allow',
    MAX_EVENT_LOOP_DELAY_MS: '60000',
    TRUST_PROXY: 'false',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: String(DATABASE_POOL_SIZE),
    // Nobody but the machine is to slow a driver down.
    COST_MAXIMUM: '1000000000',
    COST_RESTORE_RATE: '1000000000',
    // Who signs in at the beginning acts until the end.
    ACCESS_TOKEN_MINUTES: '60',
    // The user tells the mail server which process speaks.
    SMTP_URL: `smtp://${name}:crash@127.0.0.1:${smtpPort}`,
    LINK_SIGNING_KEY: linkSigningKey,
    SECRET_ENCRYPTION_KEY: secretEncryptionKey,
    SIGNING_CERTIFICATE_FILE: signing.certificate,
    SIGNING_KEY_FILE: signing.key,
    PUBLISHER_NAME: 'Example Profiles Publisher',
    PUBLISHER_ADDRESS: '1 Example Plaza; Springfield, IL 62701',
    PUBLISHER_PHONE: '555-0100',
    PUBLISHER_EMAIL: 'profiles@publisher.example',
  }
}

/** Ports on loopback that nobody listens at just now. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer())
  const ports: number[] = []
  for (const probe of probes) {
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
    const address = probe.address()
    if (typeof address === 'object' && address !== null) ports.push(address.port)
  }
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  return ports
}
