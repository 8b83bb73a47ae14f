/** What of a Markdown renderer is used here. */
interface LinkRenderer {
  renderer: { rules: { link_open?: LinkRule | undefined } }
}
type LinkRule = (tokens: LinkToken[], index: number, options: object, env: object, self: RenderToken) => string
interface LinkToken {
  attrGet(name: string): string | null
  attrSet(name: string, value: string): void
}
interface RenderToken {
  renderToken(tokens: LinkToken[], index: number, options: object): string
}

/** Pages of the gateway that are none of the site: the generator would look for them among its own. */
const OUTSIDE = /^\/(graphiql|verify|mailbox)?($|\?|#)/

/** Leads links of Markdown to other pages of the gateway out of the site. */
export function outsideLinks(markdown: unknown): void {
  const { rules } = (markdown as LinkRenderer).renderer
  const inner = rules.link_open
  rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index]
    if (token === undefined || inner === undefined || !OUTSIDE.test(token.attrGet('href') ?? '')) {
      return inner?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options)
    }
    token.attrSet('target', '_self')
    return self.renderToken(tokens, index, options)
  }
}
