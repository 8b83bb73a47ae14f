import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useEffect, useRef } from 'react'

/**
 * Fills the editors from the active tab once they exist. GraphiQL takes the first tab's query by itself but not its
 * variables, so that the first example would fail for want of them; choosing the tab again sets all of its parts.
 */
export function ActiveTab() {
  const { changeTab } = useGraphiQLActions()
  const { ready, index } = useGraphiQL((state) => ({
    ready: [state.queryEditor, state.variableEditor, state.responseEditor].every((editor) => editor !== undefined),
    index: state.activeTabIndex,
  }))
  const filled = useRef(false)
  useEffect(() => {
    if (ready && !filled.current) {
      filled.current = true
      changeTab(index)
    }
  }, [ready, index, changeTab])
  return null
}
