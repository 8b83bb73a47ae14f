import { registerEnumType } from 'type-graphql'
import type { Scope } from '../auth/actor.js'
import { enumOf } from '../graphql/enums.js'
import { EVIDENCE_TYPES, notEvidenceOf } from '../kernel/evidence-kind.js'
import { notTextOf } from '../kernel/text-kind.js'

export const UPLOAD_PURPOSES = ['CLINICIAN_ROSTER', 'ORDER_ROSTER', 'DISCREPANCY_EVIDENCE'] as const
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number]
export const UploadPurposeEnum = enumOf(UPLOAD_PURPOSES)
registerEnumType(UploadPurposeEnum, {
  name: 'UploadPurpose',
  description: 'What a file is uploaded for; decides what it may be and how large.',
  valuesConfig: {
    CLINICIAN_ROSTER: {
      description:
        'A list of clinicians for `startClinicianLookup`: CSV (`text/csv`) or JSON Lines (`application/jsonl` or `application/x-ndjson`) in UTF-8, up to 32 MB (33,554,432 bytes). Needs the scope `clinicians:read`.',
    },
    ORDER_ROSTER: {
      description:
        'A list of profiles for `orderRoster`, in the same formats, up to 8 MB (8,388,608 bytes). Needs the scope `orders:write`.',
    },
    DISCREPANCY_EVIDENCE: {
      description:
        'A file that goes with a discrepancy report, for `reportDiscrepancy` and `replyToDiscrepancy`: PDF (`application/pdf`), PNG (`image/png`) or JPEG (`image/jpeg`) by its content, up to 10 MB (10,485,760 bytes). Needs the scope `discrepancies:write`.',
    },
  },
})

/** What a file of a purpose may be. */
interface PurposeRules {
  maxBytes: number
  /** Media types that may be announced, without parameters. */
  contentTypes: readonly string[]
  /** Whoever uploads, and whoever started what it is for, must have it for the organization. */
  scope: Scope
  /** What the file is instead, by its content and whatever it is called; null if it can be what was announced. */
  refusal(head: Buffer, contentType: string): string | null
}

/** Of so many of a file's first bytes `refusal` tells what it is. */
export const HEAD_BYTES = 4_096

export const PURPOSE_RULES: Readonly<Record<UploadPurpose, PurposeRules>> = {
  CLINICIAN_ROSTER: {
    maxBytes: 33_554_432,
    contentTypes: ['text/csv', 'application/jsonl', 'application/x-ndjson'],
    scope: 'clinicians:read',
    refusal: notTextOf,
  },
  ORDER_ROSTER: {
    maxBytes: 8_388_608,
    contentTypes: ['text/csv', 'application/jsonl', 'application/x-ndjson'],
    scope: 'orders:write',
    refusal: notTextOf,
  },
  DISCREPANCY_EVIDENCE: {
    maxBytes: 10_485_760,
    contentTypes: EVIDENCE_TYPES,
    scope: 'discrepancies:write',
    refusal: notEvidenceOf,
  },
}
