import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useEffect, useRef } from 'react'
import { askedExample } from './example-store'
import { useOpenExample } from './open-example'

/**
 * Fills the editors from the active tab once they exist, or opens the example that the address asks for. GraphiQL takes the
 * first tab's query by itself but not its variables, so that the first example would fail for want of them; choosing the tab
 * again sets all of its parts.
 */
export function ActiveTab() {
  const { changeTab } = useGraphiQLActions()
  const open = useOpenExample()
  const index = useGraphiQL((state) => state.activeTabIndex)
  const filled = useRef(false)
  useEffect(() => {
    if (open === null || filled.current) return
    filled.current = true
    changeTab(index)
    const asked = askedExample()
    if (asked !== null) open(asked)
    // A reload shall show what is being worked on, not the example again.
    history.replaceState(null, '', location.pathname)
  }, [index, changeTab, open])
  return null
}
