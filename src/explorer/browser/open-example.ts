import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import type { ExplorerExample } from '../explorer.example'
import { toTab } from './example-store'

/**
 * What opens an example in a tab of its own, or goes to the tab that has it already. Null until all editors are there:
 * they come one after the other, and an example that fills only some of them would fail for want of its variables.
 */
export function useOpenExample(): ((example: ExplorerExample) => void) | null {
  const { addTab, changeTab } = useGraphiQLActions()
  const { tabs, queryEditor, variableEditor, responseEditor } = useGraphiQL((state) => ({
    tabs: state.tabs,
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    responseEditor: state.responseEditor,
  }))
  if (queryEditor === undefined || variableEditor === undefined || responseEditor === undefined) return null
  return (example) => {
    const { query, variables } = toTab(example)
    const known = tabs.findIndex((tab) => tab.query === query)
    if (known >= 0) return changeTab(known)
    // The new tab is there when this returns: it is a store that changes at once.
    addTab()
    queryEditor.setValue(query)
    variableEditor.setValue(variables)
  }
}
