import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { fictionalDocument, fullPaContent, fullPhysicianContent } from '../../testkit/profile-fixtures.js'
import {
  crowdedPhysicianContent,
  longNamedPhysicianContent,
  sparsePhysicianContent,
} from '../../testkit/profile-lengths.js'
import { type PdfSequence, type ReadPdf, readPdf, readSequences } from '../../testkit/read-pdf.js'
import { everyElement, type PdfElement, PdfObjects } from '../../testkit/read-structure.js'
import { FILE, toldOf } from '../../testkit/run-program.js'
import { PRODUCT_SECTIONS, SECTION_TITLES } from '../profile.sections.js'
import { renderProfilePdf } from './render-profile-pdf.js'

const DOCUMENTS = {
  'of one page and its notices': fictionalDocument(sparsePhysicianContent(), {
    product: 'REAPPOINTMENT',
    mode: 'LIVE',
  }),
  'of four pages': fictionalDocument(fullPhysicianContent()),
  'of thirty pages': fictionalDocument(crowdedPhysicianContent()),
  'of long names': fictionalDocument(longNamedPhysicianContent(), {
    organizationName: 'Fictional & <Sons> '.repeat(9),
  }),
  'of a physician assistant': fictionalDocument(fullPaContent()),
}
const PAGES = { 'of one page and its notices': 2, 'of four pages': 4, 'of thirty pages': 30 } as Record<string, number>

/** What may stand directly inside of what (ISO 32000-1, 14.8.4), as far as it is used. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  Document: ['Sect', 'H1', 'P', 'L'],
  Sect: ['H2', 'H3', 'P', 'L', 'Table'],
  L: ['LI'],
  LI: ['Lbl', 'LBody'],
  Table: ['THead', 'TBody'],
  THead: ['TR'],
  TBody: ['TR'],
  TR: ['TH', 'TD'],
  TD: ['P'],
  P: ['Link'],
  Link: ['Figure'],
}

describe.each(Object.entries(DOCUMENTS))('A profile %s', (name, document) => {
  let bytes: Uint8Array
  let pdf: ReadPdf
  let objects: PdfObjects
  let sequences: PdfSequence[][]
  let elements: PdfElement[]

  beforeAll(async () => {
    bytes = await renderProfilePdf(document)
    pdf = await readPdf(bytes)
    objects = await PdfObjects.read(bytes)
    sequences = await readSequences(bytes)
    elements = everyElement(objects.structure)
  })

  it('has the pages that its content takes, and nothing that qpdf has to warn of', async () => {
    expect(pdf.pages.length).toBe(PAGES[name] ?? pdf.pages.length)
    const said = await toldOf(bytes, 'qpdf', '--check', FILE)
    expect(said).toContain('No syntax or stream encoding errors found')
    expect(said).not.toMatch(/warning|error:/i)
  })

  it('embeds subsets of both cuts with a way back to text', async () => {
    const rows = (await toldOf(bytes, 'pdffonts', FILE)).trim().split('\n').slice(2)
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row).toMatch(/^PG\w{4}\+SourceSans3-\w+ +CID TrueType +Identity-H +yes yes yes /)
  })

  it('is read in order by pdftotext, and laid out in rows', async () => {
    const text = await toldOf(bytes, 'pdftotext', FILE, '-')
    const titles = PRODUCT_SECTIONS[document.header.product].map((code) => SECTION_TITLES[code])
    let place = text.indexOf('Summary')
    for (const title of [...titles, 'Notices', 'Fingerprint of the content']) {
      const next = text.indexOf(title, place)
      expect({ title, found: next > place }).toEqual({ title, found: true })
      place = next
    }
    const rows = await toldOf(bytes, 'pdftotext', '-layout', FILE, '-')
    expect(rows).toMatch(
      /Document number +Order number +As of\n+ *PD-0000000042 +PO-0000000107 +June 14, 2026, 9:05 AM CDT/,
    )
    expect(rows).toMatch(/NPI +Enumerated +Deactivated +Reactivated\n+ *2\d{9} +\w+ \d+, \d{4} /)
  })

  it('draws nothing but artifacts and the content of elements, each sequence of exactly one', () => {
    const owners = objects.numbers(objects.dictionary(objects.catalog['/StructTreeRoot'])['/ParentTree'])
    const owned = elements.flatMap(({ marks, kind, ref }) => marks.map((mark) => ({ ...mark, kind, ref })))
    const byPlace = new Map(owned.map((one) => [`${one.page} ${one.mcid}`, one]))
    expect(byPlace.size).toBe(owned.length)
    const drawn = objects.pages.flatMap(([ref, page], index) => {
      const parents = objects.list(owners.get(Number(page['/StructParents'])))
      return (sequences[index] ?? []).map((sequence) => ({
        ...sequence,
        owner: sequence.mcid === null ? null : byPlace.get(`${ref} ${sequence.mcid}`),
        parent: sequence.mcid === null ? null : parents[sequence.mcid],
      }))
    })
    expect(drawn.filter(({ mcid }) => mcid !== null)).toHaveLength(owned.length)
    const astray = drawn.filter(({ tag, owner, parent, drawn: count }) => {
      const right = owner === null ? tag === 'Artifact' : owner?.kind === tag && owner.ref === parent
      return !right || count === 0
    })
    expect(astray).toEqual([])
  })

  it('nests its elements as the standard says, without an empty one or a skipped heading', () => {
    const wrong = elements.filter(
      ({ kind, children, marks }) =>
        children.length + marks.length === 0 || children.some((child) => INSIDE[kind]?.includes(child.kind) !== true),
    )
    expect(wrong).toEqual([])
    for (const { dictionary } of elements.filter(({ kind }) => kind === 'Figure')) {
      expect(dictionary).toMatchObject({ '/Alt': expect.stringMatching(/^u:QR code that opens /) })
    }
    const headings = elements.map(({ kind }) => kind).filter((kind) => /^H\d$/.test(kind))
    expect(headings.filter((kind) => kind === 'H1')).toHaveLength(1)
    expect(headings[0]).toBe('H1')
    headings.slice(1).forEach((kind, index) => {
      expect(Number(kind[1])).toBeLessThanOrEqual(Number(headings[index]?.[1]) + 1)
    })
  })

  it('has regular tables, whose heads say of what they are', () => {
    const attribute = (cell: PdfElement, key: string) =>
      objects.list(cell.dictionary['/A']).map((value) => objects.dictionary(value)[key])[0]
    const tables = elements.filter(({ kind }) => kind === 'Table')
    expect(tables.length).toBeGreaterThanOrEqual(3)
    for (const table of tables) {
      const [head, body] = table.children
      expect([head?.kind, body?.kind, table.children.length]).toEqual(['THead', 'TBody', 2])
      const columns = head?.children[0]?.children ?? []
      for (const cell of columns) expect([cell.kind, attribute(cell, '/Scope')]).toEqual(['TH', '/Column'])
      const crooked = (body?.children ?? []).filter(({ children }) => {
        const width = children.reduce((sum, cell) => sum + Number(attribute(cell, '/ColSpan') ?? 1), 0)
        const heads = children.filter(({ kind }) => kind === 'TH')
        return width !== columns.length || heads.some((cell) => attribute(cell, '/Scope') !== '/Row')
      })
      expect(crooked).toEqual([])
    }
  })

  it('ties every annotation to its element, but for the invisible field of the signature', () => {
    const owners = objects.numbers(objects.dictionary(objects.catalog['/StructTreeRoot'])['/ParentTree'])
    const links = elements.filter(({ kind }) => kind === 'Link')
    const annotations = objects.pages.flatMap(([, page]) => objects.list(page['/Annots']).map(String))
    expect(links.flatMap((link) => link.annotations).sort()).toEqual(
      annotations.filter((ref) => objects.dictionary(ref)['/Subtype'] === '/Link').sort(),
    )
    for (const ref of annotations) {
      const annotation = objects.dictionary(ref)
      expect(Number(annotation['/F']) & 0b100111).toBe(4)
      if (annotation['/Subtype'] === '/Widget') {
        expect(annotation).toMatchObject({ '/Rect': [0, 0, 0, 0], '/TU': expect.any(String) })
        continue
      }
      const owner = String(owners.get(Number(annotation['/StructParent'])))
      expect(links.find((link) => link.ref === owner)?.annotations).toContain(ref)
      expect(annotation['/Contents']).toBe('u:Verify this document')
    }
    for (const [, page] of objects.pages) expect(page['/Tabs']).toBe('/S')
  })

  it('has what PDF/A and PDF/UA ask of the file, and nothing that they forbid', () => {
    const { catalog, trailer, dictionaries } = objects
    const forbidden = [
      '/SMask',
      '/Group',
      '/ExtGState',
      '/CA',
      '/ca',
      '/BM',
      '/JS',
      '/AA',
      '/OpenAction',
      '/OCProperties',
    ]
    for (const key of forbidden) expect(dictionaries.filter((dictionary) => key in dictionary)).toEqual([])
    expect(
      dictionaries.filter(
        (dictionary) => dictionary['/Filter'] === '/LZWDecode' || ('/F' in dictionary && '/Length' in dictionary),
      ),
    ).toEqual([])
    expect(catalog).toMatchObject({ '/Lang': 'u:en-US', '/MarkInfo': { '/Marked': true } })
    expect(objects.dictionary(catalog['/ViewerPreferences'])).toMatchObject({ '/DisplayDocTitle': true })
    expect(trailer).not.toHaveProperty('/Encrypt')
    const [first, second, ...others] = trailer['/ID'] as string[]
    expect([first?.length, second, others]).toEqual([34, first, []])
    const [intent] = objects.list(catalog['/OutputIntents']).map((one) => objects.dictionary(one))
    expect(intent).toMatchObject({ '/S': '/GTS_PDFA1', '/OutputConditionIdentifier': 'u:sRGB IEC61966-2.1' })
    expect(objects.dictionary(intent?.['/DestOutputProfile'])).toMatchObject({ '/N': 3 })
  })

  it('says the same of itself in its metadata as in its information, and of which standards it is', () => {
    const plain = (text: unknown) =>
      String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const { Title, Subject, Author, Creator, Producer } = pdf.info
    for (const [element, value] of [
      ['rdf:li xml:lang="x-default"', Title],
      ['rdf:li xml:lang="x-default"', Subject],
      ['rdf:li', Author],
      ['xmp:CreatorTool', Creator],
      ['pdf:Producer', Producer],
      ['pdfaid:part', 3],
      ['pdfaid:conformance', 'A'],
      ['pdfuaid:part', 1],
    ]) {
      expect(pdf.xmp).toContain(`<${element}>${plain(value)}</`)
    }
    expect(pdf.info).toMatchObject({ CreationDate: 'D:20260614140500Z', ModDate: 'D:20260614140500Z' })
    expect(pdf.xmp.match(/2026-06-14T14:05:00Z/g)).toHaveLength(3)
  })

  it('carries what was sold as data, and no more', () => {
    const [specification] = objects.list(objects.catalog['/AF']).map((one) => objects.dictionary(one))
    expect(specification).toMatchObject({
      '/F': 'u:profile.json',
      '/UF': 'u:profile.json',
      '/AFRelationship': '/Source',
    })
    const file = objects.dictionary(objects.dictionary(specification?.['/EF'])['/F'])
    expect(file).toMatchObject({ '/Subtype': '/application/json', '/Params': { '/ModDate': 'u:D:20260614140500Z' } })
    const record = pdf.attachments['profile.json'] ?? new Uint8Array()
    const { sections } = JSON.parse(Buffer.from(record).toString()) as { sections: object }
    for (const code of Object.keys(sections)) expect(PRODUCT_SECTIONS[document.header.product]).toContain(code)
    const sha256 = createHash('sha256').update(record).digest('hex')
    expect(pdf.text).toContain(sha256)
    if (document.header.product !== 'REAPPOINTMENT') expect(sha256).toBe(document.contentSha256)
  })
})
