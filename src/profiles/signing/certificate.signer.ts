import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import type { Clock } from '../../kernel/clock.js'
import { type DetachedSigner, detachedSigner } from './cms.signer.js'
import type { DocumentSigner } from './document.signer.js'
import { prepareSignature } from './pdf.signature-room.js'
import { isValidAt, SigningError, type SigningIdentity } from './signing.identity.js'

/** With fewer days left than this, each day's first signature says so in the log. */
const WARN_DAYS = 30
const DAY_MS = 86_400_000

/** Signs by a certificate of this deployment, and tells how long it still can. */
export class CertificateSigner implements DocumentSigner {
  readonly #sign: DetachedSigner
  #warnedOn = ''

  constructor(
    private readonly identity: SigningIdentity,
    private readonly logger: Logger,
    clock: Clock,
    metrics: Registry,
  ) {
    this.#sign = detachedSigner(identity)
    const daysLeft = () => this.#daysLeft(clock.now())
    new Gauge({
      name: 'gateway_signing_certificate_days_left',
      help: 'Days until the certificate that signs documents expires; below zero it has, and nothing is signed.',
      registers: [metrics],
      collect() {
        this.set(daysLeft())
      },
    })
    this.#warn(clock.now())
  }

  async sign(pdf: Uint8Array, at: Date): Promise<Buffer> {
    if (!isValidAt(this.identity, at)) {
      const { validFrom, validUntil } = this.identity
      throw new SigningError([
        `the certificate is valid from ${validFrom.toISOString()} to ${validUntil.toISOString()}, not at ${at.toISOString()}`,
      ])
    }
    this.#warn(at)
    const prepared = prepareSignature(pdf, at)
    return prepared.complete(await this.#sign(prepared.signed))
  }

  #daysLeft(at: Date): number {
    return Math.floor((this.identity.validUntil.getTime() - at.getTime()) / DAY_MS)
  }

  #warn(at: Date): void {
    const daysLeft = this.#daysLeft(at)
    const day = at.toISOString().slice(0, 10)
    if (daysLeft >= WARN_DAYS || day === this.#warnedOn) return
    this.#warnedOn = day
    this.logger.warn({ daysLeft, sha256: this.identity.sha256 }, 'the certificate that signs documents expires soon')
  }
}
