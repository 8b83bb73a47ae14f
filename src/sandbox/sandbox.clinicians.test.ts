import { describe, expect, it } from '@jest/globals'
import { isDeaNumber, isNccpaNumber, isNpi, normalizeEcfmgNumber } from '../kernel/identifiers.js'
import type { DeaValue, SectionValues } from '../profiles/profile.content.js'
import { PRODUCT_SECTIONS } from '../profiles/profile.sections.js'
import type { CmsSectionValues } from '../sources/cms/cms.clinicians.js'
import type { ExclusionSanction } from '../sources/leie/exclusion.sanctions.js'
import type { NppesSectionValues } from '../sources/nppes/nppes.section-values.js'
import { FULL_ASSISTANT_NPI, PLAIN_ASSISTANT_NPI } from './sandbox.assistants.js'
import { SANDBOX_CLINICIANS, sandboxRecords } from './sandbox.clinicians.js'
import { FULL_PHYSICIAN_NPI } from './sandbox.full-physician.js'
import { SAME_NAME_PHYSICIAN_NPIS } from './sandbox.physicians.js'

type LoadedValues = NppesSectionValues & CmsSectionValues & { SANCTIONS: ExclusionSanction }

/** Compiles only as long as what the loaders of NPPES, CMS and OIG write is what a profile expects of each section. */
const toProfileValues = (values: LoadedValues): Pick<SectionValues, keyof LoadedValues> => values

describe('sandbox clinicians', () => {
  const byNpi = (npi: string) => SANDBOX_CLINICIANS.find(({ identity }) => identity.npi === npi)
  const sectionsOf = (npi: string) => new Set(byNpi(npi)?.facts.map(({ section }) => section))

  it('shares the form of facts with the loaders of real sources', () => {
    expect(toProfileValues).toBeInstanceOf(Function)
  })

  it('have numbers of the right form that belong to nobody', () => {
    for (const { identity, facts } of SANDBOX_CLINICIANS) {
      expect(isNpi(identity.npi) && identity.npi.startsWith('2990000')).toBe(true)
      if (identity.nccpaNumber !== undefined) expect(isNccpaNumber(identity.nccpaNumber)).toBe(true)
      if (identity.ecfmgNumber !== undefined)
        expect(normalizeEcfmgNumber(identity.ecfmgNumber)).toBe(identity.ecfmgNumber)
      for (const { section, value } of facts) {
        if (section === 'DEA') expect(isDeaNumber((value as DeaValue).number)).toBe(true)
      }
    }
    expect(new Set(SANDBOX_CLINICIANS.map(({ identity }) => identity.npi)).size).toBe(SANDBOX_CLINICIANS.length)
  })

  it('fill every section of each product once', () => {
    expect(sectionsOf(FULL_PHYSICIAN_NPI)).toEqual(new Set(PRODUCT_SECTIONS.INITIAL_APPOINTMENT))
    for (const section of PRODUCT_SECTIONS.PA_PROFILE) expect(sectionsOf(FULL_ASSISTANT_NPI)).toContain(section)
    expect(sectionsOf(PLAIN_ASSISTANT_NPI)).not.toContain('NCCPA')
  })

  it('have two of one name with different birth dates', () => {
    const [first, second] = SAME_NAME_PHYSICIAN_NPIS.map((npi) => byNpi(npi)?.identity)
    expect([first?.first, first?.last]).toEqual([second?.first, second?.last])
    expect(first?.birthDate).not.toBe(second?.birthDate)
  })

  it('are in test mode, with sources that say that they are invented and facts that are told apart', () => {
    for (const record of sandboxRecords()) {
      expect(record.mode).toBe('TEST')
      expect(record.source).toMatch(/^Sandbox: /)
      expect(new Set(record.facts.map(({ section, key }) => `${section} ${key}`)).size).toBe(record.facts.length)
    }
  })
})
