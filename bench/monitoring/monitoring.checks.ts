import pg from 'pg'

/** What is left of changes, and whether everybody was told once. */
interface Found {
  expected: number
  notices: number
  letters: number
  mailed: number
  feed: number
  vendorFeed: number
  documents: number
  audited: number
  awaited: number
  open: number
}

/** Counts all that there is in one statement, so that it is of one moment. $1: the clinicians' NPIs that changed, $2: since when. */
const COUNT = `
  with told as (
    select n.* from monitoring_notices n where n.spotted_at >= $2),
  wanted as (
    select m.id from monitorings m join clinicians c on c.id = m.clinician_id where c.npi = any ($1) and m.ended_at is null),
  letters as (
    select id, html_body from emails where kind = 'MONITORING_CHANGED' and created_at >= $2)
  select (select count(*) from wanted)::int as expected,
         (select count(*) from told where noticed_at is not null)::int as notices,
         (select count(*) from letters)::int as letters,
         -- Each notice in exactly one letter: that of its organization which names its clinician.
         (select count(*) from (
            select t.id from told t
              join clinicians c on c.id = t.clinician_id join organizations o on o.id = t.organization_id
              join letters l on l.html_body like '%' || c.last_name || '<%' and l.html_body like '%' || o.name || '%'
             group by t.id having count(*) = 1) once)::int as mailed,
         (select count(distinct e.data ->> 'noticeId') from webhook_events e join told t on t.id = e.data ->> 'noticeId'
           where e.vendor_id is null)::int as feed,
         (select count(*) from webhook_events e join told t on t.id = e.data ->> 'noticeId')::int as "vendorFeed",
         (select count(distinct document_id) from told)::int as documents,
         (select count(*) from audit_events a, unnest(a.subject_ids) s (id) join told t on t.id = s.id
           where a.action = 'MONITORING_CHANGE_NOTICED')::int as audited,
         (select count(*) from monitorings m join told t on t.monitoring_id = m.id and t.document_id = m.document_id)::int as awaited,
         (select count(*) from told where settled_at is null)::int as open`

/** That every organization was told once of every changed clinician whom it monitors, in every way. Returns how many notices. */
export async function checkTold(databaseUrl: string, npis: readonly string[], since: Date): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Found>(COUNT, [npis, since])
    const [found] = rows
    const { expected = 0, vendorFeed = 0, open, ...counts } = found ?? { open: -1 }
    // One event in the organization's own feed, one in that of the vendor that has its grant.
    const whole = open === 0 && vendorFeed === 2 * expected && Object.values(counts).every((one) => one === expected)
    if (!whole) throw new Error(`not everybody was told once: ${JSON.stringify(found)}`)
    return expected
  } finally {
    await client.end()
  }
}
