import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Access } from '../graphql/access.policy.js'
import type { Context } from '../graphql/context.js'
import { asPayload } from '../graphql/user-error.js'
import { CreateUploadInput } from './upload.inputs.js'
import type { UploadService } from './upload.service.js'
import { CreateUploadPayload } from './upload.type.js'

@Resolver()
export class UploadResolver {
  constructor(private readonly uploads: UploadService) {}

  @Access('VENDOR', 'USER')
  @Mutation(() => CreateUploadPayload, {
    description:
      'Announces a file and gives the address to send it to. Needs the scope that the purpose asks for, of the key and the grant, or of your role there.',
  })
  async createUpload(
    @Ctx() { actor, request }: Context,
    @Arg('input', () => CreateUploadInput, { description: 'The file.' }) input: CreateUploadInput,
  ): Promise<CreateUploadPayload> {
    return await asPayload<Pick<CreateUploadPayload, 'upload'>>(
      async () => ({ upload: await this.uploads.create(actor, request, input) }),
      { upload: null },
    )
  }
}
