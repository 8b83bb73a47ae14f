import { Field, InputType } from 'type-graphql'
import { LocalDate } from '../graphql/scalars.js'

@InputType({ description: 'A legal, former or other name together with the date of birth.' })
export class NameAndBirthDateInput {
  @Field(() => String, { description: 'First name; case, accents, punctuation and repeated blanks do not matter.' })
  firstName!: string

  @Field(() => String, { description: 'Last name; case, accents, punctuation and repeated blanks do not matter.' })
  lastName!: string

  @Field(() => LocalDate, { description: 'Date of birth, exact.' })
  birthDate!: string
}

/** Exactly one of its fields; `schema.ts` turns it into a `@oneOf` input. */
@InputType({ description: 'By what to look for a clinician: exactly one of these.' })
export class ClinicianCriterion {
  @Field(() => String, {
    nullable: true,
    description: 'National Provider Identifier: 10 digits that begin with 1 or 2 and pass the check digit.',
  })
  npi?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'ECFMG number of a physician: 7 or 8 digits; hyphens are dropped.',
  })
  ecfmgNumber?: string | null

  @Field(() => String, { nullable: true, description: 'NCCPA number of a physician assistant: 7 digits.' })
  nccpaNumber?: string | null

  @Field(() => NameAndBirthDateInput, { nullable: true, description: 'First and last name and date of birth.' })
  nameAndBirthDate?: NameAndBirthDateInput | null
}
