import './graphiql-theme.css'
import './explorer.css'
import { createRoot } from 'react-dom/client'
import type { ExplorerExample } from '../explorer.example'
import { setExamples } from './example-store'
import { Explorer } from './explorer'
import { setUpWorkers } from './workers'

const root = document.getElementById('root')
if (root === null) {
  throw new Error('The page has no root element')
}
setUpWorkers(root)
setExamples(await loadExamples())
createRoot(root).render(<Explorer />)

/** The explorer is of use without its examples too, so a failure here is not one of the page. */
async function loadExamples(): Promise<ExplorerExample[]> {
  try {
    const response = await fetch('/graphiql/examples.json', { credentials: 'omit' })
    return response.ok ? await response.json() : []
  } catch {
    return []
  }
}
