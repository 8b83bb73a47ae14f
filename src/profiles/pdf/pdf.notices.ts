import { type ProfileDocument, verificationUrl } from '../profile.document.js'
import { noticesOf } from '../profile.notices.js'
import type { AttachedRecord } from '../profile.record.js'
import { REPLACEMENT } from './pdf.glyphs.js'
import type { Flow } from './pdf.layout.js'
import { webAddress } from './pdf.text.js'
import { STYLE, TEXT_WIDTH } from './pdf.theme.js'

/** A notice stands beside its title: lines of a length that reads well. */
const TITLE_WIDTH = 122
const LEFT = TITLE_WIDTH + 14
const WIDTH = TEXT_WIDTH - LEFT

/** Draws the notices as section `number`: those of every rendering, then those of this file. */
export function drawNotices(flow: Flow, number: number, document: ProfileDocument, record: AttachedRecord): void {
  flow.heading(number, 'Notices', 60)
  const url = verificationUrl(document)
  for (const { code, title, text } of noticesOf(document)) {
    const linked = text.endsWith(url)
    drawNotice(flow, title, linked ? text.slice(0, -url.length) : text, linked ? url : null)
    if (code === 'FINGERPRINT') drawRecordNotices(flow, record, document.contentSha256)
  }
  if (flow.type.replaced) drawNotice(flow, 'Characters', CHARACTERS, null)
}

/** Draws one notice: its title, and beside it what it says, with the address that it ends with. */
export function drawNotice(flow: Flow, title: string, text: string, address: string | null): void {
  const heads = flow.type.wrap(title, STYLE.strong, TITLE_WIDTH)
  const lines = flow.type.wrap(text, STYLE.body, WIDTH)
  const stacks = [
    { left: 0, lines: heads, tag: flow.section.add('H3') },
    { left: LEFT, lines, tag: flow.section.add('P') },
  ]
  flow.place([{ leading: STYLE.body.leading, stacks }])
  if (address !== null) flow.address(address, webAddress(address), STYLE.strong, { left: LEFT, width: WIDTH })
  flow.gap(6)
}

function drawRecordNotices(flow: Flow, { name, sha256 }: AttachedRecord, contentSha256: string): void {
  const title = 'Attached record'
  const attached = `The file ${name}, attached to this document, is`
  if (sha256 === contentSha256) {
    const text = `${attached} the content of this profile as data; its SHA-256 is the fingerprint of the content.`
    drawNotice(flow, title, text, null)
    return
  }
  const text =
    `${attached} the sections of this profile as data, with a fingerprint of its own. The fingerprint of the content is ` +
    "that of the clinician's whole record, from which they are taken."
  drawNotice(flow, title, text, null)
  drawNotice(flow, `Fingerprint of ${name} (SHA-256)`, sha256, null)
}

const CHARACTERS =
  `${REPLACEMENT} stands for a character that the typeface of this document does not have. The attached record has the ` +
  'original.'
