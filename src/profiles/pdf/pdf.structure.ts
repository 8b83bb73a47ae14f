import {
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFObject,
  type PDFPage,
  type PDFRef,
  PDFString,
} from 'pdf-lib'
import type { Sheet } from './pdf.sheet.js'
import { type LinkPlace, type Mark, Tag, type TagTraits } from './pdf.tags.js'

/**
 * Writes the logical structure (ISO 32000-1, 14.7): the tree of elements, the way back from each page's sequences to
 * their elements, and the annotations of links, which belong to an element too.
 */
export function addStructure(pdf: PDFDocument, pages: readonly PDFPage[], sheets: readonly Sheet[], root: Tag): void {
  const { context, catalog } = pdf
  const tree = context.nextRef()
  const writer = new StructureWriter(pdf, pages)
  const document = writer.write(root, tree)
  const owners: string[] = sheets.map((sheet) => `[${sheet.tags.map((tag) => writer.refOf(tag)).join(' ')}]`)
  pages.forEach((page, index) => {
    page.node.set(PDFName.of('StructParents'), PDFNumber.of(index))
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
  })
  for (const link of sheets.flatMap((sheet) => sheet.links)) {
    writer.addAnnotation(link, owners.length)
    owners.push(writer.ownerOf(link))
  }
  const numbers = context.register(
    new Written(`<</Nums[${owners.map((owner, key) => `${key} ${owner}`).join('\n')}]>>`),
  )
  const next = `/ParentTree ${numbers}/ParentTreeNextKey ${owners.length}`
  context.assign(tree, new Written(`<</Type/StructTreeRoot/K ${document}${next}>>`))
  catalog.set(PDFName.of('StructTreeRoot'), tree)
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
}

class StructureWriter {
  private readonly refs = new Map<Tag, PDFRef>()
  private readonly annotations = new Map<LinkPlace, { ref: PDFRef; owner: PDFRef }>()

  constructor(
    private readonly pdf: PDFDocument,
    private readonly pages: readonly PDFPage[],
  ) {}

  write(tag: Tag, parent: PDFRef): PDFRef {
    const ref = this.pdf.context.nextRef()
    this.refs.set(tag, ref)
    const page = tag.children.find((child): child is Mark => 'mcid' in child)?.page
    const on = page === undefined ? '' : `/Pg ${this.pageRef(page)}`
    const children = tag.children.map((child) => this.child(child, ref, page)).join(' ')
    const text = `<</S/${tag.kind}/P ${parent}${on}${traits(tag.traits)}/K[${children}]>>`
    this.pdf.context.assign(ref, new Written(text))
    return ref
  }

  refOf(tag: Tag): string {
    return String(this.refs.get(tag))
  }

  ownerOf(link: LinkPlace): string {
    return String(this.annotations.get(link)?.owner)
  }

  private child(child: Tag | Mark | LinkPlace, parent: PDFRef, page: number | undefined): string {
    if (child instanceof Tag) return String(this.write(child, parent))
    if ('mcid' in child) {
      return child.page === page
        ? String(child.mcid)
        : `<</Type/MCR/Pg ${this.pageRef(child.page)}/MCID ${child.mcid}>>`
    }
    const ref = this.pdf.context.nextRef()
    this.annotations.set(child, { ref, owner: parent })
    return `<</Type/OBJR/Pg ${this.pageRef(child.page)}/Obj ${ref}>>`
  }

  addAnnotation(link: LinkPlace, key: number): void {
    const annotation = this.annotations.get(link)
    const page = this.pages[link.page]
    if (annotation === undefined || page === undefined) return
    const { left, top, width, height } = link.box
    const dictionary = this.pdf.context.obj({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [left, top - height, left + width, top].map(Math.round),
      Border: [0, 0, 0],
      F: 4, // printed, as PDF/A wants of every annotation
      StructParent: key,
      Contents: PDFHexString.fromText('Verify this document'),
      A: { Type: 'Action', S: 'URI', URI: PDFString.of(link.url) },
    })
    this.pdf.context.assign(annotation.ref, dictionary)
    page.node.addAnnot(annotation.ref)
  }

  private pageRef(page: number): string {
    return String(this.pages[page]?.ref)
  }
}

function traits({ alt, box, scope, span }: TagTraits): string {
  const said = alt === undefined ? '' : `/Alt ${PDFHexString.fromText(alt)}`
  const cell = `${scope === undefined ? '' : `/Scope/${scope}`}${span === undefined ? '' : `/ColSpan ${span}`}`
  if (cell !== '') return `${said}/A<</O/Table${cell}>>`
  if (box === undefined) return said
  const corners = [box.left, box.top - box.height, box.left + box.width, box.top].map(Math.round)
  return `${said}/A<</O/Layout/Placement/Block/BBox[${corners.join(' ')}]>>`
}

/** An object that is already written. A document has hundreds of elements; as dictionaries they would cost more than its pages. */
class Written extends PDFObject {
  constructor(private readonly text: string) {
    super()
  }

  override toString(): string {
    return this.text
  }

  override sizeInBytes(): number {
    return this.text.length
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    // All of it is ASCII: names, numbers, and texts in hexadecimal.
    return Buffer.from(buffer.buffer, buffer.byteOffset).write(this.text, offset, 'latin1')
  }
}
