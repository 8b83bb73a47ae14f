import { NO_TRACING, type Tracing, type TracingSettings } from './tracing.js'

/** What traces with these settings; without any, the libraries are not even loaded. */
export async function openTracing(settings: TracingSettings | null): Promise<Tracing> {
  if (settings === null) return NO_TRACING
  const { OtlpTracing } = await import('./otlp.tracing.js')
  return new OtlpTracing(settings)
}
