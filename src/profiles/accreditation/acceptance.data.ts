/**
 * Which accreditors accept what of a profile, and for how long it is usable. Data only: each statement has its source and
 * the day of which that is (`asOf`, `YYYY-MM-DD`). What no statement speaks of is answered as "not stated"; nothing is to
 * be concluded from what other accreditors say. Checked when the process starts (`acceptance.table.ts`). A publisher whose
 * profiles are accepted otherwise replaces this table.
 */
const RULES = { source: 'Domain rules of the gateway, "Profile"', asOf: '2026-11-23' }
/** Compares physician profiles with the standards, element by element; the day is the first of the month that it gives. */
const COMPARISON = {
  source:
    'Physician profiles measured against regulatory and accreditation standards, revised August 2023: https://amacredentialingservices.org/faq/standards',
  asOf: '2023-08-01',
}

const EVERYBODY = ['NCQA', 'JOINT_COMMISSION', 'URAC', 'DNV', 'AAAHC', 'CMS', 'CMS_MEDICARE_ADVANTAGE']
const WANT_THE_BOARD = ['NCQA', 'CMS_MEDICARE_ADVANTAGE']
const OTHERS = EVERYBODY.filter((code) => !WANT_THE_BOARD.includes(code))

export const ACCEPTANCE_DATA = {
  accreditors: [
    { code: 'NCQA', name: 'National Committee for Quality Assurance' },
    { code: 'JOINT_COMMISSION', name: 'The Joint Commission' },
    { code: 'URAC', name: 'URAC' },
    { code: 'DNV', name: 'DNV' },
    { code: 'AAAHC', name: 'Accreditation Association for Ambulatory Health Care' },
    { code: 'CMS', name: 'Centers for Medicare & Medicaid Services, for hospitals' },
    { code: 'CMS_MEDICARE_ADVANTAGE', name: 'Centers for Medicare & Medicaid Services, for Medicare Advantage' },
  ],
  // Counted from the profile's as-of day; the last day counts.
  usability: { days: 120, certificationBodyDays: 90, ...RULES },
  // What the clinician states there, and nobody has confirmed.
  selfReported: [
    { section: 'LICENSES', source: 'NPPES' },
    { section: 'EDUCATION', source: 'CMS Doctors and Clinicians' },
  ],
  // Sources that say nothing of other kinds of sanctions than this one.
  sanctionSources: [{ source: 'OIG LEIE', sanctionKind: 'MEDICARE_MEDICAID' }],
  statements: [
    {
      accreditors: ['NCQA'],
      section: 'LICENSES',
      accepted: 'NO',
      text: 'For NCQA, a profile alone is not sufficient to verify a current license. Verify it directly with the licensing board of each state concerned.',
      ...RULES,
    },
    {
      accreditors: ['NCQA'],
      section: 'SANCTIONS',
      sanctionKind: 'STATE_BOARD',
      accepted: 'NO',
      text: 'For NCQA, a profile alone is not sufficient to verify sanctions against a license. Verify them directly with the licensing board of each state concerned.',
      ...RULES,
    },
    {
      accreditors: ['CMS_MEDICARE_ADVANTAGE'],
      kind: 'PHYSICIAN',
      section: 'LICENSES',
      accepted: 'NO',
      text: 'Medicare Advantage wants a license verified directly with the licensing board.',
      ...COMPARISON,
    },
    {
      accreditors: ['CMS_MEDICARE_ADVANTAGE'],
      kind: 'PHYSICIAN',
      section: 'SANCTIONS',
      sanctionKind: 'STATE_BOARD',
      accepted: 'NO',
      text: 'Medicare Advantage wants sanctions against a license verified directly with the licensing board or another recognized source.',
      ...COMPARISON,
    },
    {
      accreditors: OTHERS,
      kind: 'PHYSICIAN',
      section: 'LICENSES',
      accepted: 'YES',
      text: 'Current and historical licenses that a licensing board reports meet the standard.',
      ...COMPARISON,
    },
    {
      accreditors: OTHERS,
      kind: 'PHYSICIAN',
      section: 'SANCTIONS',
      sanctionKind: 'STATE_BOARD',
      accepted: 'YES',
      text: 'Sanctions that a licensing board reports meet the standard.',
      ...COMPARISON,
    },
    {
      accreditors: EVERYBODY,
      kind: 'PHYSICIAN',
      section: 'EDUCATION',
      accepted: 'YES',
      text: 'A degree of a US school that the school has confirmed meets the standard.',
      ...COMPARISON,
    },
    {
      accreditors: EVERYBODY,
      kind: 'PHYSICIAN',
      section: 'TRAINING',
      accepted: 'YES',
      text: 'Training in programs that ACGME accredits, reported by the program, meets the standard.',
      ...COMPARISON,
    },
    {
      accreditors: EVERYBODY,
      kind: 'PHYSICIAN',
      section: 'BOARD_CERTIFICATIONS',
      accepted: 'YES',
      text: 'Certification by member boards of ABMS, reported by ABMS, meets the standard.',
      ...COMPARISON,
    },
    {
      accreditors: EVERYBODY,
      kind: 'PHYSICIAN',
      section: 'NPI',
      accepted: 'YES',
      text: 'The NPI as NPPES has it meets the standard.',
      ...COMPARISON,
    },
    {
      accreditors: EVERYBODY,
      kind: 'PHYSICIAN',
      section: 'DEA',
      accepted: 'YES',
      text: 'The registration as DEA reports it meets the standard.',
      ...COMPARISON,
    },
    ...[
      { sanctionKind: 'MEDICARE_MEDICAID', text: 'Exclusions as OIG reports them meet the standard.' },
      { sanctionKind: 'DEA', text: 'Sanctions as DEA reports them meet the standard.' },
      { sanctionKind: 'UNIFORMED_SERVICES', text: 'Actions as the uniformed service reports them meet the standard.' },
    ].map((one) => ({
      ...{ accreditors: EVERYBODY, kind: 'PHYSICIAN', section: 'SANCTIONS', accepted: 'YES' },
      ...one,
      ...COMPARISON,
    })),
    {
      accreditors: EVERYBODY,
      kind: 'PHYSICIAN',
      section: 'ECFMG',
      accepted: 'NO',
      text: 'A profile gives the ECFMG number only. Verify the certification of a foreign medical graduate with ECFMG.',
      ...COMPARISON,
    },
  ],
}
