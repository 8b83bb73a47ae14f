import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { newId } from '../kernel/ids.js'
import { errorBody } from './error-body.js'

type Headers = Readonly<Record<string, string>>

/** Who takes too long is told so. */
const HTTP_TOO_SLOW = 408
const SLOW = 'expected the whole request in less time: send it again'

/** What Node makes of what came, where it is no request that a route could answer. */
const PROBLEMS: Readonly<Record<string, { status: number; message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: HTTP_TOO_SLOW, message: SLOW },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'expected shorter headers' },
}
const MALFORMED = { status: 400, message: 'expected a request of HTTP/1.1' }

/** Answers what Node could not read, and ends the connection. */
export function answerUnread(error: NodeJS.ErrnoException, socket: Socket, headers: Headers): void {
  const { status, message } = PROBLEMS[error.code ?? ''] ?? MALFORMED
  endWith(socket, status, message, newId('request'), headers)
}

/** Ends the connection of a request whose body does not come to its end. */
export function answerSlow(socket: Socket, requestId: string, headers: Headers): void {
  endWith(socket, HTTP_TOO_SLOW, SLOW, requestId, headers)
}

/** As every other answer, but past the framework, which waits for a request that does not come. */
function endWith(socket: Socket, status: number, message: string, requestId: string, headers: Headers): void {
  const body = JSON.stringify(errorBody('BAD_REQUEST', message, requestId))
  const lines = Object.entries({
    ...headers,
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    date: new Date().toUTCString(),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  if (socket.writable) socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
  // Else somebody who does not hear it goes on sending.
  socket.destroySoon()
}
