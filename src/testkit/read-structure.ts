import { FILE, toldOf } from './run-program.js'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
/** A dictionary of a PDF, as qpdf writes it: names with their slash, references as `5 0 R`, texts with `u:` before. */
export type PdfDictionary = { [key: string]: Json }

/** An element of the logical structure. */
export interface PdfElement {
  ref: string
  kind: string
  dictionary: PdfDictionary
  children: PdfElement[]
  /** Sequences of pages that belong to it. */
  marks: { page: string; mcid: number }[]
  /** Annotations that belong to it. */
  annotations: string[]
}

/** The objects of a file, as qpdf reads them. */
export class PdfObjects {
  private constructor(
    private readonly objects: { [key: string]: { value?: Json; stream?: { dict: PdfDictionary } } },
  ) {}

  static async read(bytes: Uint8Array): Promise<PdfObjects> {
    const { qpdf } = JSON.parse(await toldOf(bytes, 'qpdf', '--json=2', FILE))
    return new PdfObjects(qpdf[1])
  }

  /** Every dictionary of the file that is an object of its own, those of streams too. */
  get dictionaries(): PdfDictionary[] {
    return Object.values(this.objects)
      .map(({ value, stream }) => stream?.dict ?? value)
      .filter((value): value is PdfDictionary => value !== null && typeof value === 'object' && !Array.isArray(value))
  }

  get trailer(): PdfDictionary {
    return this.objects['trailer']?.value as PdfDictionary
  }

  get catalog(): PdfDictionary {
    return this.dictionary(this.trailer['/Root'])
  }

  /** The pages, by their reference, in order. */
  get pages(): [ref: string, page: PdfDictionary][] {
    const kids = this.dictionary(this.catalog['/Pages'])['/Kids'] as string[]
    return kids.map((ref) => [ref, this.dictionary(ref)])
  }

  /** A value, or what it refers to. */
  resolve(value: Json | undefined): Json {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value ?? null
    const found = this.objects[`obj:${value}`]
    return found?.stream?.dict ?? found?.value ?? null
  }

  dictionary(value: Json | undefined): PdfDictionary {
    const found = this.resolve(value)
    if (found === null || typeof found !== 'object' || Array.isArray(found)) {
      throw new Error(`expected a dictionary, got ${JSON.stringify(found)}`)
    }
    return found
  }

  list(value: Json | undefined): Json[] {
    const found = this.resolve(value)
    return Array.isArray(found) ? found : found === null ? [] : [found]
  }

  /** The numbers of a number tree without branches. */
  numbers(value: Json | undefined): Map<number, Json> {
    const flat = this.list(this.dictionary(value)['/Nums'])
    return new Map(flat.flatMap((key, index) => (index % 2 === 0 ? [[Number(key), flat[index + 1] ?? null]] : [])))
  }

  /** The logical structure, each element checked to name its parent. */
  get structure(): PdfElement {
    const root = String(this.catalog['/StructTreeRoot'])
    return this.element(String(this.dictionary(root)['/K']), root)
  }

  private element(ref: string, parent: string): PdfElement {
    const dictionary = this.dictionary(ref)
    if (dictionary['/P'] !== parent)
      throw new Error(`${ref} names ${String(dictionary['/P'])}, not its parent ${parent}`)
    const element: PdfElement = {
      ref,
      kind: String(dictionary['/S']).slice(1),
      dictionary,
      children: [],
      marks: [],
      annotations: [],
    }
    for (const kid of this.list(dictionary['/K'])) {
      if (typeof kid === 'number') element.marks.push({ page: String(dictionary['/Pg']), mcid: kid })
      else if (typeof kid === 'string') element.children.push(this.element(kid, ref))
      else this.addReference(element, kid as PdfDictionary)
    }
    return element
  }

  private addReference(element: PdfElement, kid: PdfDictionary): void {
    if (kid['/Type'] === '/OBJR') element.annotations.push(String(kid['/Obj']))
    else element.marks.push({ page: String(kid['/Pg']), mcid: Number(kid['/MCID']) })
  }
}

/** An element and all below it. */
export function everyElement(element: PdfElement): PdfElement[] {
  return [element, ...element.children.flatMap(everyElement)]
}
