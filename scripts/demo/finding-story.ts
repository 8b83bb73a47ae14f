import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { GatewayClient } from '../../src/client/gateway-client.js'
import {
  AnswerResearchRequestDocument,
  CreateUploadDocument,
  FollowBulkOperationDocument,
  type FollowBulkOperationQuery,
  FollowResearchRequestDocument,
  LookupCliniciansDocument,
  PreviewOrderDocument,
  RequestResearchDocument,
  SearchCliniciansDocument,
  StartClinicianLookupDocument,
} from '../../src/client/operations.generated.js'
import { sha256Hex } from '../../src/kernel/digest.js'
import type { Narrator } from './narrator.js'
import { signIn } from './sign-in.js'
import { type DirectoryStory, EXCLUDED_NPI, NAMESAKE_NPI } from './sources-story.js'

/** Fictional, and of nobody in the directory until staff answer. */
const SOUGHT = { npi: '2980000063', firstName: 'Rara', lastName: 'Fictional-Sought', birthDate: '1969-05-04' }
const FILE_NAME = 'roster.csv'
const OPERATION_DEADLINE_MS = 60_000

/** Looks for many clinicians at once, and for one who is in no source. */
export async function tellFindingStory(story: DirectoryStory, narrator: Narrator): Promise<void> {
  narrator.chapter('Many clinicians at once, and one whom nobody finds')
  await new FindingWalk(story, narrator).walk()
}

class FindingWalk {
  readonly #client: GatewayClient

  constructor(
    private readonly story: DirectoryStory,
    private readonly narrator: Narrator,
  ) {
    this.#client = new GatewayClient(story.endpoint, story.apiKey)
  }

  async walk(): Promise<void> {
    const { narrator, story } = this
    await narrator.step('Look four up in one call', () => this.#lookUp())
    const operationId = await narrator.step('Send a roster, and have it looked up', () => this.#roster())
    await narrator.step('Send the same file again', () => this.#again(operationId))
    const requestId = await narrator.step(`Ask who ${SOUGHT.npi} is`, () => this.#request())
    await narrator.step(`${story.staff.email} answers`, () => this.#answer(requestId))
    await narrator.step('The clinician can be ordered', () => this.#orderable(requestId))
  }

  async #lookUp(): Promise<void> {
    const nameAndBirthDate = { firstName: 'testa', lastName: 'Maidenson', birthDate: '1970-01-02' }
    const criteria = [{ npi: NAMESAKE_NPI }, { nameAndBirthDate }, { npi: SOUGHT.npi }, { npi: '2980000041' }]
    const { rows } = (await this.#client.run(LookupCliniciansDocument, { criteria })).lookupClinicians
    for (const { index, status, clinician, matchedName, explanation, userError } of rows) {
      const who = clinician == null ? '' : ` ${clinician.firstName} ${clinician.lastName} ${matchedName?.type ?? ''}`
      this.narrator.say(`${index} ${status}${who} ${userError?.message ?? explanation[0] ?? ''}`.trimEnd())
    }
    this.narrator.expect(
      'every row has its answer',
      rows.map(({ status }) => status).join() === 'MATCHED,MATCHED,NOT_FOUND,INVALID',
    )
    this.narrator.expect('a former name finds her too', rows[1]?.matchedName?.type === 'FORMER')
    this.narrator.expect('the bad NPI is told which was likely meant', rows[3]?.suggestedNpi === EXCLUDED_NPI)
  }

  async #roster(): Promise<string> {
    const uploadId = await this.#upload()
    const { operation } = await this.#start(uploadId)
    const id = operation?.id ?? ''
    const ended = await this.#end(id)
    const counts = ended.counts.map(({ status, rows }) => `${status} ${rows}`).join(', ')
    this.narrator.say(`${id} ${ended.state}, ${ended.rowsProcessed} rows: ${counts}`)
    this.narrator.expect('all rows were processed', ended.state === 'COMPLETED' && ended.rowsProcessed === 3)
    const response = await fetch(ended.resultUrl ?? '')
    const text = await response.text()
    await writeFile(path.join(this.story.folder, `${id}.csv`), text)
    this.narrator.block(text)
    this.narrator.expect('the result is what the operation says', sha256Hex(text) === ended.resultSha256)
    return id
  }

  async #again(operationId: string): Promise<void> {
    const { operation, reused } = await this.#start(await this.#upload())
    this.narrator.expect(`it is recognized: ${operation?.id}`, reused && operation?.id === operationId)
  }

  async #upload(): Promise<string> {
    const roster = `npi,First Name,Last Name,Birth Date,reference\n${EXCLUDED_NPI},,,,A-1\n,Sample,Invented,02/29/1988,A-2\n${SOUGHT.npi},,,,A-3\n`
    const { organizationId } = this.story
    const file = { fileName: FILE_NAME, contentType: 'text/csv', bytes: Buffer.byteLength(roster) }
    const input = { organizationId, purpose: 'CLINICIAN_ROSTER' as const, ...file, sha256: sha256Hex(roster) }
    const { upload, userErrors } = (await this.#client.run(CreateUploadDocument, { input })).createUpload
    if (upload == null) throw new Error(userErrors.map(({ code }) => code).join())
    const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]))
    const response = await fetch(upload.url, { method: upload.method, headers, body: roster })
    this.narrator.expect(`${upload.id} has come, ${file.bytes} bytes`, response.status === 200)
    return upload.id
  }

  async #start(uploadId: string) {
    const input = { organizationId: this.story.organizationId, uploadId, resultFormat: 'CSV' as const, again: false }
    return (await this.#client.run(StartClinicianLookupDocument, { input })).startClinicianLookup
  }

  async #end(id: string): Promise<NonNullable<FollowBulkOperationQuery['bulkOperation']>> {
    const deadline = Date.now() + OPERATION_DEADLINE_MS
    while (Date.now() < deadline) {
      const { bulkOperation } = await this.#client.run(FollowBulkOperationDocument, { id })
      if (bulkOperation?.endedAt != null) return bulkOperation
      await sleep(100)
    }
    throw new Error(`${id} has not ended`)
  }

  async #request(): Promise<string> {
    const { npi, lastName } = SOUGHT
    const { matches, explanation, researchDraft } = (await this.#client.run(SearchCliniciansDocument, { by: { npi } }))
      .searchClinicians
    for (const line of explanation) this.narrator.say(line)
    this.narrator.expect('nobody is found, and a draft offered', matches.length === 0 && researchDraft?.npi === npi)
    const { organizationId } = this.story
    const input = { organizationId, known: { npi, lastName }, searchedBy: researchDraft?.searchedBy ?? null }
    const { researchRequest } = (await this.#client.run(RequestResearchDocument, { input })).requestResearch
    this.narrator.say(`${researchRequest?.number} ${researchRequest?.state}, answer by ${researchRequest?.dueOn}`)
    this.narrator.expect('within 30 business days', researchRequest?.businessDaysLeft === 30)
    const repeated = (await this.#client.run(RequestResearchDocument, { input })).requestResearch
    const same = repeated.replayed && repeated.researchRequest?.id === researchRequest?.id
    this.narrator.expect('asked twice, it is one request', same)
    return researchRequest?.id ?? ''
  }

  async #answer(researchRequestId: string): Promise<void> {
    const { endpoint, staff, mail, recipient } = this.story
    const settings = { mode: 'LIVE' as const, reason: 'Demonstration of research' }
    const client = await signIn(endpoint, staff, settings, this.narrator)
    const newClinician = { kind: 'PHYSICIAN' as const, ...SOUGHT }
    const input = { researchRequestId, newClinician, reason: 'The school knows her' }
    const { researchRequest } = (await client.run(AnswerResearchRequestDocument, { input })).answerResearchRequest
    this.narrator.expect(`the answer is ${researchRequest?.state}`, researchRequest?.state === 'FOUND')
    const letters = await mail.arrived(2, ({ recipients, raw }) => {
      return recipients.includes(recipient) && /^Subject: Your\s+research\s+request/m.test(raw.toString('latin1'))
    })
    const parsed = await Promise.all(letters.map(({ raw }) => simpleParser(raw)))
    for (const { subject } of parsed) this.narrator.say(`to ${recipient}: ${subject}`)
    this.narrator.expect('the organization was told of request and answer', parsed.length === 2)
    const born = SOUGHT.birthDate.slice(0, 4)
    this.narrator.expect('without a date of birth', !parsed.some(({ text = '' }) => text.includes(born)))
  }

  async #orderable(id: string): Promise<void> {
    const { researchRequest } = await this.#client.run(FollowResearchRequestDocument, { id })
    for (const { occurredAt, kind } of researchRequest?.events ?? []) this.narrator.say(`${occurredAt} ${kind}`)
    const clinicianId = researchRequest?.clinician?.id ?? ''
    const { organizationId } = this.story
    const items = [{ clinicianId, product: 'INITIAL_APPOINTMENT' as const, allowDuplicate: false }]
    const input = { organizationId, items, paymentMethod: 'ACCOUNT_BALANCE' as const }
    const { preview } = (await this.#client.run(PreviewOrderDocument, { input })).previewOrder
    const [line] = preview?.lines ?? []
    this.narrator.say(`${line?.clinician?.firstName} ${line?.clinician?.lastName}: ${line?.product}`)
    this.narrator.expect('nothing stands against it', preview?.orderable === true)
  }
}
