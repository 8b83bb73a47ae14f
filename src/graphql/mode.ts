import { registerEnumType } from 'type-graphql'
import { MODES } from '../auth/actor.js'
import { enumOf } from './enums.js'

export const ModeEnum = enumOf(MODES)
registerEnumType(ModeEnum, {
  name: 'Mode',
  description:
    'Two worlds that never touch. An API key belongs to one; a session says with the header `Gateway-Mode` which one a request sees, `LIVE` unless told.',
  valuesConfig: {
    TEST: { description: 'Fictional clinicians, sandbox organizations, play money.' },
    LIVE: { description: 'Real clinicians, real organizations, real money.' },
  },
})
