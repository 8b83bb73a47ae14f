import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { useId, useMemo, useRef, useState } from 'react'
import { ActiveTab } from './active-tab'
import { COLLECTION } from './collection'
import { type ConnectionStatus, type Credentials, createFetcher } from './connection'
import { type Cost, costText } from './cost'
import { useProductEditorTheme } from './editor-theme'
import { allExamples, askedInVain, forgetValues, keepValues, toTab } from './example-store'
import { forgetTabs, guardedStorage } from './guarded-storage'
import { KeyField } from './key-field'
import { readKey, writeKey } from './key-store'
import { readSession } from './session'
import { SessionBar, SignInForm } from './session-bar'

const messages: Record<ConnectionStatus, string> = {
  missing: 'Enter an API key, or sign in, to load the schema.',
  checking: 'Checking …',
  accepted: 'Accepted.',
  rejected: 'The gateway rejected this key (401). Check that it is complete, active and for this environment.',
  unreachable: 'The gateway did not answer as expected. Try again in a moment.',
  ended: 'The session has ended. Sign in again.',
}

const plugins = [COLLECTION, HISTORY_PLUGIN]
/** So many examples are open at first; the others are in the collection. */
const FIRST_TABS = 3
/** Narrower windows begin without the collection beside the editor. */
const ROOM_FOR_PANEL = 1000

/** The whole page: the bar that says who asks, and GraphiQL below it. */
export function Explorer() {
  useProductEditorTheme()
  const statusId = useId()
  // A new object whenever somebody is confirmed, so that confirming the same key again asks the gateway again.
  const [credentials, setCredentials] = useState<Credentials>(() => {
    const session = readSession()
    return session === null ? { key: readKey() } : { session }
  })
  const isNobody = 'key' in credentials && credentials.key === ''
  const [status, setStatus] = useState<ConnectionStatus>(isNobody ? 'missing' : 'checking')
  const [cost, setCost] = useState<Cost | null>(null)
  const [signingIn, setSigningIn] = useState(false)
  const current = useRef(credentials)

  const fetcher = useMemo(() => {
    // An answer to earlier credentials says nothing about the present ones.
    const ifCurrent =
      <Value,>(then: (value: Value) => void) =>
      (value: Value) =>
        current.current === credentials && then(value)
    return createFetcher(credentials, {
      status: ifCurrent(setStatus),
      cost: ifCurrent(setCost),
      values: ifCurrent(keepValues),
    })
  }, [credentials])

  function apply(next: Credentials): void {
    current.current = next
    setCredentials(next)
    setSigningIn(false)
    setCost(null)
    forgetValues()
    setStatus('key' in next && next.key === '' ? 'missing' : 'checking')
  }

  function applyKey(key: string): void {
    writeKey(key)
    apply({ key })
  }

  function restoreExamples(): void {
    forgetTabs()
    // Credentials are kept in this browser tab's session, so a reload does not ask for them again.
    location.reload()
  }

  return (
    <div className="page">
      <header className="bar">
        <h1>
          <a href="/">Profiles gateway</a> <span>· Explorer</span>
        </h1>
        <nav aria-label="Product">
          <a href="/docs/">Documentation</a>
        </nav>
        <p id={statusId} className="status" role="status" data-status={status}>
          {askedInVain()}
          {status === 'accepted' && cost !== null ? costText(cost) : messages[status]}
        </p>
        {'session' in credentials ? (
          <SessionBar
            session={credentials.session}
            onChange={(session) => apply(session === null ? { key: readKey() } : { session })}
          />
        ) : signingIn ? (
          <SignInForm onSignedIn={(session) => apply({ session })} onKey={() => setSigningIn(false)} />
        ) : (
          <KeyField
            initialKey={credentials.key}
            status={status}
            describedBy={statusId}
            onApply={applyKey}
            onSignIn={() => setSigningIn(true)}
          />
        )}
        <button type="button" title="Close all tabs and open the first examples again" onClick={restoreExamples}>
          Restore examples
        </button>
      </header>
      <main>
        <GraphiQL
          fetcher={fetcher}
          // Without credentials there is nothing to ask for: `null` keeps GraphiQL from trying.
          {...(isNobody ? { schema: null } : {})}
          {...(allExamples().length === 0 ? {} : { defaultTabs: allExamples().slice(0, FIRST_TABS).map(toTab) })}
          {...(innerWidth >= ROOM_FOR_PANEL ? { visiblePlugin: COLLECTION } : {})}
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
