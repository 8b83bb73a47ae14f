import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isNpi } from '../../kernel/identifiers.js'
import { anyProfileDocument } from '../../testkit/profile-arbitraries.js'
import {
  fictionalDocument,
  fullPaContent,
  fullPhysicianContent,
  namedPhysicianContent,
} from '../../testkit/profile-fixtures.js'
import { type PdfLine, readLines, readPdf } from '../../testkit/read-pdf.js'
import type { ProfileContent } from '../profile.content.js'
import type { ProfileDocument } from '../profile.document.js'
import { summaryCells } from './pdf.summary.js'
import { MARGIN, PAGE } from './pdf.theme.js'
import { renderProfilePdf } from './render-profile-pdf.js'

/** Lines that leave the margins, and pairs of lines that touch: what an overfull cell would do. */
function faultsOf(pages: readonly PdfLine[][]): unknown[] {
  const outside = pages
    .flat()
    .filter(
      ({ left, width, bottom }) =>
        left < MARGIN.left - 0.1 ||
        left + width > PAGE.width - MARGIN.right + 0.1 ||
        bottom < MARGIN.edge ||
        bottom > PAGE.height - MARGIN.edge,
    )
  return [...outside, ...pages.flatMap(touchingLines)]
}

function touchingLines(lines: readonly PdfLine[]): [PdfLine, PdfLine][] {
  return lines.flatMap((one, index) =>
    lines.slice(index + 1).flatMap((other): [PdfLine, PdfLine][] => {
      const beside = one.left + one.width < other.left - 2 || other.left + other.width < one.left - 2
      const apart = Math.abs(one.bottom - other.bottom) > 0.8 * Math.max(one.size, other.size)
      return beside || apart || one.text === '' || other.text === '' ? [] : [[one, other]]
    }),
  )
}

describe('The summary', () => {
  const cellOf = (label: string, { header, content, ...rest }: ProfileDocument) =>
    summaryCells({ header, content, ...rest }, content.sections).find((cell) => cell.label === label)

  const LEIE = 'OIG LEIE'
  const LEIE_ALONE = 'Not known: State board action, DEA action, Uniformed services action'
  it.each([
    ['LIVE', [], 'No source has reported', undefined],
    ['LIVE', [LEIE], 'None reported, in part unknown', LEIE_ALONE],
    // Its list of exclusions is unread, or somebody has yet to decide whether an entry is about this clinician.
    ['LIVE', ['State boards'], 'None reported, in part unknown', 'Not known: Medicare or Medicaid exclusion'],
    ['LIVE', [LEIE, 'State boards'], 'Clear: none reported', 'by OIG LEIE as of June 10, 2026'],
    ['TEST', [LEIE], 'None reported, in part unknown', LEIE_ALONE],
    ['TEST', ['Sandbox: state boards'], 'Clear: none reported', 'by Sandbox: state boards as of June 10, 2026'],
  ] as const)('in %s mode calls sanctions of which %j report none "%s"', (mode, sources, figure, note) => {
    const content = fullPhysicianContent()
    const noneReported = sources.map((source) => ({ source, asOf: '2026-06-10' }))
    content.sections.SANCTIONS = { elements: [], noneReported }
    const cell = cellOf('Sanctions and actions', fictionalDocument(content, { mode }))
    expect([cell?.figure, cell?.notes[0]]).toEqual([figure, note])
  })

  it.each([
    ['2026-08-01T02:00:00.000Z', 'America/Chicago', '1 reported active'],
    ['2026-08-01T06:00:00.000Z', 'America/Chicago', 'None reported active'],
    ['2026-07-31T20:00:00.000Z', 'Pacific/Guam', 'None reported active'],
  ])('at %s in %s says of a license until July 31: %s', (asOf, timeZone, figure) => {
    const document = fictionalDocument(fullPhysicianContent(), { asOf, timeZone })
    expect(cellOf('State licenses', document)?.figure).toBe(figure)
  })
})

describe('A profile as PDF, with odd content,', () => {
  it('replaces what the typeface lacks, says so, and drops what cannot be seen', async () => {
    const content = namedPhysicianContent('中\u{1F600}\u202E\u200B A\u0000B \uD800 ﬁ', 'Jose\u0301')
    const pdf = await readPdf(await renderProfilePdf(fictionalDocument(content)))
    expect(pdf.pages[0]?.text).toContain('□□ A B □ fi José, MD')
    expect(pdf.text).toContain('□ stands for a character')
    const plain = await readPdf(await renderProfilePdf(fictionalDocument(fullPhysicianContent())))
    expect(plain.text).not.toContain('□')
  })

  it('prints hundreds of licenses over many pages, with the heads of the table on each', async () => {
    const content = fullPhysicianContent()
    const [license] = content.sections.LICENSES?.elements ?? []
    if (license === undefined) throw new Error('the fixture has no license')
    content.sections.LICENSES = {
      elements: Array.from({ length: 600 }, (_, index) => ({
        ...license,
        value: { ...license.value, number: `N-${index}.` },
      })),
      noneReported: [],
    }
    const rendered = await renderProfilePdf(fictionalDocument(content))
    const pdf = await readPdf(rendered)
    expect(pdf.pages.length).toBeGreaterThanOrEqual(30)
    expect(rendered.length).toBeLessThan(250_000)
    expect(pdf.text.match(/N-\d+\./g)).toEqual(Array.from({ length: 600 }, (_, index) => `N-${index}.`))
    for (const { text } of pdf.pages.slice(3, 28)) {
      expect(text).toContain('12 State licenses (continued) Jurisdiction Number Type Status Issued Expires')
    }
    expect(faultsOf(await readLines(rendered))).toEqual([])
  })

  it('has room for the longest date in every column of dates', async () => {
    const dated = JSON.stringify(fullPhysicianContent()).replace(/(\w+On)":("[\d-]+"|null)/g, '$1":"2026-12-30"')
    const content = JSON.parse(dated) as ProfileContent
    const lines = (await readLines(await renderProfilePdf(fictionalDocument(content)))).flat()
    expect(lines.filter(({ text }) => text === 'December 30, 2026').length).toBeGreaterThan(20)
    expect(lines.filter(({ text }) => /^(December( 30,)?|(30, )?2026)$/.test(text))).toEqual([])
  })

  it('uses NPIs that no person has', () => {
    for (const content of [fullPhysicianContent(), fullPaContent()]) {
      const number = content.sections.NPI?.elements[0]?.value.number ?? ''
      expect(number).toMatch(/^2/)
      expect(isNpi(number)).toBe(true)
    }
  })

  const text = fc.oneof(
    fc.constantFrom<(string | null)[]>(
      null,
      '',
      ' ',
      '\n\n',
      'W'.repeat(700),
      '-',
      'é'.repeat(90),
      '\uDC00',
      '2009-13',
      '😀',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.lorem({ maxCount: 60 }),
  )

  it('never fails, and never prints outside the margins', async () => {
    const input = fc.record({
      texts: fc.array(text, { minLength: 1, maxLength: 40 }),
      stride: fc.integer({ min: 1, max: 9 }),
      copies: fc.integer({ min: 0, max: 12 }),
      pa: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(input, async ({ texts, stride, copies, pa }) => {
        const document = fictionalDocument(pa ? fullPaContent() : fullPhysicianContent())
        const pages = await readLines(await renderProfilePdf(scrambled(document, texts, stride, copies)))
        expect(faultsOf(pages)).toEqual([])
        expect(pages.at(-1)?.at(-1)?.text).toBe(`Page ${pages.length} of ${pages.length}`)
      }),
      { numRuns: 15, seed: 20260614 },
    )
  }, 300_000)

  it('renders 200 random snapshots, none with an overfull cell or a line below the margin, and the same again', async () => {
    await fc.assert(
      fc.asyncProperty(anyProfileDocument(), fc.nat(3), async (document, chance) => {
        const bytes = await renderProfilePdf(document)
        expect(faultsOf(await readLines(bytes))).toEqual([])
        if (chance > 0) return
        expect(Buffer.compare(bytes, await renderProfilePdf(structuredClone(document)))).toBe(0)
      }),
      { numRuns: 200, seed: 20260614 },
    )
  }, 300_000)
})

/** The document with every `stride`-th text of its content replaced by one of `texts`, and its elements repeated. */
function scrambled(
  document: ProfileDocument,
  texts: readonly (string | null)[],
  stride: number,
  copies: number,
): ProfileDocument {
  let count = 0
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit)
    if (node !== null && typeof node === 'object') {
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]))
    }
    count++
    return count % stride === 0 ? texts[count % texts.length] : node
  }
  const sections = structuredClone(document.content.sections)
  for (const section of Object.values(sections)) {
    const elements: unknown[] = section.elements
    elements.push(...Array.from({ length: copies }, () => structuredClone(elements[0])).filter(Boolean))
  }
  const header = visit(document.header) as ProfileDocument['header']
  const { product, mode } = document.header
  return {
    ...document,
    header: { ...header, product, mode },
    content: { ...document.content, sections: visit(sections) as ProfileContent['sections'] },
  }
}
