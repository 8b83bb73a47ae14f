import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { acceptedCodings } from '../kernel/accepted-codings.js'
import { html } from '../kernel/html.js'
import { pageOf } from '../kernel/page.js'
import { pagePolicy } from '../kernel/page.policy.js'

/** A file of the built site: its content type, and which compressed copies lie beside it. */
interface SiteFile {
  type: string
  encodings: ('br' | 'gzip')[]
}

const SUFFIXES = { br: '.br', gzip: '.gz' } as const

/** Nothing inline: the build moves the generator's scripts into files. `style` attributes set by scripts are not inline. */
const POLICY = pagePolicy({
  'script-src': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data:",
})

/**
 * Serves the documentation site at `/docs/`, from the folder of its build. Only names of the build's manifest are served, so
 * a path never reaches the file system as it came; what has a hash in its name can be kept for good.
 */
export function registerDocs(app: FastifyInstance, folder: string): void {
  app.get('/docs', (_request, reply) => reply.redirect('/docs/', 308))
  app.get<{ Params: { '*': string } }>('/docs/*', async (request, reply) => {
    const files = await manifestOf(folder)
    if (files === null) return await protect(reply).code(503).header('retry-after', '15').type(HTML).send(missingPage())
    const asked = request.params['*']
    const candidates = [asked, `${asked}.html`, `${asked}index.html`, `${asked}/index.html`]
    const name = candidates.find((one) => Object.hasOwn(files, one) && one !== NOT_FOUND)
    // The generator puts its own base before the links of the navigation to other pages of the gateway.
    if (OUTSIDE.includes(asked)) return reply.redirect(`/${asked}`, 307)
    if (name === undefined) return await protect(reply).code(404).type(HTML).send(unknownPage())
    return await sendFile(protect(reply), folder, name, files[name], String(request.headers['accept-encoding'] ?? ''))
  })
}

const HTML = 'text/html; charset=utf-8'
const OUTSIDE = ['graphiql', 'verify']
/** The generator's own, in the place of which we have ours. */
const NOT_FOUND = '404.html'

async function sendFile(
  reply: FastifyReply,
  folder: string,
  name: string,
  { type, encodings }: SiteFile = { type: HTML, encodings: [] },
  accepted: string,
): Promise<FastifyReply> {
  const codings = acceptedCodings(accepted)
  const encoding = encodings.find((one) => codings.has(one))
  if (encoding !== undefined) reply.header('content-encoding', encoding)
  const forGood = name.startsWith('assets/')
  return await reply
    .header('vary', 'accept-encoding')
    .header('cache-control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache')
    .type(type)
    .send(await readFile(path.join(folder, encoding === undefined ? name : name + SUFFIXES[encoding])))
}

/** Read for every request: it is small, and a new build then needs no restart. Null while there is none. */
async function manifestOf(folder: string): Promise<Record<string, SiteFile> | null> {
  return await readFile(path.join(folder, 'manifest.json'), 'utf8').then(
    (text) => JSON.parse(text) as Record<string, SiteFile>,
    () => null,
  )
}

function protect(reply: FastifyReply): FastifyReply {
  return reply.header('content-security-policy', POLICY)
}

function unknownPage(): string {
  return pageOf({
    title: 'No such page',
    narrow: true,
    content: html`<h1>No such page</h1>
<p>The documentation has no page at this address. <a href="/docs/">Its overview</a> leads to all that there are.</p>`,
  }).text
}

function missingPage(): string {
  return pageOf({
    title: 'Documentation',
    narrow: true,
    content: html`<h1>The documentation is being built</h1>
<p>After a first start that takes some seconds: load this page again. If it stays like this, run <code>npm run docs</code>.
The same pages are in the folder <code>docs</code> of the repository.</p>`,
  }).text
}
