import {
  address,
  fact,
  license,
  registryFacts,
  type SandboxClinician,
  type SandboxIdentity,
} from './sandbox.clinician.js'
import { SANDBOX_AS_OF, SANDBOX_SOURCES as SOURCES } from './sandbox.sources.js'

/** NPI of the fictional physician of whom every section of the physician profile has something to say. */
export const FULL_PHYSICIAN_NPI = '2990000012'

const identity: SandboxIdentity = {
  kind: 'PHYSICIAN',
  npi: FULL_PHYSICIAN_NPI,
  first: 'Avery',
  middle: 'Quill',
  last: 'Fictional',
  suffix: 'III',
  credential: 'MD',
  birthDate: '1974-02-28',
  ecfmgNumber: '09990017',
  otherNames: [
    { type: 'FORMER', first: 'Avery', middle: 'Quill', last: 'Sandoval-Test', suffix: null },
    { type: 'OTHER', first: 'Ave', middle: null, last: 'Fictional', suffix: null },
  ],
  office: address('100 Example Plaza, Suite 4', 'Sampleton', 'IL', '60600'),
}

/** Every section of the physician profile, with whatever makes a rendering think: ended, partial, current, historical. */
export const FULL_PHYSICIAN: SandboxClinician = {
  identity,
  facts: [
    ...registryFacts(identity, {
      enumeratedOn: '2006-07-19',
      deactivatedOn: '2015-01-08',
      reactivatedOn: '2015-03-30',
    }),
    fact(SOURCES.registry, 'MAILING_ADDRESS', address('PO Box 0000', 'Sampleton', 'IL', '60600-0001')),
    fact(SOURCES.registry, 'OFFICE_PHONE', { number: '3125550100', extension: '204' }),
    fact(SOURCES.registry, 'BIRTH', { date: '1974-02-28', city: 'Testville', state: 'Ontario', country: 'CA' }),
    fact(SOURCES.societies, 'ACTIVITY', { majorActivity: 'Direct patient care', specialty: null }, 'activity'),
    fact(
      SOURCES.registry,
      'ACTIVITY',
      { majorActivity: null, specialty: { taxonomyCode: '207RC0000X', name: 'Cardiovascular Disease', primary: true } },
      '207RC0000X',
    ),
    fact(
      SOURCES.registry,
      'ACTIVITY',
      { majorActivity: null, specialty: { taxonomyCode: '207R00000X', name: 'Internal Medicine', primary: false } },
      '207R00000X',
    ),
    fact(SOURCES.societies, 'MEMBERSHIP', { status: 'Active member' }),
    fact(SOURCES.schools, 'EDUCATION', {
      school: 'Imaginary University School of Medicine',
      location: 'Testville, Ontario, Canada',
      degree: 'MD',
      degreeType: 'Doctor of Medicine',
      enrolledOn: '1995-09',
      degreeOn: '1999-06-04',
      verified: true,
    }),
    fact(
      SOURCES.programs,
      'TRAINING',
      training('Mock General Hospital', 'IL', 'Internal Medicine', 'Residency', '1999-07-01', '2002-06-30'),
      'residency',
    ),
    fact(
      SOURCES.programs,
      'TRAINING',
      training('Pretend Medical Center', 'WI', 'Cardiovascular Disease', 'Fellowship', '2002-07', '2005-06'),
      'fellowship',
    ),
    fact(SOURCES.examiners, 'NATIONAL_BOARDS', {
      board: 'Sandbox board of medical examiners',
      examination: 'Steps 1 to 3',
      certifiedOn: '2001',
    }),
    license('IL', 'TEST-036-000001', 'Active', '2002-08-15', '2029-07-31'),
    license('WI', 'TEST-20001', 'Active', '2005-02', '2028-10-31'),
    license('MN', 'TEST-30001', 'Expired', '2003', '2009-02-28'),
    license('IL', 'TEST-125-000001', 'Inactive', '1999-07-01', '2002-09-30', 'Training'),
    fact(SOURCES.ecfmg, 'ECFMG', { number: '09990017', certifiedOn: '1999-05-17' }),
    fact(SOURCES.drugRegistrations, 'DEA', {
      number: 'FF9999991',
      schedules: ['2', '2N', '3', '3N', '4', '5'],
      expiresOn: '2028-05-31',
      city: 'Sampleton',
      state: 'IL',
    }),
    fact(
      SOURCES.specialtyBoards,
      'BOARD_CERTIFICATIONS',
      {
        board: 'Sandbox Board of Internal Medicine',
        certificate: 'Internal Medicine',
        status: 'Active',
        type: 'General',
        duration: 'LIFETIME',
        effectiveOn: '2002-08-21',
        expiresOn: null,
        reverificationOn: null,
        participatingInContinuingCertification: false,
      },
      'Internal Medicine',
    ),
    fact(
      SOURCES.specialtyBoards,
      'BOARD_CERTIFICATIONS',
      {
        board: 'Sandbox Board of Internal Medicine',
        certificate: 'Cardiovascular Disease',
        status: 'Active',
        type: 'Subspecialty',
        duration: 'CONTINUOUS',
        effectiveOn: '2005-11-02',
        expiresOn: null,
        reverificationOn: '2027-04-01',
        participatingInContinuingCertification: true,
      },
      'Cardiovascular Disease',
    ),
    fact(
      SOURCES.stateBoards,
      'SANCTIONS',
      {
        kind: 'STATE_BOARD',
        authority: 'Sandbox medical board of Minnesota',
        action: 'Reprimand',
        actionOn: '2007-03-12',
        endedOn: '2008-03-12',
        description: 'Invented for tests: late renewal of a license. Terms fulfilled.',
      },
      'MN|2007-03-12',
      SANDBOX_AS_OF,
    ),
    fact(
      SOURCES.uniformedServices,
      'SANCTIONS',
      {
        kind: 'UNIFORMED_SERVICES',
        authority: 'Sandbox uniformed services',
        action: 'Privileges suspended',
        actionOn: '2004-10',
        endedOn: '2004-12',
        description: null,
      },
      '2004-10',
      SANDBOX_AS_OF,
    ),
  ],
}

function training(
  institution: string,
  state: string,
  specialty: string,
  type: string,
  startedOn: string,
  endedOn: string,
) {
  const program = `${institution} ${specialty} program`
  return { institution, state, program, specialty, type, startedOn, endedOn, status: 'COMPLETED' as const }
}
