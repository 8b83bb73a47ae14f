import type { GraphiQLPlugin } from '@graphiql/react'
import { useId, useState, useSyncExternalStore } from 'react'
import type { ExplorerExample } from '../explorer.example'
import { allExamples, onValues, valuesInUse } from './example-store'
import { useOpenExample } from './open-example'

const WHO: Record<ExplorerExample['as'], string> = {
  VENDOR: '',
  PERSON: 'signed in as an administrator',
  STAFF: 'signed in as staff',
}

/** The panel with all examples, by task: a click opens one in a tab of its own, or goes to the tab that has it. */
export const COLLECTION: GraphiQLPlugin = {
  title: 'Examples',
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 6h16M4 12h16M4 18h10" />
    </svg>
  ),
  content: Collection,
}

function Collection() {
  const filterId = useId()
  const [filter, setFilter] = useState('')
  const open = useOpenExample()
  const found = allExamples().filter(({ name, title, group }) =>
    `${name} ${title} ${group}`.toLowerCase().includes(filter.trim().toLowerCase()),
  )
  const groups = [...new Set(found.map(({ group }) => group))]
  return (
    <section className="collection" aria-label="Examples">
      <h2>Examples</h2>
      <label htmlFor={filterId}>Filter</label>
      <input
        id={filterId}
        className="filter"
        type="search"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {found.length === 0 ? <p>No example has that in its name.</p> : null}
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul>
            {found
              .filter((example) => example.group === group)
              .map((example) => (
                <li key={example.name}>
                  <button type="button" className="example" disabled={open === null} onClick={() => open?.(example)}>
                    <span className="example-name">{example.name}</span>
                    <span className="example-title">
                      {example.title}
                      {example.as === 'VENDOR' ? null : <em> – {WHO[example.as]}</em>}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <ValuesInUse />
    </section>
  )
}

/** What stood in the place of `{{…}}`, to be copied into one's own program. */
function ValuesInUse() {
  const values = useSyncExternalStore(onValues, valuesInUse)
  return (
    <section>
      <h3>Your values</h3>
      {values.size === 0 ? (
        <p>An example says {'{{organizationId}}'} and the like; when it runs, your own ids take their place.</p>
      ) : (
        <dl className="values">
          {[...values].map(([placeholder, value]) => (
            <div key={placeholder}>
              <dt>{placeholder}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
