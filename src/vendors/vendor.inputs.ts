import { Field, ID, InputType } from 'type-graphql'
import { MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH, MAX_WEBSITE_LENGTH } from './vendor.rules.js'

const WHY = 'Why, 1 to 1000 characters, for the audit trail'
const WEBSITE = `Address of its website, \`https://…\`, at most ${MAX_WEBSITE_LENGTH} characters`
const DESCRIPTION = `What the software does, at most ${MAX_DESCRIPTION_LENGTH} characters`

@InputType({ description: 'A credentialing software vendor to be set up.' })
export class CreateVendorInput {
  @Field(() => String, {
    description: `Name as orders and receipts will print it; 1 to ${MAX_NAME_LENGTH} characters in one line.`,
  })
  name!: string

  @Field(() => String, { nullable: true, description: `${WEBSITE}; null: none.` })
  website?: string | null

  @Field(() => String, { nullable: true, description: `${DESCRIPTION}; null: none.` })
  description?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Where staff reach it; never shown in public. Null: nowhere yet.',
  })
  contactEmail?: string | null

  @Field(() => Boolean, { description: 'Whether the public directory of software providers names it.' })
  listed!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address of a person with an account who is to manage it; null: nobody yet.',
  })
  firstMemberEmail?: string | null

  @Field(() => String, { description: `${WHY}.` })
  reason!: string
}

@InputType({ description: 'What is to be changed of a vendor; what is missing stays.' })
export class UpdateVendorInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => String, { nullable: true, description: `${WEBSITE}; null or blank: none. Missing: as it was.` })
  website?: string | null

  @Field(() => String, { nullable: true, description: `${DESCRIPTION}; null or blank: none. Missing: as it was.` })
  description?: string | null

  @Field(() => String, {
    nullable: true,
    description: `Name as orders and receipts print it from now on; 1 to ${MAX_NAME_LENGTH} characters in one line. Staff only. Null or missing: as it was.`,
  })
  name?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Where staff reach it; null: nowhere. Staff only. Missing: as it was.',
  })
  contactEmail?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the public directory names it; of software providers only. Staff only. Null or missing: as it was.',
  })
  listed?: boolean | null

  @Field(() => String, { nullable: true, description: `${WHY}; required of staff.` })
  reason?: string | null
}

@InputType({ description: 'A vendor that may have live keys.' })
export class ApproveVendorForLiveInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`; a software provider.' })
  vendorId!: string

  @Field(() => String, { description: `${WHY}.` })
  reason!: string
}

@InputType({ description: 'A vendor that is to be suspended.' })
export class SuspendVendorInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => String, { description: `${WHY}; the people of the vendor see it too.` })
  reason!: string
}

@InputType({ description: 'A suspended vendor that may work again.' })
export class ReinstateVendorInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => String, { description: `${WHY}.` })
  reason!: string
}

@InputType({ description: 'A person who is to manage a vendor.' })
export class AddVendorMemberInput {
  @Field(() => ID, { description: 'Id of the vendor, `vnd_…`.' })
  vendorId!: string

  @Field(() => String, { description: 'E-mail address of the person, who has an account already.' })
  email!: string

  @Field(() => String, { nullable: true, description: `${WHY}; required of staff.` })
  reason?: string | null
}

@InputType({ description: 'A person who is no longer to manage a vendor.' })
export class RemoveVendorMemberInput {
  @Field(() => ID, { description: 'Id of the membership, `vmb_…`.' })
  vendorMemberId!: string

  @Field(() => String, { nullable: true, description: `${WHY}; required of staff.` })
  reason?: string | null
}
