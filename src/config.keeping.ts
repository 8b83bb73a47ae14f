import { z } from 'zod'

const POSTGRES = /^postgres(ql)?:$/

const REDIS = /^rediss?:$/

const whole = (minimum: number, maximum: number) =>
  z.string().regex(/^\d+$/, 'expected a whole number').transform(Number).pipe(z.number().min(minimum).max(maximum))

/** Variables of what stands beside the database, and of how long it keeps what only grows. */
export const KEEPING_VARIABLES = {
  DATABASE_REPLICA_URLS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))
    .refine((urls) => urls.every((each) => URL.canParse(each) && POSTGRES.test(new URL(each).protocol)), {
      message: 'expected URLs that begin with postgres:// or postgresql://, separated by commas',
    }),
  REPLICA_MAX_LAG_SECONDS: whole(1, 3_600).default(10),
  REDIS_URL: z
    .string()
    .refine((text) => URL.canParse(text) && REDIS.test(new URL(text).protocol), {
      message: 'expected a URL that begins with redis:// or rediss://',
    })
    .optional(),
  // Six years at least: 45 CFR 164.316(b)(2)(i).
  AUDIT_RETENTION_MONTHS: whole(72, 1_200).optional(),
}
