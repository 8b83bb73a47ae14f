import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root, registerEnumType } from 'type-graphql'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import { enumOf } from '../graphql/enums.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { asPayload } from '../graphql/user-error.js'
import { UserErrors } from '../kernel/errors.js'
import type { Publisher } from '../kernel/publisher.js'
import { acceptanceOf } from './accreditation/acceptance.js'
import { DecisionArgs, ProfileAcceptance } from './accreditation/acceptance.type.js'
import type { ProfileComparison } from './changes/profile.comparison.js'
import { ProfileChangesResult } from './changes/profile-changes.type.js'
import { comparison } from './changes/profile-changes.view.js'
import type { DocumentWithContent } from './profile.documents.js'
import { NOTICE_CODES, type Notice, type NoticeCode, noticesOf } from './profile.notices.js'
import { Profile } from './profile.type.js'

const ProfileNoticeCodeEnum = enumOf(NOTICE_CODES)
registerEnumType(ProfileNoticeCodeEnum, {
  name: 'ProfileNoticeCode',
  description: 'What a notice of a profile is about. New ones may be added.',
  valuesConfig: {
    DISCREPANCIES: { description: 'How, and until when, an error can be reported.' },
    ACCREDITATION: {
      description: 'What accreditors do not accept from a profile alone, and for how long it is usable.',
    },
    SANCTIONS: { description: 'What "none reported" means.' },
    SELF_DESIGNATED_SPECIALTIES: { description: 'What a specialty that the clinician states means.' },
    SOURCES_AND_DATES: { description: 'What is told of sources, and how dates are printed.' },
    VERIFICATION: { description: 'Where anybody can check the document.' },
    FINGERPRINT: { description: 'SHA-256 (hex) of the content.' },
    TEST_MODE: { description: 'That everything in it is made up; in test mode only.' },
  },
})

@ObjectType({ description: 'A notice of a profile: section 17 of the official document.' })
class ProfileNotice {
  @Field(() => ProfileNoticeCodeEnum, { description: 'What it is about.' })
  code!: NoticeCode

  @Field(() => String, { description: 'Its title, as printed.' })
  title!: string

  @Field(() => String, { description: 'What it says, as printed.' })
  text!: string
}

/** What is made of a profile when it is asked for. */
@Resolver(() => Profile)
export class ProfileResolver {
  readonly #earlier: LoaderDefinition<{ organizationId: string; documentNumber: string }, DocumentWithContent | null>

  constructor(
    comparisons: ProfileComparison,
    private readonly publisher: Publisher,
  ) {
    this.#earlier = { load: (wanted, scope) => comparisons.documents(wanted, scope) }
  }

  @Holds(NOTICE_CODES.length)
  @FieldResolver(() => [ProfileNotice], { description: 'The notices of the official document, in printed order.' })
  notices(@Root() { document }: Profile): Notice[] {
    return noticesOf({ ...document, publisher: this.publisher })
  }

  @FieldResolver(() => ProfileChangesResult, {
    description:
      'What differs from another profile of the same clinician that the organization has bought, most often an earlier one, to this one: by section, element and field. Sections that only one of the two products includes are not compared. Reads that profile too, which stands in the audit trail.',
  })
  async changesSince(
    @Root() { document, organizationId }: Profile,
    @Ctx() { actor, loaders }: Context,
    @Arg('profile', () => ID, { description: 'Number of its document, `PD-` and 10 digits.' }) documentNumber: string,
  ): Promise<ProfileChangesResult> {
    return await asPayload<Pick<ProfileChangesResult, 'changes'>>(
      async () => {
        const earlier = await loaders.get(this.#earlier).load({ organizationId, documentNumber })
        if (earlier === null) {
          throw UserErrors.one('NOT_FOUND', ['profile'], `the organization has no document "${documentNumber}"`)
        }
        return { changes: comparison(earlier, document, actor) }
      },
      { changes: null },
    )
  }

  @FieldResolver(() => ProfileAcceptance, {
    description:
      'What an accreditor accepts of this profile for a decision on that day, and until when it is usable: 120 days from the day of its `asOf` in its `timeZone`, 90 for certification bodies; the last day counts. Current licenses and sanctions against licenses are not sufficient for NCQA from a profile alone.',
  })
  acceptedBy(@Root() { document }: Profile, @Args(() => DecisionArgs) decision: DecisionArgs): ProfileAcceptance {
    return acceptanceOf(document, decision)
  }
}
