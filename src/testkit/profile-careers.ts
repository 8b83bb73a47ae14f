import type {
  BoardCertificationValue,
  LicenseValue,
  ProfileSections,
  TrainingValue,
} from '../profiles/profile.content.js'
import { reported, section } from './profile-elements.js'

/** Education, training, examinations, licenses, certificates and sanctions of the fictional physician. */
export function fictionalCareer() {
  return {
    EDUCATION: section(
      reported(
        {
          school: 'Imaginary University School of Medicine',
          location: 'Sampleton, IL',
          degree: 'Doctor of Medicine',
          degreeType: 'MD',
          enrolledOn: '1993-09',
          degreeOn: '1997-06-14',
          verified: true,
        },
        'Imaginary University',
      ),
    ),
    TRAINING: section<TrainingValue>(
      reported(
        {
          institution: 'Make-Believe General Hospital',
          state: 'WI',
          program: 'Internal Medicine Residency Program',
          specialty: 'Internal Medicine',
          type: 'Residency',
          startedOn: '1997-07-01',
          endedOn: '2000-06-30',
          status: 'COMPLETED',
        },
        'Sample GME Census',
      ),
      reported(
        {
          institution: 'Pretend Heart Institute',
          state: 'IL',
          program: null,
          specialty: 'Cardiovascular Disease',
          type: 'Fellowship',
          startedOn: '2001',
          endedOn: null,
          status: 'LEAVE_OF_ABSENCE',
        },
        'Sample GME Census',
      ),
    ),
    NATIONAL_BOARDS: section(
      reported({ board: 'NBME', examination: 'Parts I, II and III', certifiedOn: '1998-07' }, 'Sample Registry'),
    ),
    LICENSES: section<LicenseValue>(
      reported(
        {
          jurisdiction: 'IL',
          number: '036-000001',
          type: 'Physician and surgeon',
          status: 'Active',
          issuedOn: '1998-08-01',
          expiresOn: '2026-07-31',
        },
        'Illinois Sample Board',
      ),
      reported(
        {
          jurisdiction: 'WI',
          number: '00001-20',
          type: 'Medicine and surgery',
          status: 'Expired',
          issuedOn: '1999',
          expiresOn: '2003-10',
        },
        'Wisconsin Sample Board',
        '2026-05-30',
      ),
      reported(
        { jurisdiction: 'IN', number: '01000001A', type: null, status: null, issuedOn: null, expiresOn: null },
        'NPPES',
      ),
    ),
    BOARD_CERTIFICATIONS: section<BoardCertificationValue>(
      reported(
        {
          board: 'Sample Board of Internal Medicine',
          certificate: 'Internal Medicine',
          status: 'Certified',
          type: 'General',
          duration: 'LIFETIME',
          effectiveOn: '2000-08-23',
          expiresOn: null,
          reverificationOn: null,
          participatingInContinuingCertification: null,
        },
        'Sample Board of Internal Medicine',
      ),
      reported(
        {
          board: 'Sample Board of Internal Medicine',
          certificate: 'Cardiovascular Disease',
          status: 'Certified',
          type: 'Subspecialty',
          duration: 'CONTINUOUS',
          effectiveOn: '2004-11-09',
          expiresOn: '2026-12-31',
          reverificationOn: '2027-04-01',
          participatingInContinuingCertification: true,
        },
        'Sample Board of Internal Medicine',
      ),
    ),
    SANCTIONS: {
      elements: [
        reported(
          {
            kind: 'STATE_BOARD',
            authority: 'Illinois Sample Board',
            action: 'Reprimand',
            actionOn: '2011-04-05',
            endedOn: '2012',
            description: 'Invented for demonstration: late renewal of a license. Fine of $500 paid.',
          },
          'Illinois Sample Board',
        ),
      ],
      noneReported: [{ source: 'OIG LEIE', asOf: '2026-06-10' }],
    },
  } satisfies ProfileSections
}
