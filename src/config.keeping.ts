import { z } from 'zod'

const POSTGRES = /^postgres(ql)?:$/

const whole = (minimum: number, maximum: number) =>
  z.string().regex(/^\d+$/, 'expected a whole number').transform(Number).pipe(z.number().min(minimum).max(maximum))

/** Variables of what follows the database, and of how long it keeps what only grows. */
export const KEEPING_VARIABLES = {
  DATABASE_REPLICA_URLS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))
    .refine((urls) => urls.every((each) => URL.canParse(each) && POSTGRES.test(new URL(each).protocol)), {
      message: 'expected URLs that begin with postgres:// or postgresql://, separated by commas',
    }),
  REPLICA_MAX_LAG_SECONDS: whole(1, 3_600).default(10),
  // Six years at least: 45 CFR 164.316(b)(2)(i).
  AUDIT_RETENTION_MONTHS: whole(72, 1_200).optional(),
}
