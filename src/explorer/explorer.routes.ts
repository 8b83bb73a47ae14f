import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { acceptedCodings } from '../kernel/accepted-codings.js'
import type { ExplorerExample } from './explorer.example.js'
import { encodingSuffixes, readManifest } from './explorer.manifest.js'
import {
  contentSecurityPolicy,
  EXPLORER_PATH,
  renderExplorerPage,
  renderMissingPage,
  renderOffPage,
} from './explorer.page.js'

/** What {@link registerExplorer} needs. */
export interface ExplorerOptions {
  /** The output folder of the explorer's build. It may appear, or be rebuilt, while the server runs. */
  assetsDirectory: string
  /** Of people, only staff sign in, as in production; software comes with its key in any case. */
  staffOnly: boolean
  /** Operations to begin with, by task; the same for everybody. */
  examples: () => Promise<readonly ExplorerExample[]>
}

const HTML = 'text/html; charset=utf-8'

/**
 * Serves the API explorer: the page at `/graphiql`, its files under `/graphiql/assets/` and the examples as JSON.
 * The manifest is read for every request: it is small, browsers keep the assets for good, and a rebuild then needs no
 * restart. Only names in the manifest are served, so a path never reaches the file system as it came.
 */
export function registerExplorer(
  app: FastifyInstance,
  { assetsDirectory, staffOnly, examples }: ExplorerOptions,
): void {
  app.get(EXPLORER_PATH, async (_request, reply) => {
    const manifest = await readManifest(assetsDirectory)
    protect(reply).header('cache-control', 'no-cache').type(HTML)
    return manifest === undefined ? reply.code(503).send(renderMissingPage()) : renderExplorerPage(manifest, staffOnly)
  })

  app.get(`${EXPLORER_PATH}/`, (_request, reply) => protect(reply).redirect(EXPLORER_PATH, 308))

  app.get(`${EXPLORER_PATH}/examples.json`, async (_request, reply) =>
    protect(reply)
      .header('cache-control', 'no-cache')
      .send(await examples()),
  )

  app.get<{ Params: { name: string } }>(`${EXPLORER_PATH}/assets/:name`, async (request, reply) => {
    const { name } = request.params
    const assets = new Map(Object.entries((await readManifest(assetsDirectory))?.assets ?? {}))
    const asset = assets.get(name)
    protect(reply).header('vary', 'accept-encoding')
    if (asset === undefined) {
      return reply.code(404).type('text/plain; charset=utf-8').send('Not found\n')
    }
    const accepted = acceptedCodings(String(request.headers['accept-encoding'] ?? ''))
    const encoding = asset.encodings.find((candidate) => accepted.has(candidate))
    const file = join(assetsDirectory, encoding === undefined ? name : name + encodingSuffixes[encoding])
    if (encoding !== undefined) {
      reply.header('content-encoding', encoding)
    }
    // The name holds a hash of the contents, so it can be kept for good.
    reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type)
    return reply.send(await readFile(file))
  })
}

/** Says at `/graphiql` that the explorer is off: nobody who follows a link of the documentation is left alone. */
export function registerNoExplorer(app: FastifyInstance): void {
  app.get(EXPLORER_PATH, async (_request, reply) => protect(reply).code(404).type(HTML).send(renderOffPage()))
}

function protect(reply: FastifyReply): FastifyReply {
  return reply.header('content-security-policy', contentSecurityPolicy)
}
