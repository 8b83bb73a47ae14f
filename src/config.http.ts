import { z } from 'zod'

/** Variables of what the API takes: from which pages of the web, and which documents. */
export const HTTP_VARIABLES = {
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))
    .refine((origins) => origins.every(isOrigin), {
      message:
        'expected origins exactly as browsers send them, separated by commas, such as https://hub.example; never * or null',
    }),
  TRUSTED_DOCUMENTS: z.string().optional(),
}

/** Scheme, host, and the port where it is not the scheme's own: nothing else, or no browser would ever send it. */
function isOrigin(text: string): boolean {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text
}
