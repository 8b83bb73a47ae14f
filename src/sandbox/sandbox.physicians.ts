import type { SectionValues } from '../profiles/profile.content.js'
import {
  address,
  fact,
  license,
  registryFacts,
  type SandboxClinician,
  type SandboxFact,
  type SandboxIdentity,
} from './sandbox.clinician.js'
import { SANDBOX_AS_OF, SANDBOX_SOURCES as SOURCES } from './sandbox.sources.js'

/** A physician with a sanction that has not ended. */
export const SANCTIONED_PHYSICIAN_NPI = '2990000020'
/** A physician whose NPI has been deactivated. */
export const DEACTIVATED_PHYSICIAN_NPI = '2990000038'
/** A physician whose only license has expired. */
export const EXPIRED_LICENSE_PHYSICIAN_NPI = '2990000046'
/** A physician who studied abroad and has an ECFMG number. */
export const ECFMG_PHYSICIAN_NPI = '2990000053'
/** Two physicians of the same name: the date of birth tells them apart. */
export const SAME_NAME_PHYSICIAN_NPIS = ['2990000061', '2990000079'] as const
/** The second of them, whose PDFs take long. */
export const SLOW_PHYSICIAN_NPI = SAME_NAME_PHYSICIAN_NPIS[1]
/** Two physicians of the same name and date of birth: nobody can tell them apart by those. */
const AMBIGUOUS_PHYSICIAN_NPIS = ['2990000137', '2990000145'] as const
/** A physician with accents in a hyphenated name, and a former name. */
export const ACCENTED_PHYSICIAN_NPI = '2990000087'
/** A physician of whom hardly anything is known. */
export const SPARSE_PHYSICIAN_NPI = '2990000095'
/** A physician still in training, who changes a day after somebody began to monitor them. */
export const CHANGING_PHYSICIAN_NPI = '2990000103'

/** The fictional physicians, but for the one with a full profile. */
export const SANDBOX_PHYSICIANS: readonly SandboxClinician[] = [
  physician(
    identity(SANCTIONED_PHYSICIAN_NPI, 'Marlow', 'Mockingham', 'MD', '1966-11-05', 'Pretendville', 'OH'),
    license('OH', 'TEST-35-000002', 'Active', '1994-07-01', '2027-04-01', 'Restricted'),
    education('Fabled College of Medicine', '1992-05-22'),
    sanction(SOURCES.stateBoards, {
      kind: 'STATE_BOARD',
      authority: 'Sandbox medical board of Ohio',
      action: 'Probation',
      actionOn: '2025-09-10',
      endedOn: null,
      description: 'Invented for tests: probation of three years.',
    }),
    sanction(SOURCES.exclusions, {
      kind: 'MEDICARE_MEDICAID',
      authority: 'Sandbox federal exclusions',
      action: 'Excluded from federal health care programs',
      actionOn: '2026-01-20',
      endedOn: null,
      description: null,
    }),
  ),
  {
    identity: identity(DEACTIVATED_PHYSICIAN_NPI, 'Perry', 'Placeholder', 'DO', '1951-04-30', 'Madeup Springs', 'CO'),
    facts: [
      ...registryFacts(
        identity(DEACTIVATED_PHYSICIAN_NPI, 'Perry', 'Placeholder', 'DO', '1951-04-30', 'Madeup Springs', 'CO'),
        { enumeratedOn: '2007-01-11', deactivatedOn: '2024-08-02' },
      ),
      license('CO', 'TEST-DR-000003', 'Inactive', '1980', '2023-04-30'),
    ],
  },
  physician(
    identity(EXPIRED_LICENSE_PHYSICIAN_NPI, 'Lapsley', 'Sampleman', 'MD', '1980-08-17', 'Dummyford', 'GA'),
    license('GA', 'TEST-000004', 'Expired', '2010-06-03', '2024-08-31'),
    education('Fabled College of Medicine', '2006-05'),
  ),
  physician(
    {
      ...identity(ECFMG_PHYSICIAN_NPI, 'Indira', 'Notareal', 'MBBS, MD', '1985-12-01', 'Sampleton', 'NJ'),
      ecfmgNumber: '09990025',
    },
    license('NJ', 'TEST-25MA000005', 'Active', '2016-07', '2027-06-30'),
    education('Example Institute of Medical Sciences', '2009'),
    fact(SOURCES.ecfmg, 'ECFMG', { number: '09990025', certifiedOn: '2011-08-29' }),
  ),
  physician(
    identity(SAME_NAME_PHYSICIAN_NPIS[0], 'Jordan', 'Doubleton', 'MD', '1978-03-09', 'Twinbrook', 'TX'),
    license('TX', 'TEST-N0006', 'Active', '2008-01-15', '2028-02-28'),
  ),
  physician(
    identity(SAME_NAME_PHYSICIAN_NPIS[1], 'Jordan', 'Doubleton', 'MD', '1983-10-21', 'Twinbrook', 'TX'),
    license('TX', 'TEST-N0007', 'Active', '2013-05-02', '2027-11-30'),
  ),
  physician(
    {
      ...identity(ACCENTED_PHYSICIAN_NPI, 'Zoë', 'Muestra-Núñez', 'MD', '1990-07-07', 'Mockport', 'CA'),
      otherNames: [{ type: 'FORMER', first: 'Zoë', middle: null, last: 'Muestra', suffix: null }],
    },
    license('CA', 'TEST-A000008', 'Active', '2019-09-09', '2027-07-31'),
    education('Imaginary University School of Medicine', '2016-05-15'),
  ),
  {
    identity: {
      kind: 'PHYSICIAN',
      npi: SPARSE_PHYSICIAN_NPI,
      first: 'Nemo',
      last: 'Blankenship-Test',
      credential: 'MD',
    },
    facts: [
      fact(
        SOURCES.registry,
        'NAMES',
        {
          type: 'LEGAL',
          prefix: null,
          first: 'Nemo',
          middle: null,
          last: 'Blankenship-Test',
          suffix: null,
          credential: 'MD',
        },
        'legal',
      ),
    ],
  },
  physician(
    identity(CHANGING_PHYSICIAN_NPI, 'Robin', 'Traineeson', 'DO', '1997-01-25', 'Sampleton', 'IL'),
    license('IL', 'TEST-125-000009', 'Active', '2024-06-24', '2027-07-31', 'Training'),
    education('Invented College of Osteopathic Medicine', '2024-05-18'),
    fact(SOURCES.programs, 'TRAINING', {
      institution: 'Mock General Hospital',
      state: 'IL',
      program: 'Mock General Hospital Family Medicine program',
      specialty: 'Family Medicine',
      type: 'Residency',
      startedOn: '2024-07-01',
      endedOn: '2027-06-30',
      status: 'ACTIVE',
    }),
  ),
  physician(
    identity(AMBIGUOUS_PHYSICIAN_NPIS[0], 'Casey', 'Ambiguous', 'MD', '1975-05-05', 'Mockport', 'CA'),
    license('CA', 'TEST-A000010', 'Active', '2005-03-01', '2027-05-31'),
  ),
  physician(
    identity(AMBIGUOUS_PHYSICIAN_NPIS[1], 'Casey', 'Ambiguous', 'DO', '1975-05-05', 'Sampleton', 'IL'),
    license('IL', 'TEST-036-000011', 'Active', '2004-08-15', '2028-07-31'),
  ),
]

function identity(
  npi: string,
  first: string,
  last: string,
  credential: string,
  birthDate: string,
  city: string,
  state: string,
): SandboxIdentity {
  const office = address(`${npi.slice(-3)} Example Street`, city, state, '00000')
  return { kind: 'PHYSICIAN', npi, first, last, credential, birthDate, office }
}

function physician(who: SandboxIdentity, ...facts: SandboxFact[]): SandboxClinician {
  const birth = { date: who.birthDate ?? '', city: null, state: null, country: null }
  return { identity: who, facts: [...registryFacts(who), fact(SOURCES.registry, 'BIRTH', birth), ...facts] }
}

function education(school: string, degreeOn: string): SandboxFact {
  return fact(SOURCES.schools, 'EDUCATION', {
    school,
    location: null,
    degree: null,
    degreeType: null,
    enrolledOn: null,
    degreeOn,
    verified: true,
  })
}

function sanction(source: SandboxFact['source'], value: SectionValues['SANCTIONS']): SandboxFact {
  return fact(source, 'SANCTIONS', value, `${value.kind}|${value.actionOn}`, SANDBOX_AS_OF)
}
