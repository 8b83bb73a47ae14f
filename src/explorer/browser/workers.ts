/**
 * Tells monaco where its workers are. Their hashed addresses stand on the root element, because the page is written
 * from the manifest while this file is compiled before the hashes are known.
 */
export function setUpWorkers(root: HTMLElement): void {
  const { editorWorker, jsonWorker, graphqlWorker } = root.dataset
  const addresses: Record<string, string | undefined> = { json: jsonWorker, graphql: graphqlWorker }
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_id: string, label: string) =>
        // Module workers share their chunks (graphql-js above all) with the page.
        new Worker(addresses[label] ?? editorWorker ?? '', { type: 'module', name: label }),
    },
  })
}
