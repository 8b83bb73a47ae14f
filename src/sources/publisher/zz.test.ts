import { it } from '@jest/globals'
import { SourceFile } from '../engine/source.file.js'
import { csvRows } from '../engine/csv.rows.js'
it('x', async () => {
  let bad = 0, n = 0
  await Promise.all([1,2,3,4].map(async () => { for (let i = 0; i < 30; i++) {
    const file = await SourceFile.open('/tmp/d_lic2.csv', 'x')
    for await (const g of csvRows<string>(file, { expected: 'x', header: () => ({ map: (r) => ({ key: '', part: r.text(5) }) }) })) { for (const r of g) { n++; if (!('part' in r.outcome) || r.outcome.part !== '2027-01-01') bad++ } await new Promise((r) => setTimeout(r, Math.random() * 20)) }
    await file.close()
  } }))
  console.log(n, bad)
}, 300000)
