export { type CallOptions, type ClientOptions, GatewayClient } from './client.js'
export {
  AuthenticationError,
  ConnectionError,
  GatewayError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  type UserError,
  UserErrorsError,
  WebhookVerificationError,
} from './errors.js'
export type { Download, FileBody, SignedUpload } from './files.js'
export type { Operation, VariablesOf } from './operation.js'
export * from './operations.generated.js'
export type { Connection } from './pages.js'
export { DEFAULT_RETRIES, type OnRetry, type RetryPolicy } from './retry.js'
export type { WebhookData } from './webhooks.generated.js'
export { type ReceivedWebhook, verifyWebhook, type WebhookEvent, type WebhookEventOf } from './webhooks.js'
