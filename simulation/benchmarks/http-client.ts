import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: Buffer
}

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly cookie?: string | undefined
  readonly body?: unknown
}

/** The bytes of a call, made once and sent as often as wanted. */
export function callBytes({ method, path, cookie, body }: Call): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const headers = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    'connection: keep-alive',
    ...(cookie ? [`cookie: ${cookie}`] : []),
    ...(text ? ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`] : []),
  ]
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${text}`)
}

const HEAD_END = '\r\n\r\n'

/**
 * One kept-alive connection that asks one thing at a time and understands only answers with a length: it costs the
 * machine much less than a general client, so what is measured is the server.
 */
export class Connection {
  readonly #socket: Socket
  #received: Buffer[] = []
  #length = 0
  #needed = 0
  #status = 0
  #bodyFrom = 0
  #settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true })
    this.#socket.on('data', (chunk) => this.#read(chunk))
    this.#socket.on('error', (error) => this.#settle?.reject(error))
    this.#socket.on('close', () => this.#settle?.reject(new Error('The server closed the connection')))
  }

  ask(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received.push(chunk)
    this.#length += chunk.length
    if (this.#needed === 0) this.#readHead()
    if (this.#needed > 0 && this.#length >= this.#needed) this.#finish()
  }

  #readHead(): void {
    const bytes = Buffer.concat(this.#received)
    this.#received = [bytes]
    const end = bytes.indexOf(HEAD_END)
    if (end < 0) return
    const head = bytes.toString('latin1', 0, end)
    this.#status = Number(head.slice(9, 12))
    const length = /^content-length: (\d+)$/im.exec(head)
    if (!length && this.#status !== 204) throw new Error(`An answer without a length: ${head}`)
    this.#bodyFrom = end + HEAD_END.length
    this.#needed = this.#bodyFrom + Number(length?.[1] ?? 0)
  }

  #finish(): void {
    const body = Buffer.concat(this.#received).subarray(this.#bodyFrom)
    const { resolve } = this.#settle ?? {}
    this.#received = []
    this.#length = 0
    this.#needed = 0
    this.#settle = undefined
    resolve?.({ status: this.#status, body })
  }
}
