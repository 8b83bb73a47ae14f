import { JOBS_SCHEMA } from '../db/migrate.js'

/**
 * What a killed worker did may begin anew at once. A job whose lease has run out is treated by pg-boss like one that
 * failed, with the pause that its kind has for that: nothing has failed here, and somebody waits.
 */
export const TAKE_UP_AT_ONCE = `
  update ${JOBS_SCHEMA}.job set start_after = now()
   where state = 'retry' and start_after > now()
     and output -> 'value' ->> 'message' = 'job failed by timeout in active state'`
