import { Field, InputType } from 'type-graphql'

@InputType({ description: 'For whom a new password is asked.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'E-mail address that the person signs in with; in any case of letters.' })
  email!: string
}

@InputType({ description: 'A new password for whom the link was mailed to.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The last part of the link in the e-mail, 43 characters.' })
  token!: string

  @Field(() => String, {
    description: 'The password from now on, 15 to 256 characters, of any kind; not one that others would try first.',
  })
  newPassword!: string
}

@InputType({ description: 'A new password for yourself.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password so far.' })
  currentPassword!: string

  @Field(() => String, {
    description: 'The password from now on, 15 to 256 characters, of any kind; not one that others would try first.',
  })
  newPassword!: string
}

@InputType({ description: 'Another e-mail address, and so another user name, for yourself.' })
export class RequestEmailChangeInput {
  @Field(() => String, { description: 'The address to sign in with, once it is confirmed; kept in lower case.' })
  newEmail!: string

  @Field(() => String, { description: 'Your password: a session alone is not enough for this.' })
  currentPassword!: string
}

@InputType({ description: 'Confirmation of an e-mail address.' })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: 'The last part of the link in the e-mail, 43 characters.' })
  token!: string
}
