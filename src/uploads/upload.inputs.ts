import { Field, ID, InputType, Int } from 'type-graphql'
import { type UploadPurpose, UploadPurposeEnum } from './upload.purposes.js'

@InputType({ description: 'A file that is going to be uploaded.' })
export class CreateUploadInput {
  @Field(() => ID, { description: 'Id of the organization for which it is, `org_…`.' })
  organizationId!: string

  @Field(() => UploadPurposeEnum, { description: 'What it is for; decides what it may be.' })
  purpose!: UploadPurpose

  @Field(() => String, {
    description: 'Name of the file, 1 to 200 characters; shown with what is made of it, and never trusted.',
  })
  fileName!: string

  @Field(() => String, {
    description:
      'Media type: one of those of the purpose; of the parameters, only `charset=utf-8` may be given. The request that brings the file must say the same.',
  })
  contentType!: string

  @Field(() => Int, { description: 'Size in bytes, exact; what comes must have as many.' })
  bytes!: number

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of the file, 64 hexadecimal digits; what comes is compared with it. Null: it is not compared.',
  })
  sha256?: string | null
}
