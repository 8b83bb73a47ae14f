import type { SectionCode } from '../profiles/profile.content.js'

/** Names of the invented sources of test mode; each says of itself that it is none. */
export const SANDBOX_SOURCES = {
  registry: 'Sandbox: provider registry',
  stateBoards: 'Sandbox: state medical boards',
  schools: 'Sandbox: medical schools',
  programs: 'Sandbox: training programs',
  examiners: 'Sandbox: national board of examiners',
  ecfmg: 'Sandbox: foreign medical graduates',
  specialtyBoards: 'Sandbox: specialty boards',
  drugRegistrations: 'Sandbox: controlled substance registrations',
  exclusions: 'Sandbox: federal exclusions',
  uniformedServices: 'Sandbox: uniformed services',
  societies: 'Sandbox: medical society',
  assistants: 'Sandbox: physician assistant commission',
} as const
export type SandboxSource = (typeof SANDBOX_SOURCES)[keyof typeof SANDBOX_SOURCES]

/** The day as of which the invented sources were asked; fixed, so that loading them again changes nothing. */
export const SANDBOX_AS_OF = '2026-06-01'

/** Sources that were asked about everybody of test mode: where they say nothing, there is nothing. */
export const SANDBOX_COVERAGES: readonly { section: SectionCode; source: SandboxSource }[] = [
  { section: 'SANCTIONS', source: SANDBOX_SOURCES.stateBoards },
  { section: 'SANCTIONS', source: SANDBOX_SOURCES.exclusions },
  { section: 'SANCTIONS', source: SANDBOX_SOURCES.drugRegistrations },
]
