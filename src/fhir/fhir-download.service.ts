import type { RequestInfo } from '../auth/actor.js'
import type { Reader } from '../db/database.js'
import { canonicalJson, sha256Hex } from '../kernel/digest.js'
import type { DownloadLinks } from '../profiles/delivery/download-link.js'
import type { FileAnswer, LinkUseRecorder } from '../profiles/delivery/link-use.recorder.js'
import { deliveredDocuments } from '../profiles/delivery/profile-delivery.access.js'
import type { FhirReader } from './fhir.reader.js'

/** What a link gives: a bundle as canonical JSON, or the reason why not. */
export type FhirDownload =
  | { outcome: 'BUNDLE'; json: Buffer; sha256: string; answer: FileAnswer }
  | { outcome: 'EXPIRED' }
  | { outcome: 'INVALID' }

/** Gives what links to FHIR bundles lead to; every use of one is recorded before the first byte goes out. */
export class FhirDownloadService {
  constructor(
    private readonly reader: Reader,
    private readonly uses: LinkUseRecorder,
    private readonly links: DownloadLinks,
    private readonly bundles: FhirReader,
  ) {}

  /**
   * What `token`, the last part of a link, gives now: nothing once the link was ended, or lost the right it stands on.
   * `answerTo` decides how much of it the request wants. @throws RequestError RATE_LIMITED when too many PDFs wait to be
   * rendered, and its own is among them.
   */
  async open(
    token: string,
    request: RequestInfo,
    answerTo: (file: { bytes: number; sha256: string }) => FileAnswer,
  ): Promise<FhirDownload> {
    const check = await this.links.check(token)
    if (check.outcome !== 'VALID') return { outcome: check.outcome }
    const { subject: deliveryId, claims } = check
    const use = { deliveryId, organizationId: claims.organization, request }
    const documents = await deliveredDocuments(this.reader, deliveryId, use.organizationId)
    const [document] = documents
    if (document === undefined) {
      await this.uses.recordDenial('GET /fhir/Bundle/:token', use)
      return { outcome: 'INVALID' }
    }
    const json = Buffer.from(canonicalJson(await this.bundles.bundleOf(document.documentId)))
    const sha256 = sha256Hex(json)
    const answer = answerTo({ bytes: json.length, sha256 })
    await this.uses.record({ ...use, documents, answer }, 'FHIR_DOWNLOADED')
    return { outcome: 'BUNDLE', json, sha256, answer }
  }
}
