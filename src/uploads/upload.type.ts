import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import { DateTime } from '../graphql/scalars.js'
import { UserError } from '../graphql/user-error.js'
import { type UploadPurpose, UploadPurposeEnum } from './upload.purposes.js'

const UploadStateEnum = enumOf(['PENDING', 'COMPLETED', 'USED'] as const)
registerEnumType(UploadStateEnum, {
  name: 'UploadState',
  description: 'How far an upload has come.',
  valuesConfig: {
    PENDING: { description: 'The file has not come, or not all of it.' },
    COMPLETED: { description: 'The file is there, for a day unless something uses it.' },
    USED: { description: 'Something was started with the file; it can be used once.' },
  },
})

@ObjectType({ description: 'A header of an HTTP request.' })
export class HttpHeader {
  @Field(() => String, { description: 'Name, in lower case.' })
  name!: string

  @Field(() => String, { description: 'Value.' })
  value!: string
}

@ObjectType('Upload', {
  description:
    'Where to send a file: one HTTP request with the method, the headers and the bytes of the file as its body. It needs no key: the address is one. As long as the file is not complete, the request can be repeated from the first byte on.',
})
export class UploadType {
  @Field(() => ID, { description: 'Stable id, `upl_…`; names the file in what is started with it.' })
  id!: string

  @Field(() => UploadPurposeEnum, { description: 'What it is for.' })
  purpose!: UploadPurpose

  @Field(() => String, {
    description: 'The address, signed. Keep it as secret as a key: whoever has it can send the file.',
  })
  url!: string

  @Field(() => String, { description: 'Method of the request: `PUT`.' })
  method!: string

  @Holds(5)
  @Field(() => [HttpHeader], { description: 'Headers that the request must have, besides its `content-length`.' })
  headers!: HttpHeader[]

  @Field(() => DateTime, { description: 'Until when the request must have begun: 15 minutes from now.' })
  expiresAt!: Date

  @Field(() => UploadStateEnum, { description: 'How far it has come: `PENDING` when it was just created.' })
  state!: 'PENDING' | 'COMPLETED' | 'USED'
}

@ObjectType({ description: 'Answer of `createUpload`.' })
export class CreateUploadPayload {
  @Field(() => UploadType, { nullable: true, description: 'Where to send the file; null if something is wrong.' })
  upload!: UploadType | null

  @Field(() => [UserError], {
    description:
      'NOT_FOUND for the organization, INVALID_INPUT for what was said of the file, LIMIT_REACHED while the organization has ten uploads that nothing has used.',
  })
  userErrors!: UserError[]
}
