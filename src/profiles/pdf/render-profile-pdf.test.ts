import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import decodeQR from 'qr/decode.js'
import {
  FICTIONAL_PUBLISHER,
  fictionalDocument,
  fullPaContent,
  fullPhysicianContent,
  namedPhysicianContent,
} from '../../testkit/profile-fixtures.js'
import { type ReadPdf, readGlyphs, readPdf } from '../../testkit/read-pdf.js'
import { FILE, outputOf, toldOf } from '../../testkit/run-program.js'
import type { ProfileContent, ProfileElement, SectionCode } from '../profile.content.js'
import { PRODUCT_SECTIONS, PROFILE_PRODUCTS, SECTION_TITLES } from '../profile.sections.js'
import { SRGB_PROFILE } from './pdf.color-profile.js'
import { fontFaces } from './pdf.fonts.js'
import { renderProfilePdf } from './render-profile-pdf.js'

const HERE = dirname(fileURLToPath(import.meta.url))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('A profile as PDF', () => {
  let physician: ReadPdf
  let bytes: Uint8Array

  beforeAll(async () => {
    bytes = await renderProfilePdf(fictionalDocument(fullPhysicianContent()))
    physician = await readPdf(bytes)
  })

  it.each(PROFILE_PRODUCTS)('%s prints exactly the sections that it sells, numbered and in order', async (product) => {
    const content = product === 'PA_PROFILE' ? fullPaContent() : fullPhysicianContent()
    const pdf = await readPdf(await renderProfilePdf(fictionalDocument(content, { product })))
    const titles = PRODUCT_SECTIONS[product].map((code, index) => `${index + 1} ${SECTION_TITLES[code]}`)
    const expected = [...titles, `${titles.length + 1} Notices`]
    expect(pdf.bookmarks.map(({ title }) => title)).toEqual(['Summary', ...expected])
    let place = 0
    for (const title of expected) {
      const found = pdf.text.indexOf(title, place)
      expect({ title, found: found >= place }).toEqual({ title, found: true })
      place = found + title.length
    }
    for (const code of Object.keys(SECTION_TITLES) as SectionCode[]) {
      if (!PRODUCT_SECTIONS[product].includes(code))
        expect(pdf.text).not.toMatch(new RegExp(`\\d ${SECTION_TITLES[code]}`))
    }
  })

  it('says of every element where it comes from, when it was last reported and when retrieved', () => {
    const { sections } = fullPhysicianContent()
    const elements = PRODUCT_SECTIONS.INITIAL_APPOINTMENT.flatMap<ProfileElement<unknown>>(
      (code) => sections[code]?.elements ?? [],
    )
    const printed = physician.text.match(/Source: .+? · Last reported \w+ \d+, \d{4} · Retrieved June 13, 2026/g) ?? []
    expect(printed).toHaveLength(elements.length)
    elements.forEach(({ provenance }, index) => {
      expect(printed[index]).toContain(`Source: ${provenance.source} · `)
    })
  })

  it('heads page 1 with title, name, order and summary, and the later pages with name and number', () => {
    const [first, ...later] = physician.pages
    expect(first?.text).toContain('Physician Profile – Initial appointment Dr. Testina Q. Fictional-Núñez, MD')
    for (const value of [
      'PD-0000000042',
      'PO-0000000107',
      'Fictional Memorial Hospital',
      'Sample Credentialing Software',
    ])
      expect(first?.text).toContain(value)
    expect(first?.text).toContain('June 14, 2026, 9:05 AM CDT (UTC-05:00)')
    expect(first?.text).toContain(
      'State licenses 1 reported active IL until July 31, 2026 On record: 3 licenses (IL, IN, WI)',
    )
    expect(first?.text).toContain('Sanctions and actions NOT CLEAR: 1 entry reported')
    for (const { text } of later) expect(text).toMatch(/^TEST MODE – FICTIONAL DATA Dr\. Testina .+ PD-0000000042/)
  })

  it('ends every page with the publisher and page x of y', () => {
    expect(physician.pages.length).toBeGreaterThan(2)
    physician.pages.forEach(({ text }, index) => {
      const contact = 'Example Profiles Publisher · \\(312\\) 555-0100 · support@profiles\\.example'
      const page = `Page ${index + 1} of ${physician.pages.length}`
      expect(text).toMatch(new RegExp(`${contact} PD-0000000042 ${page}$`))
    })
  })

  it('has title, language, author, outline and a link to its verification', () => {
    expect(physician.info.Title).toBe(
      'Physician Profile – Initial appointment: Dr. Testina Q. Fictional-Núñez, MD (PD-0000000042)',
    )
    expect(physician.info).toMatchObject({ Language: 'en-US', Author: FICTIONAL_PUBLISHER.name })
    expect(physician.displaysTitle).toBe(true)
    expect(physician.links).toContain('https://profiles.example/verify/PD-0000000042')
    const pageOf = (title: string) => physician.bookmarks.find((bookmark) => bookmark.title === title)?.page ?? -1
    expect(physician.pages[pageOf('15 Specialty board certification')]?.text).toContain(
      '15 Specialty board certification',
    )
  })

  it('shows a code that a telephone reads', async () => {
    const picture = await outputOf(bytes, 'pdftoppm', '-r', '100', '-gray', '-f', '1', '-l', '1', FILE)
    const [, width, height] = /^P5\s(\d+) (\d+)\s255\s/.exec(picture.toString('latin1', 0, 32)) ?? []
    const size = { width: Number(width), height: Number(height) }
    const grays = picture.subarray(-size.width * size.height)
    const data = Uint8Array.from({ length: 4 * grays.length }, (_, index) => grays[index >> 2] ?? 0)
    expect(decodeQR({ ...size, data })).toBe('https://profiles.example/verify/PD-0000000042')
  })

  it('reads cell by cell and row by row', async () => {
    const text = (await toldOf(bytes, 'pdftotext', '-raw', FILE, '-')).replace(/\s+/g, ' ')
    expect(text).toContain('Document number PD-0000000042 Order number PO-0000000107 As of June 14, 2026')
    expect(text).toContain(
      'On record: 3 licenses (IL, IN, WI) Status not reported by the source: 1 Board certification 2',
    )
    expect(text).toContain(
      'Expires Illinois (IL) 036-000001 Physician and surgeon Active August 1, 1998 July 31, 2026 Source',
    )
  })

  it('declares a color space whose primaries add up to its white', () => {
    const profile = Buffer.from(SRGB_PROFILE)
    expect([profile.readUInt32BE(0), profile.toString('latin1', 36, 40)]).toEqual([profile.length, 'acsp'])
    const values = (tag: string) => {
      const offset = profile.readUInt32BE(profile.indexOf(tag, 132) + 4)
      return [8, 12, 16].map((place) => profile.readInt32BE(offset + place) / 0x10000)
    }
    const [red, green, blue] = ['rXYZ', 'gXYZ', 'bXYZ'].map(values)
    values('wtpt').forEach((white, axis) => {
      expect((red?.[axis] ?? 0) + (green?.[axis] ?? 0) + (blue?.[axis] ?? 0)).toBeCloseTo(white, 3)
    })
  })

  it('prints dates as known, enums and booleans as words, the DEA number in full', () => {
    for (const value of ['March 2012', 'May 2, 2012', '(312) 555-0142 ext. 7', 'Leave of absence', 'Lifetime']) {
      expect(physician.text).toContain(value)
    }
    expect(physician.text).toContain('Participating in continuing certification: Yes')
    expect(physician.text).toContain('AB1234563 2, 2N, 3, 3N, 4, 5 September 30, 2027')
    expect(physician.text).not.toMatch(/LEAVE_OF_ABSENCE|STATE_BOARD|null|undefined|\btrue\b|\bfalse\b/)
  })

  it('names sanctions in words, who reports none, and what nobody has reported', async () => {
    expect(physician.text).toContain('SANCTION OR ACTION REPORTED (1 of 1) State board action')
    expect(physician.text).toContain('None reported by OIG LEIE as of June 10, 2026.')
    const silent: ProfileContent = { ...fullPhysicianContent(), sections: {} }
    const pdf = await readPdf(await renderProfilePdf(fictionalDocument(silent)))
    const said = pdf.text.match(/No source has reported this section\./g)
    expect(said).toHaveLength(PRODUCT_SECTIONS.INITIAL_APPOINTMENT.length)
    expect(pdf.text).toContain('Sanctions and actions No source has reported')
    const pa = await readPdf(await renderProfilePdf(fictionalDocument(fullPaContent())))
    expect(pa.text).toContain('Sanctions and actions Clear: none reported by OIG LEIE as of June 10, 2026')
  })

  it('closes with the notices and the fingerprint of the content', () => {
    const notices = physician.text.slice(physician.text.indexOf('17 Notices'))
    for (const words of ['180 days', 'NCQA', 'self-designated', 'https://profiles.example/verify/PD-0000000042'])
      expect(notices).toContain(words)
    expect(notices).toContain(fictionalDocument(fullPhysicianContent()).contentSha256)
  })

  it('marks every page in test mode, and none in live mode', async () => {
    for (const { text } of physician.pages) expect(text).toContain('TEST MODE – FICTIONAL DATA')
    const live = await readPdf(await renderProfilePdf(fictionalDocument(fullPaContent(), { mode: 'LIVE' })))
    expect(live.text).not.toMatch(/TEST|FICTIONAL/)
  })

  it('counts a license as active only where its status says so and it has not expired', async () => {
    const content = fullPhysicianContent()
    const licenses = content.sections.LICENSES?.elements ?? []
    const [active] = licenses
    if (active !== undefined) {
      licenses.push({ ...active, value: { ...active.value, jurisdiction: 'OH', status: 'Inactive' } })
      licenses.push({ ...active, value: { ...active.value, jurisdiction: 'MI', expiresOn: '2026-05' } })
      licenses.push({ ...active, value: { ...active.value, jurisdiction: 'TX', expiresOn: '2026' } })
    }
    const pdf = await readPdf(await renderProfilePdf(fictionalDocument(content)))
    expect(pdf.text).toContain('2 reported active IL until July 31, 2026; TX until 2026')
  })

  it('embeds every glyph with the outline that the typeface has for it', async () => {
    const faces = await fontFaces()
    const content = namedPhysicianContent('Łukasz Żółć Núñez Đặng Ğőř', 'Χριστός Достоевский')
    const shown = await readGlyphs(await renderProfilePdf(fictionalDocument(content)), 1)
    expect(new Set(shown.map((glyph) => glyph.font))).toEqual(
      new Set([faces.regular.embeddedName, faces.semibold.embeddedName]),
    )
    for (const { font, character, outline } of shown) {
      const face = font === faces.regular.embeddedName ? faces.regular : faces.semibold
      const original = face.font.glyphForCodePoint(character.codePointAt(0) ?? 0)
      expect({ character, outline }).toEqual({ character, outline: original.path.toSVG() })
    }
    const text = (await readPdf(await renderProfilePdf(fictionalDocument(content)))).text
    expect(text).toContain('Łukasz Żółć Núñez Đặng Ğőř Χριστός Достоевский')
  })

  it('stays small', () => {
    expect(bytes.length).toBeLessThan(70_000)
  })

  describe('is the same, byte for byte', () => {
    const folder = join(HERE, '../../../node_modules/.cache', `profile-pdf-${process.pid}`)
    afterAll(() => rm(folder, { recursive: true, force: true }))

    it('later, and after other documents', async () => {
      await renderProfilePdf(fictionalDocument(namedPhysicianContent('µΩ\u00A0‑\u00AD∆')))
      await wait(1100)
      expect(sha256(await renderProfilePdf(fictionalDocument(fullPhysicianContent())))).toBe(sha256(bytes))
      const other = await renderProfilePdf(
        fictionalDocument(fullPhysicianContent(), { documentNumber: 'PD-0000000043' }),
      )
      expect((await readPdf(other)).id).not.toBe(physician.id)
    })

    it('in another process', async () => {
      await mkdir(folder, { recursive: true })
      const outfile = join(folder, 'render.mjs')
      const packages = 'external'
      const entry = { contents: `export * from './render-profile-pdf.ts'`, resolveDir: HERE, loader: 'ts' } as const
      const how = {
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages,
        metafile: true,
        logLevel: 'error',
      } as const
      const { metafile } = await build({ stdin: entry, outfile, ...how })
      // A thread that renders starts the sooner, and takes the less room, the less it loads.
      const loaded = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
      expect(loaded.filter((path) => /graphql|typeorm|^pg/.test(path))).toEqual([])
      const script = `
        const { renderProfilePdf } = await import(${JSON.stringify(pathToFileURL(outfile).href)})
        const bytes = await renderProfilePdf(${JSON.stringify(fictionalDocument(fullPhysicianContent()))})
        process.stdout.write((await import('node:crypto')).createHash('sha256').update(bytes).digest('hex'))`
      const env = { ...process.env, NODE_OPTIONS: '', TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' }
      const run = promisify(execFile)
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env })
      expect(stdout).toBe(sha256(bytes))
    })
  })
})
