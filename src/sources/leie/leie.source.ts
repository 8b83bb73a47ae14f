import { SOURCE_NAMES } from '../source.catalog.js'

/** The source's name as it is printed beside each element. */
export const LEIE = SOURCE_NAMES.leie
