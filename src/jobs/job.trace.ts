import type { Tracing } from '../telemetry/tracing.js'

/** Where a job's data says which request caused it; handlers never see it. */
const TRACEPARENT = 'traceparent'

/** `data`, and where it came from, if that is told to anybody. */
export function withOrigin<Data extends object>(data: Data, tracing: Tracing): Data {
  const traceparent = tracing.traceparent()
  return traceparent === undefined ? data : { ...data, [TRACEPARENT]: traceparent }
}

/** Both again. A job may have been added by a process that traces and be done by one that does not. */
export function originOf<Data extends object>(found: Data): { data: Data; traceparent: string | undefined } {
  if (!(TRACEPARENT in found)) return { data: found, traceparent: undefined }
  const { [TRACEPARENT]: traceparent, ...data } = found as Data & { [TRACEPARENT]: unknown }
  return { data: data as unknown as Data, traceparent: typeof traceparent === 'string' ? traceparent : undefined }
}
