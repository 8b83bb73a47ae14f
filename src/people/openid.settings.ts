/** The OpenID provider that may say who somebody is, and how this gateway is known to it. */
export interface OpenIdSettings {
  /** Its issuer identifier, under which `/.well-known/openid-configuration` is found. */
  issuer: string
  clientId: string
  /** Null for a public client, which PKCE alone protects. */
  clientSecret: string | null
  /** Where the provider may send people back to: exactly these, never what only begins like one of them. */
  redirectUris: readonly string[]
}
