import { html, type SafeHtml } from './html.js'

/** The name of the product, as every page has it. */
export const PRODUCT_NAME = 'Profiles gateway'

/** Where the styles of all pages are served. */
export const PAGE_STYLES_PATH = '/pages.css'

/** What a page is made from. */
export interface PageParts {
  title: string
  content: SafeHtml
  /** Forms and short texts read better on a narrow page. */
  narrow?: boolean
  /** A script of ours to be loaded, by its path. */
  script?: string
}

/** A whole page: the same head, the same ways on, and no script or style inline, so that its policy can be strict. */
export function pageOf({ title, content, narrow = false, script }: PageParts): SafeHtml {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title === PRODUCT_NAME ? title : `${title} · ${PRODUCT_NAME}`}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${PAGE_STYLES_PATH}">
${script === undefined ? '' : html`<script type="module" src="${script}"></script>\n`}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><div><a class="product" href="/">${PRODUCT_NAME}</a>
<nav aria-label="Product"><a href="/docs/">Documentation</a> <a href="/verify">Verify a document</a></nav></div></header>
<main id="content"${narrow ? html` class="narrow"` : ''}>
${content}
</main>
</body>
</html>
`
}
