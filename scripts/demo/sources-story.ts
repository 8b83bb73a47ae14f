import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DateTime } from 'luxon'
import type { Gateway } from '../../src/app.js'
import { GatewayClient } from '../../src/client/gateway-client.js'
import {
  CompareProfilesDocument,
  DecideMatchLeadDocument,
  LookupCliniciansDocument,
  MatchLeadsDocument,
  PlaceOrderDocument,
  ReadProfileDocument,
  SourcesDocument,
} from '../../src/client/operations.generated.js'
import type { Clock } from '../../src/kernel/clock.js'
import { packageRoot } from '../../src/kernel/package-root.js'
import type { SandboxPerson } from '../../src/sandbox/sandbox.people.js'
import { runLoad } from '../../src/sources/engine/load.run.js'
import type { SourceLoader } from '../../src/sources/engine/source.loader.js'
import { followedByMatching } from '../../src/sources/leie/exclusion.follow-up.js'
import { leie } from '../../src/sources/leie/leie.loaders.js'
import { describeLoad, type LoadReport } from '../../src/sources/load.report.js'
import { publisherLoader } from '../../src/sources/publisher/publisher.loader.js'
import type { LoopbackMail } from './loopback-mail.js'
import type { Narrator } from './narrator.js'
import { signIn } from './sign-in.js'

/** A fictional source; the file is the documented example of the format. */
const BOARD = 'Invented Medical Board'
const BOARD_FILE = ['docs', 'publisher-files', 'everything.jsonl']
/** Of the file: Testa Fictional-Smith, and Sample Invented. */
export const EXCLUDED_NPI = '2980000014'
export const NAMESAKE_NPI = '2980000022'

const LEIE_HEADER =
  'LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE'

/** The live organization of the demo, and what its clinicians come from. */
export interface DirectoryStory {
  gateway: Gateway
  clock: Clock
  endpoint: string
  apiKey: string
  organizationId: string
  /** Address of the organization's administrator. */
  recipient: string
  mail: LoopbackMail
  staff: SandboxPerson
  /** Where files are put. */
  folder: string
}

/** Fills the directory from files as an operator does, and shows what becomes of them in profiles. */
export async function tellSourcesStory(story: DirectoryStory, narrator: Narrator): Promise<void> {
  narrator.chapter('Sources: a file of the publisher’s own, and one of the exclusions')
  await new SourcesWalk(story, narrator).walk()
}

class SourcesWalk {
  readonly #client: GatewayClient
  readonly #board = followedByMatching(publisherLoader({ source: BOARD, section: null, mode: 'LIVE', covers: false }))
  readonly #boardFile = path.join(packageRoot(), ...BOARD_FILE)

  constructor(
    private readonly story: DirectoryStory,
    private readonly narrator: Narrator,
  ) {
    this.#client = new GatewayClient(story.endpoint, story.apiKey)
  }

  async walk(): Promise<void> {
    const { narrator, story } = this
    const inserted = await narrator.step('Check a file of fictional clinicians', () => this.#check())
    await narrator.step('Load it, twice', () => this.#loadTwice(inserted))
    await narrator.step('Load a fictional supplement of the OIG LEIE', () => this.#loadExclusions())
    await narrator.step(`${story.staff.email} decides about the lead`, () => this.#decide())
    await narrator.step('Ask what the directory is made of', () => this.#freshness())
    const itemId = await narrator.step('Order the profiles of both', () => this.#orderBoth())
    await narrator.step('A newer file comes; what has changed?', () => this.#compare(itemId))
  }

  async #load(loader: SourceLoader, file: string, check = false): Promise<LoadReport> {
    const rejectsFile = path.join(this.story.folder, `${path.parse(file).name}.rejects.csv`)
    const { database } = this.story.gateway
    const report = await runLoad(database, this.story.clock, loader, { file, rejectsFile, actor: 'OPERATOR', check })
    this.narrator.block(describeLoad(report).join('\n'))
    const { inserted, updated, unchanged, skipped, rejected } = report
    const accounted = inserted + updated + unchanged + skipped + rejected
    this.narrator.expect(`the counts add up to ${report.rowsRead} rows`, accounted === report.rowsRead)
    return report
  }

  async #check(): Promise<number> {
    const { inserted } = await this.#load(this.#board, this.#boardFile, true)
    const { rows } = await this.#lookUp([EXCLUDED_NPI])
    this.narrator.expect('nothing was changed', inserted > 0 && rows[0]?.status === 'NOT_FOUND')
    return inserted
  }

  async #loadTwice(expected: number): Promise<void> {
    const first = await this.#load(this.#board, this.#boardFile)
    this.narrator.expect('it did what the check had said', first.inserted === expected)
    const second = await this.#load(this.#board, this.#boardFile)
    this.narrator.expect('the file is recognized', second.sameAs?.loadId === first.loadId)
    this.narrator.expect('and changes nothing', second.unchanged === expected && second.inserted + second.updated === 0)
  }

  async #loadExclusions(): Promise<void> {
    const month = DateTime.fromJSDate(this.story.clock.now(), { zone: 'utc' }).minus({ months: 1 })
    const file = path.join(this.story.folder, `${month.toFormat('yyMM')}excl.csv`)
    const excludedOn = month.toFormat('yyyyMM01')
    const row = (last: string, first: string, npi: string) =>
      `${last},${first},,,"DOCTOR(MD, DO)",,,${npi},,,SAMPLETON,NE,68848,1128a1,${excludedOn},00000000,00000000,`
    const rows = [
      row('FICTIONAL-SMITH', 'TESTA', EXCLUDED_NPI),
      row('INVENTED', 'SAMPLE', '0000000000'),
      row('NOBODY', 'NOMEN', '2980000015'),
    ]
    await writeFile(file, [LEIE_HEADER, ...rows, ''].join('\r\n'))
    const report = await this.#load(leie, file)
    const { WRONG_NPI_CHECK_DIGIT: wrong = 0 } = report.skippedByReason
    this.narrator.expect('an NPI that fails its check digit is reported', wrong === 1 && report.rejectsFile !== null)
  }

  async #decide(): Promise<void> {
    const { endpoint, staff } = this.story
    const settings = { mode: 'LIVE' as const, reason: 'Demonstration of leads' }
    const client = await signIn(endpoint, staff, settings, this.narrator)
    const { nodes } = (await client.run(MatchLeadsDocument, { state: 'OPEN' })).backOffice.matchLeads
    for (const { reason, clinician, exclusion } of nodes) {
      const name = [exclusion.firstName, exclusion.lastName].join(' ')
      this.narrator.say(`${reason}: ${name}, excluded ${exclusion.excludedOn}; ${clinician.lastName} ${clinician.npi}?`)
    }
    const [lead] = nodes
    this.narrator.expect(
      'a name alone is a lead, no match',
      nodes.length === 1 && lead?.reason === 'NAME_ONLY' && lead.clinician.npi === NAMESAKE_NPI,
    )
    const input = { id: lead?.id ?? '', decision: 'REJECTED' as const, reason: 'Another person of that name' }
    const decided = (await client.run(DecideMatchLeadDocument, { input })).decideMatchLead
    this.narrator.expect('it is another person', decided.lead?.state === 'REJECTED' && decided.userErrors.length === 0)
  }

  async #freshness(): Promise<void> {
    const { sources } = await this.#client.run(SourcesDocument, {})
    for (const { name, freshness, lastLoad, precedence } of sources) {
      const loaded = lastLoad == null ? '' : `, ${lastLoad.rowsRead} rows as of ${lastLoad.asOf ?? 'a day nobody said'}`
      this.narrator.say(`${precedence}. ${name}: ${freshness}${loaded}`)
    }
    const of = (name: string) => sources.find((source) => source.name === name)
    this.narrator.expect('the publisher’s own source stands first', of(BOARD)?.precedence === 0)
    this.narrator.expect('the supplement is fresh', of('OIG LEIE')?.freshness === 'FRESH')
    this.narrator.expect('what was never loaded says so', of('NUCC')?.freshness === 'NEVER_LOADED')
  }

  /** The line of the one who is excluded. */
  async #orderBoth(): Promise<string> {
    const itemIds = await this.#order([EXCLUDED_NPI, NAMESAKE_NPI], ['INITIAL_APPOINTMENT', 'PA_PROFILE'])
    const [excluded = [], namesake = []] = await Promise.all(itemIds.map((id) => this.#exclusionsIn(id)))
    for (const { action, actionOn, provenance } of excluded) {
      this.narrator.say(`${action} on ${actionOn}: ${provenance.source}, last reported ${provenance.lastReportedOn}`)
    }
    this.narrator.expect('the match is a sanction of the profile', excluded.length === 1)
    this.narrator.expect('the lead that was rejected is none', namesake.length === 0)
    return itemIds[0] ?? ''
  }

  async #compare(earlierItemId: string): Promise<void> {
    const file = path.join(this.story.folder, 'newer.jsonl')
    const newer = (await readFile(this.#boardFile, 'utf8')).replace('308-555-0100', '308-555-0199')
    await writeFile(file, newer)
    await this.#load(this.#board, file)
    const earlier = await this.#client.run(ReadProfileDocument, { orderItemId: earlierItemId })
    const earlierDocument = earlier.orderItem?.profile?.documentNumber ?? ''
    const [orderItemId = ''] = await this.#order([EXCLUDED_NPI], ['INITIAL_APPOINTMENT'], true)
    const { orderItem } = await this.#client.run(CompareProfilesDocument, { orderItemId, earlierDocument })
    const changes = orderItem?.profile?.changesSince.changes
    const changed = (changes?.sections ?? []).filter(({ changed }) => changed.length > 0)
    for (const { section, changed: elements } of changed) {
      for (const { source, fields } of elements) {
        const said = fields.map(({ field, before, after }) => `${field} ${before} → ${after}`).join(', ')
        this.narrator.say(`${section}, ${source}: ${said}`)
      }
    }
    this.narrator.expect(
      `since ${earlierDocument} the office phone has changed, and nothing else`,
      changed.map(({ section }) => section).join() === 'OFFICE_PHONE' && changed[0]?.changed.length === 1,
    )
  }

  /** Buys the profile of each; the ids of the lines. */
  async #order(
    npis: readonly string[],
    products: readonly ('INITIAL_APPOINTMENT' | 'PA_PROFILE')[],
    allowDuplicate = false,
  ): Promise<string[]> {
    const { rows } = await this.#lookUp(npis)
    const items = products.map((product, index) => {
      return { clinicianId: rows[index]?.clinician?.id ?? '', product, allowDuplicate }
    })
    const { organizationId } = this.story
    const input = { organizationId, items, paymentMethod: 'ACCOUNT_BALANCE' as const, idempotencyKey: randomUUID() }
    const { order, userErrors } = (await this.#client.run(PlaceOrderDocument, { input })).placeOrder
    if (order == null) throw new Error(userErrors.map(({ code }) => code).join())
    return order.items.map(({ id }) => id)
  }

  async #exclusionsIn(orderItemId: string) {
    const { orderItem } = await this.#client.run(ReadProfileDocument, { orderItemId })
    const elements = orderItem?.profile?.sanctions?.elements ?? []
    return elements.filter(({ provenance }) => provenance.source === 'OIG LEIE')
  }

  async #lookUp(npis: readonly string[]) {
    const criteria = npis.map((npi) => ({ npi }))
    return (await this.#client.run(LookupCliniciansDocument, { criteria })).lookupClinicians
  }
}
