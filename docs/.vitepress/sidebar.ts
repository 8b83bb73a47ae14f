import type { DefaultTheme } from 'vitepress'

const page = (text: string, link: string): DefaultTheme.SidebarItem => ({ text, link })

/** The pages in the order in which somebody needs them. */
export const SIDEBAR: DefaultTheme.SidebarItem[] = [
  {
    text: 'Begin',
    items: [
      page('Overview', '/'),
      page('Quick start', '/quick-start'),
      page('Authentication', '/authentication'),
      page('API keys', '/api-keys'),
      page('The sandbox', '/sandbox'),
      page('Using the API', '/api'),
    ],
  },
  {
    text: 'Rules of the API',
    items: [
      page('Idempotency', '/idempotency'),
      page('Errors', '/errors'),
      page('GraphQL over HTTP', '/graphql-over-http'),
      page('Pagination', '/pagination'),
      page('Cost', '/cost'),
      page('Limits', '/limits'),
      page('Webhooks and events', '/webhooks'),
      page('Verify a webhook', '/webhook-verification'),
      page('TypeScript SDK', '/sdk'),
    ],
  },
  {
    text: 'Guides by task',
    items: [
      page('Search, order, PDF', '/guide-order'),
      page('Many clinicians at once', '/bulk'),
      page('Reappoint', '/guide-reappoint'),
      page('Monitor', '/guide-monitor'),
      page('Dispute', '/guide-dispute'),
      page('Reconcile', '/guide-reconcile'),
      page('Ask for research', '/research'),
    ],
  },
  {
    text: 'In depth',
    items: [
      page('Profiles', '/profiles'),
      page('The official PDF', '/pdf'),
      page('Delivery', '/delivery'),
      page('Verifying a document', '/verification'),
      page('FHIR R4', '/fhir'),
      page('Orders', '/orders'),
      page('Cart and reappointment', '/reappointment'),
      page('Continuous monitoring', '/monitoring'),
      page('Discrepancies', '/discrepancies'),
      page('Cards', '/cards'),
      page('Accounts', '/accounts'),
      page('Daily receipts', '/receipts'),
      page('Organizations', '/organizations'),
      page('Audit trail', '/audit'),
    ],
  },
  {
    text: 'Operate',
    items: [
      page('Deploying the gateway', '/deployment'),
      page('When something fails', '/faults'),
      page('Operating the gateway', '/operations'),
      page('Command line', '/cli'),
      page('Watching the gateway', '/observability'),
      page('Sources', '/sources'),
      page("Publisher's own files", '/publisher-files'),
      page('The back office', '/back-office'),
      page('Security', '/security'),
      page('Benchmarks', '/benchmarks'),
    ],
  },
  {
    text: 'Reference',
    items: [
      page('The schema', '/reference/'),
      page('Queries', '/reference/queries'),
      page('Mutations', '/reference/mutations'),
      page('Objects, A to D', '/reference/objects'),
      page('Objects, E to N', '/reference/objects-e-n'),
      page('Objects, O and P', '/reference/objects-o-p'),
      page('Objects, Q to Z', '/reference/objects-q-z'),
      page('Connections', '/reference/connections'),
      page('Payloads', '/reference/payloads'),
      page('Inputs', '/reference/inputs'),
      page('Enums', '/reference/enums'),
      page('Scalars and directives', '/reference/scalars'),
      page('Changes', '/reference/changes'),
      page('Design decisions', '/decisions/'),
    ],
  },
]
