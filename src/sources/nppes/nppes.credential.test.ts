import { describe, expect, it } from '@jest/globals'
import { saysPhysician } from './nppes.credential.js'

describe('credential text', () => {
  it.each([
    'M.D.',
    'MD',
    'M.D',
    'M. D.',
    'M D',
    'm.d.',
    'D.O.',
    'DO',
    'D. O.',
    'MD, PHD',
    'M.D., PH.D.',
    'PH.D., M.D.',
    'PHD MD',
    'PH.D. M.D.',
    'MD/PHD',
    'MD-PHD',
    'M.D.PH.D.',
    'MDPHD',
    'MD, FACP, FACR',
    'M.D.1208',
    'M.D., F.A.A.P.',
    'MBBS, MD',
    'M.D.M.P.H.',
    'D.O., M.P.H.',
    '(MD)',
    'MEDICAL DOCTOR',
    'Doctor of Osteopathic Medicine',
  ])('"%s" says physician', (credential) => {
    expect(saysPhysician(credential)).toBe(true)
  })

  it.each([
    '',
    'M.',
    'DDS',
    'D.D.S.',
    'DMD',
    'D.M.D.',
    'D. M. D.',
    'MDS',
    'M.D.S.',
    'OMD',
    'O.M.D.',
    'D.O.M.',
    'DPM',
    'ND',
    'PA-C',
    'FP',
    'NURSE PRACTITIONER',
    'PH.D.',
    'MDIV',
    'RN',
    'P.A.-C.',
  ])('"%s" does not', (credential) => {
    expect(saysPhysician(credential)).toBe(false)
  })
})
