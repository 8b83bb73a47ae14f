import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { Webhook } from 'standardwebhooks'
import { GatewayClient } from '../../src/client/gateway-client.js'
import {
  CreateFhirLinkDocument,
  CreateWebhookEndpointDocument,
  DeliverProfilePdfDocument,
  DeliverProfilePdfsDocument,
  OrderHistoryDocument,
  ProfileForDecisionDocument,
  VerifyDocumentDocument,
} from '../../src/client/operations.generated.js'
import { sha256Hex } from '../../src/kernel/digest.js'
import { localDayOf } from '../../src/kernel/local-day.js'
import { LoopbackReceiver } from './loopback-receiver.js'
import type { Narrator } from './narrator.js'
import type { DirectoryStory } from './sources-story.js'

/** A live organization that owns some profiles, and the vendor that works for it. */
export interface DeliveryStory extends Omit<DirectoryStory, 'staff' | 'mail' | 'recipient' | 'gateway'> {
  vendorId: string
  timeZone: string
}

/** A document as it came in an archive. */
interface ArchivedDocument {
  file: string
  documentNumber: string
  orderItemId: string
  sha256: string
  verify: string
}

/** Has what was bought delivered in every form, asks what it is good for, and whether a copy is genuine. */
export async function tellDeliveryStory(story: DeliveryStory, narrator: Narrator): Promise<void> {
  narrator.chapter('Delivery: archives, webhooks, FHIR, and a copy with one byte changed')
  await new DeliveryWalk(story, narrator).walk()
}

class DeliveryWalk {
  readonly #client: GatewayClient
  readonly #signedOut: GatewayClient

  constructor(
    private readonly story: DeliveryStory,
    private readonly narrator: Narrator,
  ) {
    this.#client = new GatewayClient(story.endpoint, story.apiKey)
    this.#signedOut = new GatewayClient(story.endpoint, null)
  }

  async walk(): Promise<void> {
    const { narrator } = this
    const itemIds = await this.#owned()
    const [itemId = ''] = itemIds
    const archived = await narrator.step(`${itemIds.length} PDFs as one ZIP`, () => this.#archive(itemIds))
    await narrator.step('One to a webhook, with a signature', () => this.#webhook(itemId))
    await narrator.step('The same as a FHIR bundle, by a link', () => this.#fhir(itemId))
    await narrator.step('Who accepts it?', () => this.#acceptance(itemId))
    const pdf = archived.find(({ document }) => document.orderItemId === itemId)
    if (pdf === undefined) throw new Error('the archive has no such document')
    await narrator.step('Is it genuine? With one byte changed?', () => this.#verify(pdf.document, pdf.bytes))
  }

  async #owned(): Promise<string[]> {
    const { organizationId } = this.story
    const { organization } = await this.#client.run(OrderHistoryDocument, { organizationId })
    return (organization?.orders?.nodes ?? []).flatMap(({ items }) => items.map(({ id }) => id))
  }

  async #archive(orderItemIds: string[]): Promise<{ document: ArchivedDocument; bytes: Buffer }[]> {
    const { organizationId, folder } = this.story
    const input = { organizationId, orderItemIds, method: 'LINK' as const, as: 'ZIP' as const }
    const { results } = (await this.#client.run(DeliverProfilePdfsDocument, { input })).deliverProfilePdfs
    const url = linkOf(results[0]?.url)
    this.narrator.expect('it is one link for all', new Set(results.map((result) => result.url)).size === 1)
    const zip = Buffer.from(await (await fetch(url)).arrayBuffer())
    await writeFile(path.join(folder, 'profiles.zip'), zip)
    const files = unzipSync(zip)
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as {
      documents: ArchivedDocument[]
    }
    const documents = manifest.documents.map((document) => {
      const bytes = Buffer.from(files[document.file] ?? [])
      this.narrator.say(`${document.file}, ${bytes.length} bytes, SHA-256 ${document.sha256}`)
      return { document, bytes }
    })
    this.narrator.expect('every document is in it', documents.length === orderItemIds.length)
    const sound = documents.every(({ document, bytes }) => sha256Hex(bytes) === document.sha256)
    this.narrator.expect('each has the fingerprint that the manifest says', sound)
    return documents
  }

  async #webhook(orderItemId: string): Promise<void> {
    const receiver = new LoopbackReceiver()
    try {
      const types = ['profile.delivered']
      const input = { vendorId: this.story.vendorId, mode: 'LIVE' as const, url: await receiver.start(), types }
      const { secret } = (await this.#client.run(CreateWebhookEndpointDocument, { input })).createWebhookEndpoint
      if (secret == null) throw new Error('no endpoint was made')
      const wanted = { orderItemId, method: 'WEBHOOK' as const }
      const { url, userErrors } = (await this.#client.run(DeliverProfilePdfDocument, wanted)).deliverProfilePdf
      this.narrator.expect('the answer has no link', url == null && userErrors.length === 0)
      const { headers, body } = await receiver.first()
      this.narrator.say(`${headers['webhook-id']} with ${headers['webhook-signature']}`)
      const event = new Webhook(secret).verify(body, headers) as { type: string; data: { url: string } }
      this.narrator.expect('its signature is right', event.type === types[0])
      this.narrator.expect('of a body that was changed it is not', !isSigned(secret, body.replace('{', '{ '), headers))
      const pdf = Buffer.from(await (await fetch(event.data.url)).arrayBuffer())
      this.narrator.expect('its link gives the PDF', pdf.subarray(0, 5).toString() === '%PDF-')
    } finally {
      await receiver.stop()
    }
  }

  async #fhir(orderItemId: string): Promise<void> {
    const { url } = (await this.#client.run(CreateFhirLinkDocument, { orderItemId })).createFhirLink
    const response = await fetch(linkOf(url))
    const text = await response.text()
    await writeFile(path.join(this.story.folder, 'bundle.json'), text)
    const bundle = JSON.parse(text) as { resourceType: string; entry: { resource: { resourceType: string } }[] }
    const counts = new Map<string, number>()
    for (const { resource } of bundle.entry) {
      counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1)
    }
    this.narrator.say([...counts].map(([type, count]) => `${type} ${count}`).join(', '))
    this.narrator.expect(
      'it is a bundle of one practitioner, with where everything comes from',
      bundle.resourceType === 'Bundle' && counts.get('Practitioner') === 1 && counts.has('VerificationResult'),
    )
    this.narrator.expect('served as FHIR', response.headers.get('content-type')?.includes('fhir+json') === true)
  }

  async #acceptance(orderItemId: string): Promise<void> {
    const { clock, timeZone } = this.story
    const decisionDate = localDayOf(clock.now(), timeZone)
    const wanted = { orderItemId, accreditor: 'NCQA' as const, decisionDate }
    const { orderItem } = await this.#client.run(ProfileForDecisionDocument, wanted)
    const answer = orderItem?.profile?.acceptedBy
    for (const { section, accepted, reason } of answer?.items ?? []) {
      this.narrator.say(`${section}: ${accepted}, ${reason}`)
    }
    this.narrator.say(answer?.summary ?? '')
    const licenses = answer?.items.filter(({ section }) => section === 'LICENSES') ?? []
    this.narrator.expect(
      'current licenses are not sufficient from a profile alone',
      licenses.length > 0 && licenses.every(({ accepted }) => accepted !== 'YES'),
    )
  }

  async #verify({ documentNumber, sha256, verify }: ArchivedDocument, bytes: Buffer): Promise<void> {
    const asked = async (fingerprint: string) => {
      const wanted = { documentNumber, sha256: fingerprint }
      return (await this.#signedOut.run(VerifyDocumentDocument, wanted)).verifyDocument
    }
    this.narrator.say(`${documentNumber}, ${verify}`)
    this.narrator.expect('by its fingerprint it is', (await asked(sha256))?.genuine === true)
    this.narrator.expect('the file itself is GENUINE', (await this.#verdictOn(bytes)) === 'GENUINE')
    const altered = Buffer.from(bytes)
    const middle = altered.length >> 1
    altered.writeUInt8(altered.readUInt8(middle) ^ 1, middle)
    await writeFile(path.join(this.story.folder, `${documentNumber}-altered.pdf`), altered)
    this.narrator.expect(
      'with one bit changed its fingerprint is of nothing',
      (await asked(sha256Hex(altered)))?.matches === 'NOTHING',
    )
    this.narrator.expect('and the file is ALTERED', (await this.#verdictOn(altered)) === 'ALTERED')
  }

  async #verdictOn(pdf: Buffer): Promise<string> {
    const headers = { accept: 'application/json', 'content-type': 'application/pdf' }
    const address = new URL('/verify', this.story.endpoint)
    const response = await fetch(address, { method: 'POST', headers, body: new Uint8Array(pdf) })
    return ((await response.json()) as { verification: { verdict: string } }).verification.verdict
  }
}

function linkOf(url: string | null | undefined): string {
  if (url == null) throw new Error('no link came back')
  return url
}

/** Whether a receiver takes it. */
function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}
