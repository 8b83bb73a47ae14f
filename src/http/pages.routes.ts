import type { FastifyInstance } from 'fastify'
import { PAGE_STYLES_PATH } from '../kernel/page.js'
import { PAGE_STYLES } from '../kernel/page.styles.js'

/** What browsers would ask for at /favicon.ico otherwise. */
export const PRODUCT_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0b5cad"/><path d="M4.5 5 8 8l-3.5 3M9 11h3" fill="none" stroke="#fff" stroke-width="1.6"/></svg>
`

/** Copies the text of the element that a button names; says so where screen readers hear it. */
const SCRIPT = `for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy)
    const said = document.getElementById(button.dataset.says)
    try {
      await navigator.clipboard.writeText(source.textContent.trim())
      said.textContent = 'Copied'
    } catch {
      getSelection().selectAllChildren(source)
      said.textContent = 'Selected: copy it with the keyboard'
    }
  })
}
`

/** Where the script of the pages is served. */
export const PAGE_SCRIPT_PATH = '/pages.js'

/** What all pages share: styles, script, icon. For an hour: a new release is seen within it. */
export function registerPageFiles(app: FastifyInstance): void {
  const files = [
    [PAGE_STYLES_PATH, 'text/css; charset=utf-8', PAGE_STYLES],
    [PAGE_SCRIPT_PATH, 'text/javascript; charset=utf-8', SCRIPT],
    ['/icon.svg', 'image/svg+xml', PRODUCT_ICON],
  ] as const
  for (const [path, type, content] of files) {
    app.get(path, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=3600').send(content),
    )
  }
}
