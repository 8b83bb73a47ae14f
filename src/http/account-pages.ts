import formBody from '@fastify/formbody'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { RequestError, UserErrors } from '../kernel/errors.js'
import { html, type SafeHtml } from '../kernel/html.js'
import { pagePolicy } from '../kernel/page.policy.js'
import { accountPage } from './account-pages.html.js'

const PAGE_POLICY = pagePolicy({ 'form-action': "'self'" })

/** What a page answers. */
export interface PageAnswer {
  status: number
  title: string
  content: SafeHtml
}

/** What a page is made from. */
export interface PageRequest {
  token: string
  request: FastifyRequest
  /** What was typed into the field of this name; empty for none. */
  typed(name: string): string
}

/** Two handlers of one address: showing it changes nothing. */
export interface AccountPage {
  /** Of the route, with `:token` where the link has it. */
  path: string
  show(page: PageRequest): Promise<PageAnswer>
  submit(page: PageRequest): Promise<PageAnswer>
}

/**
 * Pages in a context of their own: forms are read here only, so that nothing else of the gateway, GraphQL first of all,
 * takes what any page of the web can post. They need no sign-in, set no cookie and run no script: the link is the proof.
 */
export async function registerPages(app: FastifyInstance, pages: readonly AccountPage[]): Promise<void> {
  await app.register(pagesPlugin(pages))
}

function pagesPlugin(pages: readonly AccountPage[]): FastifyPluginAsync {
  return async (scope) => {
    scope.removeAllContentTypeParsers()
    await scope.register(formBody)
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('content-security-policy', PAGE_POLICY)
      return request.method === 'POST' && isForeign(request) ? send(reply, FOREIGN) : undefined
    })
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const answer = answerTo(error)
      if (answer.status >= 500) request.log.error({ err: error, requestId: request.id }, 'a page failed')
      return send(reply, answer)
    })
    for (const { path, show, submit } of pages) {
      scope.get(path, async (request, reply) => await send(reply, await show(pageRequest(request))))
      scope.post(path, async (request, reply) => await send(reply, await submit(pageRequest(request))))
    }
  }
}

const FOREIGN: PageAnswer = {
  status: 403,
  title: 'That did not work',
  content: html`<p role="alert">This was sent by a page of somebody else. Nothing was changed: open the link in your e-mail.</p>`,
}

/**
 * Whether a page of another site sent the form. Browsers say so themselves (Fetch Metadata); of those that do not, an
 * origin that is another tells, but not `null`, which our own pages send for the sake of their referrer policy.
 */
function isForeign({ headers, host }: FastifyRequest): boolean {
  const { 'sec-fetch-site': site, origin } = headers
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (origin === undefined || origin === 'null') return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}

/** Runs a use case; what is wrong with what was typed becomes `whenWrong`'s page. */
export async function orProblems(
  work: () => Promise<PageAnswer>,
  whenWrong: (problems: UserErrors['items']) => PageAnswer | Promise<PageAnswer>,
): Promise<PageAnswer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserErrors) return await whenWrong(error.items)
    throw error
  }
}

function pageRequest(request: FastifyRequest): PageRequest {
  const body = (request.body ?? {}) as Record<string, unknown>
  const { token = '' } = request.params as { token?: string }
  return {
    token,
    request,
    typed(name) {
      const value = Object.hasOwn(body, name) ? body[name] : ''
      return typeof value === 'string' ? value : ''
    },
  }
}

function send(reply: FastifyReply, { status, title, content }: PageAnswer): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(accountPage(title, content))
}

function answerTo(error: Error & { statusCode?: number }): PageAnswer {
  if (error instanceof RequestError && error.code === 'RATE_LIMITED') {
    return {
      status: 429,
      title: 'Too many attempts',
      content: html`<p role="alert">There were ${error.message}. The link in your e-mail stays as it is.</p>`,
    }
  }
  const status = error.statusCode ?? 500
  if (status < 500) {
    const content = html`<p role="alert">What was sent is not what the form of this page sends. Open the link again.</p>`
    return { status, title: 'That did not work', content }
  }
  const content = html`<p role="alert">Something went wrong on our side. Nothing was changed: try again in a minute.</p>`
  return { status, title: 'That did not work', content }
}
