import type { FastifyInstance } from 'fastify'
import { pagePolicy } from '../kernel/page.policy.js'
import { type StartPageFacts, startPage } from './start.page.js'

const POLICY = pagePolicy({ 'script-src': "'self'" })

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * `/`: what runs here, and where to go. What opens the sandbox is shown to who comes by a name of this machine only: a page
 * of the web could give this address a name of its own, and read the page by it.
 */
export function registerStart(app: FastifyInstance, facts: StartPageFacts): void {
  app.get('/', async (request, reply) => {
    const sandbox = LOOPBACK.includes(request.hostname) ? facts.sandbox : null
    return await reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .send(startPage({ ...facts, sandbox }).text)
  })
}
