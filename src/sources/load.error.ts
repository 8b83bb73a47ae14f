/** A load that cannot begin, with a message for the person who asked for it; nothing has been changed. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}
