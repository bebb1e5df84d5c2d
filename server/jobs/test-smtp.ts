import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { eventsIn } from '../api/test-feed.ts'

export interface ReceivedMail {
  readonly to: readonly string[]
  readonly raw: string
}

/** A mail server on this machine that keeps what it takes; `answer` says what becomes of each mail. */
export async function startSmtp(options: SMTPServerOptions = {}) {
  const received: ReceivedMail[] = []
  const behaviour: { answer: () => Promise<void> | void } = { answer: () => undefined }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        try {
          await behaviour.answer()
          const to = session.envelope.rcptTo.map(({ address }) => address)
          received.push({ to, raw: Buffer.concat(chunks).toString('utf8') })
          callback()
        } catch (error) {
          callback(error as Error)
        }
      })
    },
    ...options,
  })
  server.on('error', () => undefined) // a client that left
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    received,
    behaviour,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

/** What a mail server answers instead of taking a mail. */
export const saying = (responseCode: number) => Object.assign(new Error('No'), { responseCode })

/** A mail server that shows signs of life, and never comes to its point. */
export async function startDripping() {
  const server = createServer((socket) => {
    const drip = setInterval(() => socket.write('220-still here\r\n'), 20)
    socket.on('close', () => clearInterval(drip)).on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((closed) => server.close(closed)) }
}

/** What arrived, as a mail program sees it. */
export function readMail({ to, raw }: ReceivedMail) {
  const [head, ...parts] = partsOf(raw)
  const part = (type: string) => parts.find(({ headers }) => headers.get('content-type')?.startsWith(type))
  const calendar = part('text/calendar')
  return {
    to,
    subject: head?.headers.get('subject'),
    from: head?.headers.get('from'),
    messageId: head?.headers.get('message-id'),
    text: part('text/plain')?.text.replaceAll('\r\n', '\n'),
    method: /method=(\w+)/.exec(calendar?.headers.get('content-type') ?? '')?.[1],
    calendar: calendar?.text ?? '',
    event: eventsIn(calendar?.text ?? '')[0],
  }
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
}

/** The headers of a mail, and its parts that hold no others, decoded. */
export function partsOf(raw: string): Part[] {
  const end = raw.indexOf('\r\n\r\n')
  const [head, body] = [raw.slice(0, end).replace(/\r\n[ \t]+/g, ' '), raw.slice(end + 4)]
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const [name = '', ...value] = line.split(': ')
      return [name.toLowerCase(), decodedWords(value.join(': '))]
    }),
  )
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1]
  if (!boundary) return [{ headers, text: decoded(body, headers.get('content-transfer-encoding') ?? '') }]
  const inner = body.split(`--${boundary}`).slice(1, -1)
  return [{ headers, text: '' }, ...inner.flatMap((part) => partsOf(part.replace(/^\r\n/, '')))]
}

function decoded(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8')
  return encoding === 'quoted-printable' ? unquoted(text.replace(/=\r\n/g, '')) : text
}

const unquoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

const decodedWords = (text: string) =>
  text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, word: string) => unquoted(word.replaceAll('_', ' ')))
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'))
