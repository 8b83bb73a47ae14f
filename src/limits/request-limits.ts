/** The largest page that any list gives; the schema says it, so it is the same everywhere. */
export const MAX_PAGE_SIZE = 100

/** The page that most lists give where the request does not say its size; of the others the field says it. */
export const DEFAULT_PAGE_SIZE = 20

/** What one GraphQL document may be at most; fragments count wherever they are spread. */
export interface DocumentLimits {
  /** Words and signs. */
  tokens: number
  /** Fields within fields. */
  depth: number
  /** Fields under another name. */
  aliases: number
  fields: number
  directives: number
  /** Definitions of fragments. */
  fragments: number
  /** `__schema` and `__type`: each can bring the whole schema. */
  introspections: number
}

/** What of one answer goes to errors. */
export interface ErrorLimits {
  count: number
  bytes: number
}

/** How long a client may take, and how often that is looked at; in milliseconds. */
export interface RequestTimes {
  headersMs: number
  /** But for files, which have times of their own. */
  requestMs: number
  checkMs: number
}

/** From when on a process sends requests away. */
export interface OverloadLimits {
  requestsInFlight: number
  /** For how long everything else waits on average while the process computes, in milliseconds. */
  eventLoopDelayMs: number
  /** Of what V8 and the container let the process have. */
  memoryPercent: number
}

/** Everything that a request is held to before anybody looks at what it wants. */
export interface RequestLimits {
  bodyBytes: number
  document: DocumentLimits
  errors: ErrorLimits
  times: RequestTimes
  overload: OverloadLimits
}

/** What holds unless the configuration says otherwise; docs/limits.md says it to clients. */
export const REQUEST_LIMITS: RequestLimits = {
  // An order of 250 lines has some 40 KB.
  bodyBytes: 100_000,
  // A whole profile, the largest operation of schema/operations, has 425 tokens and 259 fields.
  document: { tokens: 2_000, depth: 14, aliases: 50, fields: 300, directives: 30, fragments: 50, introspections: 2 },
  errors: { count: 5, bytes: 65_536 },
  times: { headersMs: 10_000, requestMs: 20_000, checkMs: 2_000 },
  // Past nine tenths of its memory, V8 collects garbage more than it works.
  overload: { requestsInFlight: 1_000, eventLoopDelayMs: 1_000, memoryPercent: 90 },
}

/** Points that a caller may use, and how fast they come back. */
export interface CostSettings {
  /** The most that a caller can have at once, so the most that one request can cost. */
  maximum: number
  /** Points a second. */
  restoreRate: number
}

/** What callers may spend, and where it is counted. */
export interface CostConfig extends CostSettings {
  /** The Redis that counts it; null: the database does. */
  redisUrl: string | null
}

/** Unless the configuration says otherwise. */
export const COST_DEFAULTS: CostSettings = { maximum: 100_000, restoreRate: 5_000 }
