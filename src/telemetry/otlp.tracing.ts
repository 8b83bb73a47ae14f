import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Span as ApiSpan,
  type Context,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base'
import { packageVersion } from '../kernel/package-root.js'
import type { RootOptions, RootSpan, Span, SpanAttributes, Tracing, TracingSettings } from './tracing.js'

/** What runs just now: a cell, so that a stage that begins deep within is seen by all that comes after it. */
interface Place {
  context: Context
}

const KINDS = { request: SpanKind.SERVER, job: SpanKind.CONSUMER } as const

/** `00-<trace id>-<span id>-<flags>` (W3C Trace Context, section 3.2). */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/**
 * Traces by OpenTelemetry, told by OTLP over HTTP. Nothing of it is global: no instrumentation reaches into libraries, and
 * two gateways in one process do not meet. Which share is told depends on the trace's id alone, not on what a caller wants.
 */
export class OtlpTracing implements Tracing {
  readonly isOn = true
  readonly #places = new AsyncLocalStorage<Place>()
  readonly #provider: BasicTracerProvider
  readonly #tracer: Tracer

  constructor({ endpoint, headers, serviceName, share }: TracingSettings) {
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      headers: { ...headers },
    })
    this.#provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': packageVersion() }),
      sampler: new TraceIdRatioBasedSampler(share),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    })
    this.#tracer = this.#provider.getTracer('profiles-gateway')
  }

  root(name: string, attributes: SpanAttributes, { kind, traceparent }: RootOptions): RootSpan {
    const caller = spanContextOf(traceparent)
    // A job runs when its request is long over, maybe twice: it is linked to it, not a part of it.
    const parent = caller !== null && kind === 'request' ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT
    const links: Link[] = caller !== null && kind === 'job' ? [{ context: caller }] : []
    const span = this.#tracer.startSpan(name, { kind: KINDS[kind], attributes, links }, parent)
    const place = { context: trace.setSpan(parent, span) }
    return { ...spanOf(span), run: (work) => this.#places.run(place, work) }
  }

  part(name: string, attributes: SpanAttributes): Span {
    return this.#begin(name, attributes, () => undefined)
  }

  stage(name: string, attributes: SpanAttributes): Span {
    return this.#begin(name, attributes, (place, span) => {
      place.context = trace.setSpan(place.context, span)
    })
  }

  traceparent(): string | undefined {
    const place = this.#places.getStore()
    const at = place && trace.getSpanContext(place.context)
    if (at === undefined) return undefined
    return `00-${at.traceId}-${at.spanId}-${at.traceFlags.toString(16).padStart(2, '0')}`
  }

  async stop(): Promise<void> {
    // A collector that is away keeps no process from stopping.
    await this.#provider.shutdown().catch(() => undefined)
  }

  #begin(name: string, attributes: SpanAttributes, enter: (place: Place, span: ApiSpan) => void): Span {
    const place = this.#places.getStore()
    if (place === undefined) return { set: () => undefined, end: () => undefined }
    const outside = place.context
    const span = this.#tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, outside)
    enter(place, span)
    return spanOf(span, () => {
      place.context = outside
    })
  }
}

function spanOf(span: ApiSpan, leave: () => void = () => undefined): Span {
  return {
    set: (attributes) => void span.setAttributes({ ...attributes }),
    end: (error) => {
      leave()
      if (error !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kindOf(error))
      }
      span.end()
    },
  }
}

/** A SQLSTATE or another code, else the name of the class. */
function kindOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown'
}

function spanContextOf(traceparent: string | undefined): SpanContext | null {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent ?? '') ?? []
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
  return isSpanContextValid(context) ? context : null
}
