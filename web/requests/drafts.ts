import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type DraftView, dropDraft, listDrafts, saveDraft } from '../../contract/drafts.ts'
import { call } from '../ui/http.ts'
import { readTyped, type Typed } from './typed.ts'

const PAUSE = 400
const RETRY_AFTER = 3_000

/** Those begun here: there is nothing of them to wait for. */
const begun = new Set<string>()
/** What was typed here; it comes before what the server says. Drawn at once, as a field must be while it is typed in. */
const typedHere = new Map<string, DraftView>()
/** Those of them that the server does not keep yet, as they were when last typed in. */
const unsent = new Map<string, DraftView>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const sending = new Map<string, Promise<unknown>>()
const failed = new Set<string>()
const listeners = new Set<() => void>()

function tell() {
  for (const listener of listeners) listener()
}

const newestFirst = (drafts: Iterable<DraftView>) =>
  [...drafts].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : Number(a.updatedAt !== b.updatedAt) - 1))

const withTyped = (drafts: readonly DraftView[]) =>
  newestFirst(new Map([...drafts, ...typedHere.values()].map((draft) => [draft.id, draft])).values())

/** One's own, newest first. */
export const myDrafts = queryOptions({
  queryKey: ['drafts'],
  queryFn: async ({ signal }) => withTyped((await call(listDrafts, { params: {}, signal })).drafts),
})

async function send(id: string) {
  const draft = unsent.get(id)
  if (!draft) return
  try {
    await call(saveDraft, { params: { draftId: id }, body: { content: draft.content }, keepalive: true })
    failed.delete(id)
    if (unsent.get(id) === draft) unsent.delete(id)
  } catch {
    failed.add(id)
    sendLater(id, RETRY_AFTER)
  }
  tell()
}

function sendLater(id: string, pause: number) {
  clearTimeout(timers.get(id))
  const timer = setTimeout(() => {
    timers.delete(id)
    const before = sending.get(id) ?? Promise.resolve()
    sending.set(
      id,
      before.then(() => send(id)),
    )
  }, pause)
  timers.set(id, timer)
}

export const beginDraft = (id: string) => void begun.add(id)

/** Keeps what is typed: on screen at once, on the server after a short pause, again and again until it is there. */
export function keepDraft(cache: QueryClient, id: string, change: Partial<Typed>) {
  const known = cache.getQueryData(myDrafts.queryKey) ?? []
  const before = typedHere.get(id) ?? known.find((draft) => draft.id === id)
  const content = { ...readTyped(before?.content ?? {}), ...change }
  const draft = { id, content, updatedAt: new Date().toISOString() }
  typedHere.set(id, draft)
  unsent.set(id, draft)
  cache.setQueryData(myDrafts.queryKey, withTyped(known))
  sendLater(id, PAUSE)
  tell()
}

/** Nothing of it is on its way any more; what was typed may be sent otherwise. */
export async function settleDraft(id: string) {
  clearTimeout(timers.get(id))
  timers.delete(id)
  await sending.get(id)
}

/** Takes it off the screen, once it became a request or was thrown away. */
export function forgetDraft(cache: QueryClient, id: string) {
  typedHere.delete(id)
  unsent.delete(id)
  failed.delete(id)
  cache.setQueryData(myDrafts.queryKey, (known = []) => known.filter((draft) => draft.id !== id))
  tell()
}

export async function throwDraftAway(cache: QueryClient, id: string) {
  await settleDraft(id)
  forgetDraft(cache, id)
  await call(dropDraft, { params: { draftId: id } }).catch(() => undefined) // never kept, or gone: the same to whoever asks
}

/** The page goes, by a reload or a closed tab: what waits for its pause leaves now. */
function sendAll() {
  for (const id of unsent.keys()) void send(id)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function keepingOf(id: string): 'kept' | 'on-its-way' | 'failed' {
  if (failed.has(id)) return 'failed'
  return unsent.has(id) ? 'on-its-way' : 'kept'
}

/** What is typed in a draft, whether that is known yet, and whether the server keeps it. */
export function useDraft(id: string) {
  const cache = useQueryClient()
  const { data, error, refetch } = useQuery(myDrafts)
  const here = useSyncExternalStore(subscribe, () => typedHere.get(id))
  const content = (here ?? data?.find((draft) => draft.id === id))?.content
  const typed = useMemo(() => readTyped(content ?? {}), [content])
  useEffect(() => {
    window.addEventListener('pagehide', sendAll)
    return () => window.removeEventListener('pagehide', sendAll)
  }, [])
  const keeping = useSyncExternalStore(subscribe, () => keepingOf(id))
  return {
    typed,
    isKnown: content !== undefined || data !== undefined || begun.has(id),
    error,
    refetch,
    isBlank: content === undefined,
    keeping,
    type: (change: Partial<Typed>) => keepDraft(cache, id, change),
  }
}
