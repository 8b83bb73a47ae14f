import { createServer } from 'node:http'
import pg from 'pg'
import { DATABASE_URL, POOL_SIZE, PORT } from './peer.sql.js'

/**
 * What nothing in JavaScript can be faster than on this machine: one prepared statement a request, which builds the JSON,
 * whose text is sent through. It checks nothing, and of a profile it sends what is stored.
 */
const CLINICIAN = `'id', c.id, 'kind', c.kind, 'npi', c.npi, 'firstName', c.first_name, 'middleName', c.middle_name,
  'lastName', c.last_name, 'credential', c.credential, 'state', c.state`
const HEAD = `'documentNumber', d.number, 'asOf', d.as_of, 'contentSha256', s.content_sha256`

const STATEMENTS: Readonly<Record<string, { text: string; values: readonly string[] }>> = {
  Q1: {
    text: `select json_build_object(${CLINICIAN})::text as json from clinicians c where c.mode = 'TEST' and c.npi = $1`,
    values: ['npi'],
  },
  Q2: {
    text: `select coalesce(json_agg(json_build_object('number', o.number, 'status', o.status, 'placedAt', o.placed_at,
             'totalCents', o.total_cents, 'items', (
               select json_agg(json_build_object('id', i.id, 'product', i.product,
                        'clinician', json_build_object('firstName', c.first_name, 'lastName', c.last_name, 'npi', c.npi),
                        'profile', json_build_object(${HEAD})) order by i.line)
                 from order_items i join clinicians c on c.id = i.clinician_id
                 join profile_documents d on d.id = i.document_id join profile_snapshots s on s.id = d.snapshot_id
                where i.order_id = o.id))), '[]')::text as json
             from (select * from orders where organization_id = $1 order by placed_at desc, number desc limit 50) o`,
    values: ['organizationId'],
  },
  Q3: {
    text: `select json_build_object(${HEAD}, 'content', s.content::json)::text as json
             from order_items i join profile_documents d on d.id = i.document_id join profile_snapshots s on s.id = d.snapshot_id
            where i.id = $1`,
    values: ['orderItemId'],
  },
  M1: {
    text: `with placed as (
               insert into peers.orders (organization_id, clinician_id, idempotency_key, status, total_cents)
               values ($1, $2, $3, 'COMPLETED', 4100) on conflict (idempotency_key) do nothing returning id, number, status),
             line as (insert into peers.order_lines (order_id, line, clinician_id, product, price_cents)
                      select id, 1, $2, 'INITIAL_APPOINTMENT', 4100 from placed),
             entry as (insert into peers.ledger_entries (organization_id, order_id, amount_cents) select $1, id, -4100 from placed),
             told as (insert into peers.outbox (order_id, kind) select id, 'order.completed' from placed),
             before as (select number, status from peers.orders where idempotency_key = $3)
             select json_build_object('replayed', replayed, 'number', number, 'status', status)::text as json
               from (select false as replayed, number, status from placed union all select true, number, status from before) one`,
    values: ['organizationId', 'clinicianId', 'key'],
  },
}

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: POOL_SIZE })

createServer((request, response) => {
  const name = request.url?.slice(1) ?? ''
  const statement = STATEMENTS[name]
  if (statement === undefined) return void response.writeHead(404).end()
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => {
    const given = JSON.parse(body) as Record<string, string>
    const values = statement.values.map((value) => given[value])
    pool.query<{ json: string }>({ name, text: statement.text, values }).then(
      ({ rows }) => response.writeHead(200, { 'content-type': 'application/json' }).end(rows[0]?.json ?? 'null'),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
}).listen(PORT, '127.0.0.1')
