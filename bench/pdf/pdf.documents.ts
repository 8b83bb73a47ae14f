import { canonicalJson, sha256Hex } from '../../src/kernel/digest.js'
import type { ProfileContent, ProfileElement, ProfileSection } from '../../src/profiles/profile.content.js'
import type { ProfileDocument } from '../../src/profiles/profile.document.js'

/** Of every eighth clinician a name is not ASCII, as it is in the directory or more often. */
const LAST_NAMES = ['Invented', 'Madeup', 'Pretend', 'Imaginary', 'Fictional', 'Placeholder', 'Sample', 'Núñez-Żółć']
const STATES = ['IL', 'WI', 'IN', 'OH', 'MI', 'IA']

/** The profile of a physician who does not exist, of three to four pages; no two are alike. */
export function madeUpDocument(serial: number): ProfileDocument {
  const content = contentOf(serial)
  return {
    header: {
      documentNumber: `PD-${String(serial).padStart(10, '0')}`,
      product: 'INITIAL_APPOINTMENT',
      asOf: '2026-06-14T14:05:00.000Z',
      orderNumber: `PO-${String(serial).padStart(10, '0')}`,
      organizationName: `Fictional Memorial Hospital ${serial % 40}`,
      requestedBy: 'Sample Credentialing Software',
      timeZone: 'America/Chicago',
      mode: 'TEST',
    },
    content,
    contentSha256: sha256Hex(canonicalJson(content)),
    publisher: {
      name: 'Example Profiles Publisher',
      addressLines: ['1 Example Plaza', 'Springfield, IL 62701'],
      phone: '555-0100',
      email: 'profiles@publisher.example',
      publicUrl: 'https://gateway.example',
    },
  }
}

function reported<Value>(value: Value, source: string): ProfileElement<Value> {
  return { value, provenance: { source, lastReportedOn: '2026-06-12', retrievedAt: '2026-06-14T03:10:00.000Z' } }
}

function section<Value>(source: string, ...values: Value[]): ProfileSection<Value> {
  return { elements: values.map((value) => reported(value, source)), noneReported: [] }
}

function contentOf(serial: number): ProfileContent {
  const last = LAST_NAMES[serial % LAST_NAMES.length] ?? ''
  const city = `Sampleton ${serial % 97}`
  const address = { lines: [`${100 + serial} Nowhere Avenue`], city, state: 'IL', postalCode: '00001', country: 'US' }
  const name = { prefix: null, first: `Testina ${serial}`, middle: 'Q.', suffix: null, credential: 'MD' }
  return {
    format: 'profile-content/1',
    clinicianId: `clin_${serial}`,
    kind: 'PHYSICIAN',
    sections: {
      NAMES: section('NPPES', { ...name, type: 'LEGAL', last }, { ...name, type: 'FORMER', last: 'Former-Example' }),
      MAILING_ADDRESS: section('NPPES', address),
      OFFICE_ADDRESS: section('NPPES', { ...address, lines: ['1 Example Plaza', `Suite ${serial}`] }),
      OFFICE_PHONE: section('NPPES', { number: `312555${String(serial % 10_000).padStart(4, '0')}`, extension: null }),
      BIRTH: section('Sample Registry', { date: '1971-02', city, state: 'IL', country: 'US' }),
      ACTIVITY: section('NPPES', {
        majorActivity: 'Office-based practice',
        specialty: { taxonomyCode: '207R00000X', name: 'Internal Medicine', primary: true },
      }),
      NPI: section('NPPES', {
        number: `2${String(serial).padStart(9, '0')}`,
        enumeratedOn: '2006-05-23',
        deactivatedOn: null,
        reactivatedOn: null,
      }),
      ...careerOf(serial),
      SANCTIONS: {
        elements: [],
        noneReported: [
          { source: 'OIG LEIE', asOf: '2026-06-10' },
          { source: 'Sample Federation of Boards', asOf: '2026-06-12' },
        ],
      },
    },
  }
}

function careerOf(serial: number): ProfileContent['sections'] {
  return {
    EDUCATION: section('Imaginary University', {
      school: 'Imaginary University School of Medicine',
      location: 'Sampleton, IL',
      degree: 'Doctor of Medicine',
      degreeType: 'MD',
      enrolledOn: '1993-09',
      degreeOn: '1997-06-14',
      verified: true,
    }),
    TRAINING: section(
      'Sample GME Census',
      ...['Residency', 'Fellowship'].map((type, index) => ({
        institution: `Make-Believe General Hospital ${(serial + index) % 31}`,
        state: 'WI',
        program: `Internal Medicine ${type} Program`,
        specialty: 'Internal Medicine',
        type,
        startedOn: `${1997 + 3 * index}-07-01`,
        endedOn: `${2000 + 3 * index}-06-30`,
        status: 'COMPLETED' as const,
      })),
    ),
    NATIONAL_BOARDS: section('Sample Registry', {
      board: 'NBME',
      examination: 'Parts I to III',
      certifiedOn: '1998-07',
    }),
    LICENSES: section(
      'Sample Federation of Boards',
      ...STATES.map((jurisdiction, index) => ({
        jurisdiction,
        number: `${index}36-${String(serial).padStart(6, '0')}`,
        type: 'Physician and surgeon',
        status: index < 2 ? 'Active' : 'Expired',
        issuedOn: `${1998 + index}-08-01`,
        expiresOn: `${2026 + (index < 2 ? 1 : -10)}-07-31`,
      })),
    ),
    DEA: section('Sample DEA Extract', {
      number: `AB${String(1_000_000 + serial)}`,
      schedules: ['2', '2N', '3', '3N', '4', '5'],
      expiresOn: '2027-09-30',
      city: 'Sampleton',
      state: 'IL',
    }),
    BOARD_CERTIFICATIONS: section(
      'Sample Board of Internal Medicine',
      ...['Internal Medicine', 'Cardiovascular Disease', 'Geriatric Medicine'].map((certificate, index) => ({
        board: 'Sample Board of Internal Medicine',
        certificate,
        status: 'Certified',
        type: index === 0 ? 'General' : 'Subspecialty',
        duration: 'CONTINUOUS' as const,
        effectiveOn: `${2000 + index * 4}-08-23`,
        expiresOn: '2026-12-31',
        reverificationOn: '2027-04-01',
        participatingInContinuingCertification: true,
      })),
    ),
  }
}
