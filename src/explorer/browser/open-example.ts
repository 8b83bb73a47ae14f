import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import type { ExplorerExample } from '../explorer.example'
import { toTab } from './example-store'

/** What opens an example in a tab of its own, or goes to the tab that has it already. */
export function useOpenExample(): (example: ExplorerExample) => void {
  const { addTab, changeTab } = useGraphiQLActions()
  const { tabs, queryEditor, variableEditor } = useGraphiQL(({ tabs, queryEditor, variableEditor }) => ({
    ...{ tabs, queryEditor, variableEditor },
  }))
  return (example) => {
    const { query, variables } = toTab(example)
    const known = tabs.findIndex((tab) => tab.query === query)
    if (known >= 0) return changeTab(known)
    // The new tab is there when this returns: it is a store that changes at once.
    addTab()
    queryEditor?.setValue(query)
    variableEditor?.setValue(variables)
  }
}
