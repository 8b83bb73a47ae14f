import { cmsClinicians } from './cms/cms.clinicians.js'
import { cmsOptOut } from './cms/cms.opt-out.js'
import { cmsOrdering } from './cms/cms.ordering.js'
import type { SourceLoader } from './engine/source.loader.js'
import { followedByMatching } from './leie/exclusion.follow-up.js'
import { leie, leieReinstatements } from './leie/leie.loaders.js'
import { nppesDeactivations } from './nppes/nppes.deactivations.js'
import { nppesEndpoints } from './nppes/nppes.endpoints.js'
import { nppesMainFile } from './nppes/nppes.loader.js'
import { nppesLocations } from './nppes/nppes.locations.js'
import { nppesOtherNames } from './nppes/nppes.other-names.js'
import { nuccTaxonomy } from './nucc/nucc.loader.js'

/** Every kind of file that can be loaded, in the order in which a new directory wants them. */
export const LOADERS: readonly SourceLoader[] = [
  followedByMatching(nppesMainFile),
  nppesDeactivations,
  nppesLocations,
  followedByMatching(nppesOtherNames),
  nppesEndpoints,
  leie,
  leieReinstatements,
  cmsClinicians,
  cmsOptOut,
  cmsOrdering,
  nuccTaxonomy,
]
