import { Counter, type Registry } from 'prom-client'

/** What can become of an API key through the API. */
export type ApiKeyEvent = 'created' | 'updated' | 'rotated' | 'revoked'
/** What can become of a request for an integration. */
export type IntegrationRequestOutcome = 'requested' | 'approved' | 'rejected'

/** Figures of vendors for Prometheus, counted when the change has committed. */
export class VendorMetrics {
  readonly #keys: Counter<'event'>
  readonly #requests: Counter<'outcome'>

  constructor(registry: Registry) {
    const registers = [registry]
    this.#keys = new Counter({
      name: 'gateway_api_keys_total',
      help: 'API keys that were created, updated, rotated or revoked through the API.',
      labelNames: ['event'],
      registers,
    })
    this.#requests = new Counter({
      name: 'gateway_integration_requests_total',
      help: 'Integrations that were requested, approved or rejected.',
      labelNames: ['outcome'],
      registers,
    })
  }

  /** Counts a change of a key. */
  apiKey(event: ApiKeyEvent): void {
    this.#keys.inc({ event })
  }

  /** Counts a step of a request for an integration. */
  integrationRequest(outcome: IntegrationRequestOutcome): void {
    this.#requests.inc({ outcome })
  }
}
