import { z } from 'zod'
import type { Publisher } from './kernel/publisher.js'

/** Who publishes: printed on documents and letters. */
export const PUBLISHER_VARIABLES = {
  PUBLISHER_NAME: z.string().min(1).optional(),
  PUBLISHER_ADDRESS: z.string().min(1).optional(),
  PUBLISHER_PHONE: z.string().min(1).optional(),
  PUBLISHER_EMAIL: z.string().email().optional(),
}

/** In development an invented one. */
export function publisherOf(
  values: { [Name in keyof typeof PUBLISHER_VARIABLES]?: string | undefined },
  publicUrl: string,
): Publisher {
  return {
    name: values.PUBLISHER_NAME ?? 'Example Profiles Publisher',
    addressLines: (values.PUBLISHER_ADDRESS ?? '1 Example Plaza; Springfield, IL 62701').split(/\s*;\s*/),
    phone: values.PUBLISHER_PHONE ?? '555-0100',
    email: values.PUBLISHER_EMAIL ?? 'profiles@publisher.example',
    publicUrl,
  }
}
