import {
  address,
  fact,
  license,
  registryFacts,
  type SandboxClinician,
  type SandboxIdentity,
} from './sandbox.clinician.js'
import { SANDBOX_AS_OF, SANDBOX_SOURCES as SOURCES } from './sandbox.sources.js'

/** A physician assistant of whom every section of the PA profile has something to say. */
export const FULL_ASSISTANT_NPI = '2990000111'
export const FULL_ASSISTANT_NCCPA_NUMBER = '9990001'
/** A physician assistant without an NCCPA number. */
export const PLAIN_ASSISTANT_NPI = '2990000129'

const full: SandboxIdentity = {
  kind: 'PHYSICIAN_ASSISTANT',
  npi: FULL_ASSISTANT_NPI,
  first: 'Casey',
  middle: 'Lorem',
  last: 'Makebelieve',
  credential: 'PA-C',
  birthDate: '1988-06-12',
  nccpaNumber: FULL_ASSISTANT_NCCPA_NUMBER,
  otherNames: [{ type: 'FORMER', first: 'Casey', middle: null, last: 'Testerby', suffix: null }],
  office: address('200 Example Plaza', 'Mockport', 'WA', '98000'),
}

const plain: SandboxIdentity = {
  kind: 'PHYSICIAN_ASSISTANT',
  npi: PLAIN_ASSISTANT_NPI,
  first: 'Riley',
  last: 'Stubbins-Test',
  credential: 'PA',
  birthDate: '1993-02-19',
  office: address('129 Example Street', 'Dummyford', 'AZ', '85000'),
}

/** The fictional physician assistants. */
export const SANDBOX_ASSISTANTS: readonly SandboxClinician[] = [
  {
    identity: full,
    facts: [
      ...registryFacts(full, { enumeratedOn: '2014-09-03' }),
      fact(SOURCES.registry, 'MAILING_ADDRESS', address('PO Box 0002', 'Mockport', 'WA', '98000')),
      fact(SOURCES.registry, 'OFFICE_PHONE', { number: '2065550111', extension: null }),
      fact(SOURCES.registry, 'BIRTH', { date: '1988-06', city: null, state: null, country: 'US' }),
      fact(
        SOURCES.registry,
        'ACTIVITY',
        {
          majorActivity: 'Direct patient care',
          specialty: { taxonomyCode: '363AM0700X', name: 'Medical', primary: true },
        },
        '363AM0700X',
      ),
      fact(SOURCES.schools, 'PA_PROGRAM', {
        school: 'Imaginary University Physician Assistant Program',
        location: 'Testville, WA',
        degreeYear: '2014',
      }),
      fact(SOURCES.assistants, 'NCCPA', {
        number: FULL_ASSISTANT_NCCPA_NUMBER,
        status: 'Certified',
        yearGranted: '2014',
      }),
      license('WA', 'TEST-PA000010', 'Active', '2014-10-20', '2028-06-12'),
      license('OR', 'TEST-PA000011', 'Expired', '2015', '2019-12-31'),
      fact(
        SOURCES.stateBoards,
        'SANCTIONS',
        {
          kind: 'STATE_BOARD',
          authority: 'Sandbox medical board of Oregon',
          action: 'Fine',
          actionOn: '2018-02-05',
          endedOn: '2018-05-05',
          description: 'Invented for tests: continuing education reported late. Paid.',
        },
        'OR|2018-02-05',
        SANDBOX_AS_OF,
      ),
    ],
  },
  {
    identity: plain,
    facts: [
      ...registryFacts(plain, { enumeratedOn: '2020-11-30' }),
      fact(SOURCES.registry, 'BIRTH', { date: '1993-02-19', city: null, state: null, country: null }),
      license('AZ', 'TEST-000012', 'Active', '2021-01-04', '2027-10-01'),
    ],
  },
]
