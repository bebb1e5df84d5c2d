import { createServer, type RequestListener, type Server } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FetchOptions, openFetch, type Question, readUrl } from './fetch.ts'
import { CERTIFICATE, KEY } from './test-certificate.ts'

let outside: Server
let host: string
let answer: RequestListener
/** A machine of the inside, which nobody allowed: who came. */
let inside: Server
let insidePort: number
let visits: number
const others: net.Server[] = []

const listen = async (server: net.Server): Promise<number> => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as AddressInfo).port
}
beforeEach(async () => {
  visits = 0
  outside = createServer((request, reply) => answer(request, reply))
  inside = createServer((_request, reply) => reply.end('BEGIN:VCALENDAR')).on('connection', () => visits++)
  host = `127.0.0.1:${await listen(outside)}`
  insidePort = await listen(inside)
})
afterEach(() => {
  for (const server of [outside, inside]) server.close().closeAllConnections()
  for (const server of others.splice(0)) server.close()
})

const ask = (question: Partial<Question> = {}, options: Partial<FetchOptions> = {}) =>
  openFetch({ allowedHosts: [host], ...options })({ url: new URL(`http://${host}/agenda.ics`), ...question })
const troubleAt = (address: string, options?: Partial<FetchOptions>) =>
  ask({ url: readUrl(address) }, options).then(
    ({ status }) => status,
    ({ trouble }) => trouble,
  )

describe('an address', () => {
  test.each([
    'http://calendrier.example/agenda.ics',
    'https://calendrier.example:8443/agenda.ics',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fe80::1]/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'webcal://127.0.0.1/agenda.ics',
  ])('%s is not asked', async (address) => {
    expect(await troubleAt(address, { allowedHosts: [] })).toBe('address-forbidden')
  })

  test.each(['file:///etc/passwd', 'ftp://calendrier.example/', 'javascript:0', 'agenda', 'http://'])(
    '%s is none',
    (address) => {
      expect(() => readUrl(address)).toThrow('address-forbidden')
    },
  )

  test('whose name leads inside, or partly, is not asked', async () => {
    for (const addresses of [['127.0.0.1'], ['9.9.9.9', '10.0.0.1'], ['fd00::1']]) {
      const resolve = async () => addresses.map((address) => ({ address, family: net.isIP(address) }))
      expect(await troubleAt('https://calendrier.example/', { resolve })).toBe('address-forbidden')
    }
  })

  test('is resolved once: the connection goes where it was judged', async () => {
    const port = host.split(':')[1]
    let asked = 0
    const resolve = async () => {
      asked++
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    }
    answer = ({ headers }, reply) => reply.end(headers.host)
    const named = `calendrier.example:${port}`
    const { body } = await ask({ url: new URL(`http://${named}/`) }, { allowedHosts: [named], resolve })
    expect([Buffer.from(body).toString(), asked]).toEqual([named, 1])
  })

  test('that the administrator allows is asked at that port only', async () => {
    answer = (_request, reply) => reply.end()
    expect(await troubleAt(`http://${host}/`)).toBe(200)
    expect(await troubleAt(`http://127.0.0.1:${insidePort}/`)).toBe('address-forbidden')
    expect(await troubleAt(`http://127.0.0.1:${insidePort}/`, { allowedHosts: ['127.0.0.1'] })).toBe(
      'address-forbidden',
    )
    expect(visits).toBe(0)
  })
})

describe('a redirect', () => {
  test.each([
    (port: number) => `http://127.0.0.1:${port}/`,
    (port: number) => `http://localhost:${port}/`,
    (port: number) => `http://2130706433:${port}/`,
    (port: number) => `http://[::ffff:127.0.0.1]:${port}/`,
    (port: number) => `//127.0.0.1:${port}/`,
    () => 'https://127.0.0.1/',
    () => 'https://169.254.169.254/latest/meta-data/',
    () => 'https://10.11.12.13/',
    () => 'https://[::1]/',
    () => 'file:///etc/passwd',
  ])('to the inside is not followed: %#', async (target) => {
    answer = (_request, reply) => reply.writeHead(302, { location: target(insidePort) }).end()
    expect(await troubleAt(`http://${host}/`)).toBe('address-forbidden')
    expect(visits).toBe(0)
  })

  test('without end is left after three', async () => {
    let asked = 0
    answer = (_request, reply) => reply.writeHead(301, { location: `/${++asked}` }).end()
    expect(await troubleAt(`http://${host}/`)).toBe('too-many-redirects')
    expect(asked).toBe(4)
  })

  test('takes the password along on the same server, and to no other', async () => {
    const heard: [string | undefined, string | undefined][] = []
    const other = createServer(({ url, headers }, reply) => {
      heard.push([url, headers.authorization])
      reply.end()
    })
    others.push(other)
    const elsewhere = `127.0.0.1:${await listen(other)}`
    answer = ({ url, headers }, reply) => {
      heard.push([url, headers.authorization])
      reply.writeHead(307, { location: url === '/agenda.ics' ? '/b' : `http://${elsewhere}/c` }).end()
    }
    const credentials = { username: 'camille', password: 'secret' }
    await ask({ credentials }, { allowedHosts: [host, elsewhere] })
    const basic = 'Basic Y2FtaWxsZTpzZWNyZXQ='
    expect(heard).toEqual([
      ['/agenda.ics', basic],
      ['/b', basic],
      ['/c', undefined],
    ])
  })
})

test.each(['a:b', '%ff%zz', '%E0%A4%A'])('a redirect to %s@ signs nobody in, and breaks nothing', async (user) => {
  answer = (request, reply) => {
    if (request.url !== '/there') return reply.writeHead(302, { location: `http://${user}@${host}/there` }).end()
    return reply.end(request.headers.authorization ?? 'nobody')
  }
  const { body } = await ask()
  expect(new TextDecoder().decode(body)).toBe('nobody')
})

describe('a server', () => {
  const trouble = (answers: RequestListener, limits: FetchOptions['limits'] = {}) => {
    answer = answers
    return troubleAt(`http://${host}/`, { limits })
  }

  test('that says nothing is left', async () => {
    expect(await trouble(() => undefined, { idleMs: 100 })).toBe('too-slow')
  })

  test('that stops in the middle is left', async () => {
    const stops: RequestListener = (_request, reply) => reply.write('BEGIN')
    expect(await trouble(stops, { idleMs: 100 })).toBe('too-slow')
  })

  test('that says a little now and then has no more time than the others', async () => {
    const drips: RequestListener = (_request, reply) => {
      const drip = setInterval(() => reply.write('.'), 10)
      reply.on('close', () => clearInterval(drip))
    }
    expect(await trouble(drips, { totalMs: 300 })).toBe('too-slow')
  })

  test('that never agrees on the encryption is left', async () => {
    const silent = net.createServer()
    others.push(silent)
    const silentHost = `127.0.0.1:${await listen(silent)}`
    const options = { allowedHosts: [silentHost], limits: { connectMs: 100 } }
    expect(await troubleAt(`https://${silentHost}/`, options)).toBe('too-slow')
  })

  test('whose resolver never answers is left', async () => {
    const resolve = () => new Promise<never>(() => undefined)
    expect(await troubleAt('https://calendrier.example/', { resolve, limits: { totalMs: 100 } })).toBe('too-slow')
  })

  test('without end is read up to the limit', async () => {
    const endless: RequestListener = (_request, reply) => {
      const more = () => {
        while (!reply.destroyed && reply.write('X'.repeat(65_536)));
      }
      reply.on('drain', more)
      more()
    }
    expect(await trouble(endless, { bytes: 1_000_000 })).toBe('too-large')
  })

  test.each<[string, RequestListener, string]>([
    ['announces too much', (_, reply) => reply.writeHead(200, { 'content-length': 1e9 }).flushHeaders(), 'too-large'],
    [
      'announces more than it sends',
      (_, reply) => reply.writeHead(200, { 'content-length': 100 }).write('BEGIN', () => reply.destroy()),
      'unreachable',
    ],
    [
      'compresses what nobody asked to',
      (_, reply) => reply.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50_000_000))),
      'unreadable',
    ],
    [
      'has headers without end',
      (_, reply) => reply.setHeader('x-essai', 'x'.repeat(100_000)).end(),
      'answered-an-error',
    ],
    ['speaks something else', ({ socket }) => socket.end('SSH-2.0-essai\r\n'), 'answered-an-error'],
    ['hangs up', ({ socket }) => socket.destroy(), 'unreachable'],
    [
      'changes to another protocol',
      ({ socket }) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: essai\r\nConnection: Upgrade\r\n\r\n'),
      'answered-an-error',
    ],
  ])('that %s', async (_case, answers, expected) => {
    expect(await trouble(answers)).toBe(expected)
  })

  test('that is not there', async () => {
    await new Promise((closed) => outside.close(closed))
    expect(await troubleAt(`http://${host}/`)).toBe('unreachable')
  })

  test('whose certificate nobody vouches for', async () => {
    const secret = https.createServer({ key: KEY, cert: CERTIFICATE }, (_request, reply) => reply.end())
    others.push(secret)
    const secretHost = `127.0.0.1:${await listen(secret)}`
    expect(await troubleAt(`https://${secretHost}/`, { allowedHosts: [secretHost] })).toBe('certificate-invalid')
  })
})
