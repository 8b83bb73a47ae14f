import { Field, ID, InputType } from 'type-graphql'
import { type BulkResultFormat, BulkResultFormatEnum } from '../bulk/bulk.words.js'

@InputType({ description: 'A roster that is to be looked up.' })
export class StartClinicianLookupInput {
  @Field(() => ID, {
    description: 'Id of an upload of yours for CLINICIAN_ROSTER that is complete, `upl_…`. It can be used once.',
  })
  uploadId!: string

  @Field(() => ID, { description: 'Id of the organization for which it was created, `org_…`.' })
  organizationId!: string

  @Field(() => BulkResultFormatEnum, { description: 'How the result is written.' })
  resultFormat!: BulkResultFormat

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether to look again although the same file was looked up for the organization, in the same format, and its result is still there: the directory may know more by now.',
  })
  again!: boolean
}
