import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One address before several gateways: each request goes to the next of them. */
export interface FrontDoor {
  url: string
  stop(): Promise<void>
}

export async function openFrontDoor(origins: readonly string[]): Promise<FrontDoor> {
  let turn = 0
  const server = createServer((request, response) => {
    const { hostname, port } = new URL(origins[turn++ % origins.length] ?? '')
    const { method, url: path, headers } = request
    const onward = ask({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.rawHeaders)
      answer.pipe(response)
    })
    onward.once('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
