/** What a span says of itself: names, counts and ids of ours only, never values that a caller sent. */
export type SpanAttributes = Readonly<Record<string, string | number>>

/** Something that takes time. */
export interface Span {
  set(attributes: SpanAttributes): void
  /** `error`: that it failed; its kind is told, its message never, for it may quote somebody's data. */
  end(error?: unknown): void
}

/** What comes from outside or from the queue and has no parent in this process: a request, a run of a job. */
export interface RootSpan extends Span {
  /** Everything that `work` does, now and later, belongs to this. */
  run<Result>(work: () => Result): Result
}

/** What a trace begins with. */
export interface RootOptions {
  kind: 'request' | 'job'
  /** W3C Trace Context of the caller, whose trace a request goes on with, or of the request that caused a job. */
  traceparent: string | undefined
}

/** Tells a collector what took how long, and what was part of what. */
export interface Tracing {
  /** Whether anybody is told: if not, callers leave out what only tracing needs. */
  readonly isOn: boolean
  root(name: string, attributes: SpanAttributes, options: RootOptions): RootSpan
  /** A part of the request or the job that runs just now; nothing when none does. */
  part(name: string, attributes: SpanAttributes): Span
  /** Like `part`; until it ends, all other parts are parts of it. */
  stage(name: string, attributes: SpanAttributes): Span
  /** The present place, for whoever goes on with it later; undefined when nothing runs. */
  traceparent(): string | undefined
  /** Sends what was not sent. */
  stop(): Promise<void>
}

const NO_SPAN: RootSpan = { set: () => undefined, end: () => undefined, run: (work) => work() }

/** Tells nobody; what it costs is one call. */
export const NO_TRACING: Tracing = {
  isOn: false,
  root: () => NO_SPAN,
  part: () => NO_SPAN,
  stage: () => NO_SPAN,
  traceparent: () => undefined,
  stop: async () => undefined,
}

/** Where traces go to. */
export interface TracingSettings {
  /** The collector's base address, to which `/v1/traces` is added (OTLP over HTTP). */
  endpoint: string
  /** Headers of every request to it; may hold a credential. */
  headers: Readonly<Record<string, string>>
  serviceName: string
  /** Which share of the traces is told, 0 to 1. */
  share: number
}
