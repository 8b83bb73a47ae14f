import { z } from 'zod'
import type { TracingSettings } from './telemetry/tracing.js'

/** One header as OpenTelemetry writes it: the value is percent-encoded. */
const HEADER = /^\s*([!-+\--<>-~]+)\s*=\s*((?:[^%,]|%[0-7][0-9A-Fa-f])*?)\s*$/

/** The variables of traces, named as OpenTelemetry names them. */
export const TELEMETRY_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      message: 'expected a URL that begins with http:// or https://, without /v1/traces',
    })
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .refine((text) => text.split(',').every((pair) => HEADER.test(pair)), {
      message: 'expected name=value, separated by commas, with commas and percent signs in values as %2C and %25',
    })
    .transform(headersOf)
    .default({}),
  OTEL_SERVICE_NAME: z.string().min(1).default('profiles-gateway'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'expected a share from 0 to 1, such as 0.1')
    .transform(Number)
    .default(1),
}

/** Where traces go; null for nowhere. */
export function tracingOf(values: {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  OTEL_EXPORTER_OTLP_HEADERS: Record<string, string>
  OTEL_SERVICE_NAME: string
  OTEL_TRACES_SAMPLER_ARG: number
}): TracingSettings | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = values
  if (endpoint === undefined) return null
  return { endpoint, headers, serviceName: values.OTEL_SERVICE_NAME, share: values.OTEL_TRACES_SAMPLER_ARG }
}

function headersOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => HEADER.exec(pair))
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', decodeURIComponent(pair?.[2] ?? '')]))
}
