import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { KeyUsageFlags } from '@peculiar/x509'
import { PDFDocument } from 'pdf-lib'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { AdjustableClock } from '../../kernel/clock.js'
import { fictionalDocument, fullPhysicianContent } from '../../testkit/profile-fixtures.js'
import { crowdedPhysicianContent, sparsePhysicianContent } from '../../testkit/profile-lengths.js'
import { type KeyKind, otherKeys, signingMaterial, type WantedCertificate } from '../../testkit/signing-identities.js'
import { renderProfilePdf } from '../pdf/render-profile-pdf.js'
import type { ProfileContent } from '../profile.content.js'
import { CertificateSigner } from './certificate.signer.js'
import { makeDevelopmentCertificate } from './development.certificate.js'
import { reserveSignature } from './pdf.signature-field.js'
import { prepareSignature, SIGNATURE_BYTES } from './pdf.signature-room.js'
import { inspectSignature } from './signature.inspection.js'
import { openSigningIdentity, SigningError, type SigningIdentity } from './signing.identity.js'

const AT = new Date('2026-11-23T12:00:00.500Z')
const THE_DAY_BEFORE = new Date('2026-11-22T12:00:00Z')
const run = promisify(execFile)

/** What a program says; a test that needs one fails without it, and says which. */
async function told(program: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(program, args).catch((error: NodeJS.ErrnoException & { stdout?: string }) => {
    if (error.code === 'ENOENT') throw new Error(`this test needs the program ${program}: install it`)
    throw error
  })
  return stdout + stderr
}

async function identityOf(wanted: WantedCertificate = {}): Promise<SigningIdentity> {
  return openSigningIdentity(await signingMaterial({ from: THE_DAY_BEFORE, ...wanted }), new Date())
}

function signerOf(identity: SigningIdentity, lines: Record<string, unknown>[] = [], metrics = new Registry()) {
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return new CertificateSigner(identity, logger, new AdjustableClock(), metrics)
}

async function smallPdf(author = 'Example Publisher ‐ Žďár'): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.setAuthor(author)
  const page = pdf.addPage([612, 792])
  page.drawText('Fictional')
  reserveSignature(pdf, [page])
  return await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

describe('the signature of a document', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'signing-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const fileWith = async (name: string, bytes: Uint8Array | string) => {
    const file = path.join(folder, name)
    await writeFile(file, bytes)
    return file
  }

  test('leaves the same bytes each time until it is made, and then changes only its own room', async () => {
    const pdf = await smallPdf()
    expect(Buffer.compare(await smallPdf(), pdf)).toBe(0)
    const signed = await signerOf(await identityOf()).sign(pdf, AT)
    expect(signed).toHaveLength(pdf.length)
    const text = signed.toString('latin1')
    expect(text).toContain('/M (D:20261123120000Z)')
    const [, open = 0, after = 0, rest = 0] = /\/ByteRange \[0 (\d+) (\d+) (\d+) *\]/.exec(text)?.map(Number) ?? []
    expect([after - open, after + rest]).toEqual([SIGNATURE_BYTES * 2 + 2, pdf.length])
    const different = [...signed].filter((byte, at) => byte !== pdf[at]).length
    expect(different).toBeLessThan(SIGNATURE_BYTES * 2)
  })

  test.each<[KeyKind, number, string, () => ProfileContent]>([
    ['P-256', 0, 'one page', sparsePhysicianContent],
    ['P-384', 2, 'four pages', fullPhysicianContent],
    ['RSA', 3, 'thirty pages', crowdedPhysicianContent],
  ])(
    'by %s, with %d authorities, on %s is valid for pdfsig, openssl and us',
    async (kind, authorities, _, contentOf) => {
      const identity = await identityOf({ kind, authorities, name: `Fictional Publisher ${kind}` })
      const rendered = await renderProfilePdf(fictionalDocument(contentOf()))
      const signed = await signerOf(identity).sign(rendered, AT)
      const file = await fileWith(`${kind}.pdf`, signed)
      const said = await told('pdfsig', file)
      expect(said).toContain('Signature Validation: Signature is Valid.')
      expect(said).toContain('Total document signed')
      expect(said).toContain('Signature Type: ETSI.CAdES.detached')
      expect(said).toContain(`Signer Certificate Common Name: Fictional Publisher ${kind}`)
      expect(said).toMatch(/Signing Time: Nov 23 2026 \d\d:00:00/)
      expect(said.match(/Signature #/g)).toHaveLength(1)
      expect(await told('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found')
      await expectCades(signed, identity)
      expect(await inspectSignature(signed, async (sha256) => sha256 === identity.sha256)).toEqual({
        state: 'OURS',
        namesUs: true,
        certificateSha256: identity.sha256,
      })
      expect(await inspectSignature(signed, async () => false)).toMatchObject({ state: 'FOREIGN', namesUs: false })
    },
  )

  /** By OpenSSL: a CAdES signature, which names its certificate, and has no signing time (ETSI EN 319 142-1, 6.3). */
  async function expectCades(signed: Buffer, identity: SigningIdentity): Promise<void> {
    const [, open = 0, after = 0] = /\/ByteRange \[0 (\d+) (\d+)/.exec(signed.toString('latin1'))?.map(Number) ?? []
    const cms = await fileWith('cms', Buffer.from(signed.toString('latin1', open + 1, after - 1), 'hex'))
    const content = await fileWith('content', Buffer.concat([signed.subarray(0, open), signed.subarray(after)]))
    const roots = await fileWith('roots.pem', identity.chain.at(-1)?.toString() ?? '')
    const checks = ['-verify', '-cades', '-binary', '-purpose', 'any', '-CAfile', roots, '-content', content]
    const output = ['-out', path.join(folder, 'verified')]
    expect(await told('openssl', 'cms', '-inform', 'DER', '-in', cms, ...checks, ...output)).toMatch(
      /CAdES Verification successful/i,
    )
    const printed = await told('openssl', 'cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', cms)
    expect(
      [...printed.matchAll(/object: ([\w-]+) \(1\.2\.840\.113549\.1\.9\.[\d.]+\)/g)].map(([, name]) => name),
    ).toEqual(expect.arrayContaining(['contentType', 'messageDigest', 'id-smime-aa-signingCertificateV2']))
    expect(printed).not.toContain('signingTime')
    expect(printed.match(/d\.certificate:/g)).toHaveLength(identity.chain.length)
  }

  test('of another program, with a time of its own and without ESS, is read as somebody else’s', async () => {
    const { certificatePem, keyPem } = await signingMaterial({ kind: 'RSA' })
    const prepared = prepareSignature(await smallPdf(), AT)
    const content = await fileWith('foreign', Buffer.concat(prepared.signed))
    const files = [
      '-signer',
      await fileWith('foreign.crt', certificatePem),
      '-inkey',
      await fileWith('foreign.key', keyPem),
    ]
    const cms = path.join(folder, 'foreign.cms')
    await told('openssl', 'cms', '-sign', '-binary', '-in', content, ...files, '-outform', 'DER', '-out', cms)
    const signed = prepared.complete(await readFile(cms))
    expect(await inspectSignature(signed, async () => false)).toMatchObject({ state: 'FOREIGN' })
    expect(await told('pdfsig', await fileWith('foreign.pdf', signed))).toContain('Signature is Valid')
  })

  test('is not made by a certificate that has expired, nor without a room, nor twice', async () => {
    const soon = new Date(Date.now() + 86_400_000)
    const signer = signerOf(await identityOf({ until: soon }))
    const pdf = await smallPdf()
    await expect(signer.sign(pdf, new Date(soon.getTime() + 2_000))).rejects.toThrow(SigningError)
    const signed = await signer.sign(pdf, new Date())
    await expect(signer.sign(signed, new Date())).rejects.toThrow('exactly one room')
  })

  test('tells in metrics and log that its certificate expires, once a day', async () => {
    const lines: Record<string, unknown>[] = []
    const metrics = new Registry()
    const identity = await identityOf({ until: new Date(Date.now() + 20.5 * 86_400_000) })
    const signer = signerOf(identity, lines, metrics)
    const pdf = await smallPdf()
    for (let count = 0; count < 2; count++) await signer.sign(pdf, new Date())
    await signer.sign(pdf, new Date(Date.now() + 2 * 86_400_000))
    expect(lines.map(({ daysLeft, sha256 }) => [daysLeft, sha256])).toEqual([
      [20, identity.sha256],
      [18, identity.sha256],
    ])
    expect(await metrics.metrics()).toContain('gateway_signing_certificate_days_left 20')
    const fresh: Record<string, unknown>[] = []
    signerOf(await identityOf(), fresh)
    expect(fresh).toEqual([])
  })
})

describe('who signs', () => {
  const problemsOf = async (
    wanted: WantedCertificate,
    change: Partial<Awaited<ReturnType<typeof signingMaterial>>> = {},
  ) => {
    try {
      openSigningIdentity({ ...(await signingMaterial(wanted)), ...change }, new Date())
    } catch (error) {
      if (error instanceof SigningError) return error.problems.join('\n')
      throw error
    }
    return ''
  }

  test('has a certificate and a key that fit each other, the purpose and the time', async () => {
    const other = await signingMaterial()
    expect(await problemsOf({})).toBe('')
    expect(await problemsOf({ usage: null })).toBe('')
    expect(await problemsOf({ usage: KeyUsageFlags.nonRepudiation })).toBe('')
    expect(await problemsOf({ usage: KeyUsageFlags.keyEncipherment })).toContain(
      'expected the key usage digitalSignature',
    )
    expect(await problemsOf({ until: new Date(Date.now() - 1_000) })).toContain(
      'expected a certificate that is valid now',
    )
    expect(await problemsOf({ from: new Date(Date.now() + 60_000) })).toContain(
      'expected a certificate that is valid now',
    )
    expect(await problemsOf({}, { keyPem: other.keyPem })).toContain('SIGNING_KEY_FILE: expected the key of the first')
    expect(await problemsOf({ kind: 'P-521' })).toMatch(/expected ECDSA P-256 or P-384, or RSA .+ got ec secp521r1/)
    expect(await problemsOf({ kind: 'RSA-1024' })).toContain('got rsa 1024')
    expect(await problemsOf({}, { keyPem: otherKeys().ed25519 })).toContain('got ed25519')
  })

  test('is told everything that is wrong at once, and nothing of the key', async () => {
    const { encrypted } = otherKeys()
    const { certificatePem, keyPem } = await signingMaterial()
    expect(await problemsOf({}, { certificatePem: keyPem, keyPem: encrypted })).toBe(
      [
        'SIGNING_CERTIFICATE_FILE: expected certificates in PEM, first the signing one',
        'SIGNING_KEY_FILE: expected a private key in PEM (PKCS #8) without a passphrase',
      ].join('\n'),
    )
    const stranger = `${certificatePem}\n${(await signingMaterial({ name: 'Stranger' })).certificatePem}`
    expect(await problemsOf({}, { certificatePem: stranger, keyPem })).toContain('number 1 is not')
    expect(await problemsOf({ name: 'Fictional '.repeat(1_100) })).toContain('expected a chain that fits a signature')
    expect(await problemsOf({ until: new Date(0), from: new Date(-1) }, { keyPem })).not.toMatch(
      /PRIVATE|\/[A-Za-z0-9+]{20}/,
    )
  })

  test('in development says so in its name', async () => {
    const { certificate } = openSigningIdentity(await makeDevelopmentCertificate(new Date()), new Date())
    expect(certificate.subject).toContain('DEVELOPMENT ONLY')
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
  })
})
