import { registerEnumType } from 'type-graphql'
import { enumOf } from '../graphql/enums.js'
import { SECTION_CODES, SECTION_TITLES } from './profile.sections.js'

export const ProfileSectionCodeEnum = enumOf(SECTION_CODES)
registerEnumType(ProfileSectionCodeEnum, {
  name: 'ProfileSectionCode',
  description: 'A section of a profile; a field of `Profile` shows each.',
  valuesConfig: Object.fromEntries(SECTION_CODES.map((code) => [code, { description: `${SECTION_TITLES[code]}.` }])),
})
