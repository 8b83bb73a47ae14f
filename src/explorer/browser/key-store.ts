const NAME = 'profiles-gateway:api-key'

/** The key of this browser tab, or an empty string. */
export function readKey(): string {
  return sessionStorage.getItem(NAME) ?? ''
}

/** Keeps the key until the browser tab is closed: it must not outlive the visit, so never in `localStorage`. */
export function writeKey(key: string): void {
  if (key === '') {
    sessionStorage.removeItem(NAME)
  } else {
    sessionStorage.setItem(NAME, key)
  }
}
