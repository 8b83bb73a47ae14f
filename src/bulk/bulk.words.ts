import { registerEnumType } from 'type-graphql'
import type { Scope } from '../auth/actor.js'
import { enumOf } from '../graphql/enums.js'

export const BULK_KINDS = ['CLINICIAN_LOOKUP', 'ORDER_ROSTER', 'ORDER_ROSTER_PURCHASE'] as const
export type BulkKind = (typeof BULK_KINDS)[number]
export const BulkKindEnum = enumOf(BULK_KINDS)
registerEnumType(BulkKindEnum, {
  name: 'BulkOperationKind',
  description: 'What is done with each row of a file.',
  valuesConfig: {
    CLINICIAN_LOOKUP: { description: 'The row says by what to look for a clinician, as `lookupClinicians` does.' },
    ORDER_ROSTER: {
      description: 'The row says whose profile is wanted: it is matched, priced and checked. Nothing is ordered.',
    },
    ORDER_ROSTER_PURCHASE: { description: 'The row of an ORDER_ROSTER that is READY is ordered.' },
  },
})

export const BULK_STATES = ['CREATED', 'RUNNING', 'COMPLETED', 'CANCELLING', 'CANCELLED', 'FAILED'] as const
export type BulkState = (typeof BULK_STATES)[number]
export const BulkStateEnum = enumOf(BULK_STATES)
registerEnumType(BulkStateEnum, {
  name: 'BulkOperationState',
  description: 'How far a bulk operation has come. COMPLETED, CANCELLED and FAILED are final.',
  valuesConfig: {
    CREATED: { description: 'It waits for a worker, or for others of the organization to end.' },
    RUNNING: { description: 'Rows are being processed.' },
    COMPLETED: { description: 'All rows are processed.' },
    CANCELLING: { description: 'Somebody cancelled it; the rows that are in the works are finished first.' },
    CANCELLED: { description: 'It was cancelled; the result has the rows that were processed before.' },
    FAILED: {
      description:
        'It ended by an error, `errorCode` tells which; the result, if there is one, has the rows that were processed before.',
    },
  },
})

export const BULK_RESULT_FORMATS = ['JSON_LINES', 'CSV'] as const
export type BulkResultFormat = (typeof BULK_RESULT_FORMATS)[number]
export const BulkResultFormatEnum = enumOf(BULK_RESULT_FORMATS)
registerEnumType(BulkResultFormatEnum, {
  name: 'BulkResultFormat',
  description: 'How a result file is written; UTF-8 in both.',
  valuesConfig: {
    JSON_LINES: { description: 'One JSON object a line, `application/jsonl`.' },
    CSV: { description: 'A header and one line a row (RFC 4180), `text/csv`.' },
  },
})

export const BULK_ERROR_CODES = [
  'WRONG_ENCODING',
  'MALFORMED_FILE',
  'NO_KNOWN_COLUMN',
  'NO_ROWS',
  'TOO_MANY_ROWS',
  'FILE_MISSING',
  'ACCESS_ENDED',
  'INTERNAL',
] as const
export type BulkErrorCode = (typeof BULK_ERROR_CODES)[number]
export const BulkErrorCodeEnum = enumOf(BULK_ERROR_CODES)
registerEnumType(BulkErrorCodeEnum, {
  name: 'BulkOperationErrorCode',
  description: 'Why a bulk operation failed. New codes may be added.',
  valuesConfig: {
    WRONG_ENCODING: { description: 'The file is no text in UTF-8: a workbook, an archive, UTF-16.' },
    MALFORMED_FILE: { description: 'The file is not of the format that it was uploaded as.' },
    NO_KNOWN_COLUMN: {
      description: 'None of the columns, or none of the names of the first object, is one to work with.',
    },
    NO_ROWS: { description: 'The file has no rows, or a header only.' },
    TOO_MANY_ROWS: { description: 'The file has more rows than one operation takes.' },
    FILE_MISSING: { description: 'The uploaded file was deleted before it was read; upload it again.' },
    ACCESS_ENDED: { description: 'Whoever started it may no longer do so: the key, the grant or the role ended.' },
    INTERNAL: { description: 'Something went wrong on our side, repeatedly.' },
  },
})

/** What whoever starts an operation, cancels it or reads its result needs, all of it. */
export const BULK_SCOPES: Readonly<Record<BulkKind, readonly [Scope, ...Scope[]]>> = {
  CLINICIAN_LOOKUP: ['clinicians:read'],
  ORDER_ROSTER: ['clinicians:read', 'orders:write'],
  ORDER_ROSTER_PURCHASE: ['clinicians:read', 'orders:write'],
}

/** What it takes to see that there are operations, and how far they have come: each kind takes it, too. */
export const BULK_LIST_SCOPE: Scope = 'clinicians:read'
