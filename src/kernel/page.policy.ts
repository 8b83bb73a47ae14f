type Directive =
  | 'default-src'
  | 'script-src'
  | 'style-src'
  | 'worker-src'
  | 'connect-src'
  | 'font-src'
  | 'img-src'
  | 'frame-src'
  | 'base-uri'
  | 'form-action'
  | 'frame-ancestors'
  | 'sandbox'

type Policy = Partial<Record<Directive, string>>

const NOTHING: Policy = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** The Content-Security-Policy of what is no page: should a browser show it, nothing in it runs, loads or is framed. */
export const NO_PAGE_POLICY = policyOf(NOTHING)

/** That of a file that others have sent: it is saved, and were it shown, it would have no origin. */
export const FILE_POLICY = policyOf({ ...NOTHING, sandbox: '' })

/** That of a page: it has styles and pictures of ours, nothing else but what is said here, and nothing inline. */
export function pagePolicy(more: Policy = {}): string {
  return policyOf({ ...NOTHING, 'style-src': "'self'", 'img-src': "'self'", ...more })
}

function policyOf(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`.trim())
    .join('; ')
}
