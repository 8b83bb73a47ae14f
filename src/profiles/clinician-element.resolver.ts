import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { ClinicianType } from '../clinicians/clinician.type.js'
import type { Database } from '../db/database.js'
import type { Context } from '../graphql/context.js'
import { Holds } from '../graphql/cost/cost.policy.js'
import type { LoaderDefinition } from '../graphql/loaders.js'
import { type ElementRow, elementLoader, elementsOf } from './clinician-element.loaders.js'
import {
  ClinicianEndpoint,
  ClinicianName,
  ClinicianNpiRecord,
  ClinicianPracticeLocation,
  ClinicianSpecialty,
  ElementArgs,
  MedicareOptOut,
  MedicareOrdering,
} from './clinician-element.types.js'

/** Nothing bounds what the sources report of a clinician. */
const MOST_ELEMENTS = 30
const ORDER = 'The publisher’s own sources first, then the public ones in their order of precedence.'

/** What the directory tells of a clinician beside who it is, each with its source. What is sold is in profiles only. */
@Resolver(() => ClinicianType)
export class ClinicianElementResolver {
  readonly #current: LoaderDefinition<string, ElementRow[]>
  readonly #past: LoaderDefinition<string, ElementRow[]>

  constructor(database: Database) {
    this.#current = elementLoader(database, false)
    this.#past = elementLoader(database, true)
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [ClinicianName], { description: `Names, as each source has them. ${ORDER}` })
  async names(@Root() { id }: ClinicianType, @Ctx() context: Context, @Args(() => ElementArgs) args: ElementArgs) {
    return elementsOf(await this.#rows(id, context, args), 'NAMES')
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [ClinicianNpiRecord], { description: `Records of the NPI, as each source has them. ${ORDER}` })
  async npiRecords(@Root() { id }: ClinicianType, @Ctx() context: Context, @Args(() => ElementArgs) args: ElementArgs) {
    return elementsOf(await this.#rows(id, context, args), 'NPI')
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [ClinicianSpecialty], { description: `Self-designated specialties. ${ORDER}` })
  async specialties(
    @Root() { id }: ClinicianType,
    @Ctx() context: Context,
    @Args(() => ElementArgs) args: ElementArgs,
  ): Promise<ClinicianSpecialty[]> {
    return elementsOf(await this.#rows(id, context, args), 'ACTIVITY').flatMap(
      ({ specialty, specialtyName, provenance }) =>
        specialty === null ? [] : [{ ...specialty, name: specialty.name ?? specialtyName, provenance }],
    )
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [ClinicianPracticeLocation], { description: `Further practice locations. ${ORDER}` })
  async practiceLocations(
    @Root() { id }: ClinicianType,
    @Ctx() context: Context,
    @Args(() => ElementArgs) args: ElementArgs,
  ): Promise<ClinicianPracticeLocation[]> {
    return elementsOf(await this.#rows(id, context, args), 'PRACTICE_LOCATIONS')
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [ClinicianEndpoint], { description: `Electronic addresses. ${ORDER}` })
  async endpoints(
    @Root() { id }: ClinicianType,
    @Ctx() context: Context,
    @Args(() => ElementArgs) args: ElementArgs,
  ): Promise<ClinicianEndpoint[]> {
    return elementsOf(await this.#rows(id, context, args), 'ENDPOINTS')
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [MedicareOptOut], { description: `Affidavits of opting out of Medicare. ${ORDER}` })
  async medicareOptOuts(
    @Root() { id }: ClinicianType,
    @Ctx() context: Context,
    @Args(() => ElementArgs) args: ElementArgs,
  ): Promise<MedicareOptOut[]> {
    return elementsOf(await this.#rows(id, context, args), 'MEDICARE_OPT_OUT')
  }

  @Holds(MOST_ELEMENTS, { usually: 3 })
  @FieldResolver(() => [MedicareOrdering], { description: `What may be ordered within Medicare. ${ORDER}` })
  async medicareOrdering(
    @Root() { id }: ClinicianType,
    @Ctx() context: Context,
    @Args(() => ElementArgs) args: ElementArgs,
  ): Promise<MedicareOrdering[]> {
    return elementsOf(await this.#rows(id, context, args), 'MEDICARE_ORDERING')
  }

  /** All open sections at once: a request that asks for several costs one statement, for all its clinicians. */
  async #rows(id: string, { loaders }: Context, { includePast }: ElementArgs): Promise<ElementRow[]> {
    const current = loaders.get(this.#current).load(id)
    const past = includePast ? loaders.get(this.#past).load(id) : []
    return [...(await current), ...(await past)]
  }
}
