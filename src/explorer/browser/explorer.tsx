import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { useId, useMemo, useRef, useState } from 'react'
import type { ExplorerExample } from '../explorer.example'
import { ActiveTab } from './active-tab'
import { type ConnectionStatus, createKeyFetcher } from './connection'
import { useProductEditorTheme } from './editor-theme'
import { forgetTabs, guardedStorage } from './guarded-storage'
import { KeyField } from './key-field'
import { readKey, writeKey } from './key-store'

const messages: Record<ConnectionStatus, string> = {
  missing: 'Enter an API key to load the schema.',
  checking: 'Checking the key …',
  accepted: 'Key accepted.',
  rejected: 'The gateway rejected this key (401). Check that it is complete, active and for this environment.',
  unreachable: 'The gateway did not answer as expected. Try again in a moment.',
}

const plugins = [HISTORY_PLUGIN]

/** The whole page: the bar with the key, and GraphiQL below it with one tab per example. */
export function Explorer({ examples }: { examples: ExplorerExample[] }) {
  useProductEditorTheme()
  const statusId = useId()
  // A new object for every confirmed key, so that confirming the same key again asks the gateway again.
  const [session, setSession] = useState(() => ({ key: readKey() }))
  const [status, setStatus] = useState<ConnectionStatus>(session.key === '' ? 'missing' : 'checking')
  const current = useRef(session)

  const fetcher = useMemo(
    () =>
      createKeyFetcher(session.key, (next) => {
        // An answer to an earlier key says nothing about the present one.
        if (current.current === session) {
          setStatus(next)
        }
      }),
    [session],
  )

  function apply(key: string): void {
    const next = { key }
    writeKey(key)
    current.current = next
    setSession(next)
    setStatus(key === '' ? 'missing' : 'checking')
  }

  function restoreExamples(): void {
    forgetTabs()
    // The key is kept in this browser tab's session, so a reload does not ask for it again.
    location.reload()
  }

  return (
    <div className="page">
      <header className="bar">
        <h1>
          Profiles gateway <span>· API explorer</span>
        </h1>
        <p id={statusId} className="status" role="status" data-status={status}>
          {messages[status]}
        </p>
        <KeyField initialKey={session.key} status={status} describedBy={statusId} onApply={apply} />
        <button type="button" title="Close all tabs and open the examples again" onClick={restoreExamples}>
          Restore examples
        </button>
      </header>
      <main>
        <GraphiQL
          fetcher={fetcher}
          // Without a key there is nothing to ask for: `null` keeps GraphiQL from trying.
          {...(session.key === '' ? { schema: null } : {})}
          {...(examples.length === 0 ? {} : { defaultTabs: examples.map(toTab) })}
          inputValueDeprecation
          schemaDescription
          plugins={plugins}
          storage={guardedStorage}
          shouldPersistHeaders={false}
          defaultEditorToolsVisibility="variables"
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <ActiveTab />
        </GraphiQL>
      </main>
    </div>
  )
}

function toTab({ title, document, variables }: ExplorerExample) {
  return { query: `# ${title}\n${document.trim()}\n`, variables: JSON.stringify(variables, null, 2) }
}
