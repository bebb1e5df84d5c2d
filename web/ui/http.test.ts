import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { call, ProblemError, UnreachableError } from './http.ts'

const listSlots = endpoint({
  id: 'listSlots',
  summary: 'List slots',
  tag: 'agenda',
  method: 'GET',
  path: '/places/:placeId/slots',
  params: z.object({ placeId: z.string() }),
  query: z.object({ near: z.string().optional(), kind: z.array(z.string()).optional() }),
  status: 200,
  reply: z.array(z.string()),
})
const forget = endpoint({ ...listSlots, id: 'forget', method: 'DELETE', status: 204, reply: z.null() })

const json = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }))
const answering = (answer: () => Promise<Response>) => {
  const fetch = vi.fn<(url: string, request: RequestInit) => Promise<Response>>(answer)
  vi.stubGlobal('fetch', fetch)
  return fetch
}
const ask = () => call(listSlots, { params: { placeId: 'a' } })

afterEach(() => vi.unstubAllGlobals())

describe('a call', () => {
  test('writes parameters and query into the address', async () => {
    const fetch = answering(() => json(['s1']))
    const query = { near: undefined, kind: ['x', 'y z'] }
    expect(await call(listSlots, { params: { placeId: 'a/b' }, query })).toEqual(['s1'])
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/places/a%2Fb/slots?kind=x&kind=y+z')
  })
  test('reads nothing from an answer without content', async () => {
    answering(() => Promise.resolve(new Response(null, { status: 204 })))
    expect(await call(forget, { params: { placeId: 'a' } })).toBeNull()
  })
  test('keeps every member of a problem', async () => {
    const problem = { type: 'urn:passerelle:problem:slot-taken', title: 'Prise.', status: 409, next: 's2' }
    answering(() => json(problem, 409))
    const error = await ask().catch((e: unknown) => e)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'slot-taken', status: 409, title: 'Prise.', extra: { next: 's2' } })
  })
  test.each([
    ['no network answers', () => Promise.reject(new TypeError('fetch failed'))],
    ['a proxy answers in its own words', () => Promise.resolve(new Response('<h1>502</h1>', { status: 502 }))],
  ])('is unreachable, never empty, when %s', async (_case, answer) => {
    answering(answer)
    await expect(ask()).rejects.toBeInstanceOf(UnreachableError)
  })
  test('refuses an answer that breaks the contract', async () => {
    answering(() => json([1]))
    await expect(ask()).rejects.toBeInstanceOf(z.ZodError)
  })
})
