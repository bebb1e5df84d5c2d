import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { Announcement } from '../../contract/realtime.ts'
import { learnServerTime, offsetFromMessage, serverNow } from '../ui/server-clock.ts'

/** Announcements come in bursts; the lists are read once for each. */
const GATHER = 200
const RETRY_AFTER = 2_000

/** What to read again, by what was said to have changed. `hello` means that anything may have been missed. */
const CHANGED: Readonly<Record<Announcement['topic'], readonly string[]>> = {
  request: ['requests', 'offers', 'callers', 'agenda', 'indicators'],
  availability: ['offers', 'capacity'],
  agenda: ['offers', 'capacity', 'agenda'],
  indicators: [],
  hello: ['requests', 'offers', 'capacity', 'drafts', 'territory', 'agenda', 'indicators'],
}

/** Since when the server is not heard any more; undefined while it is. */
let silentSince: number | undefined
const listeners = new Set<() => void>()

function setSilent(since: number | undefined) {
  silentSince = since
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSilentSince = () => useSyncExternalStore(subscribe, () => silentSince)

/** One stream for the screen, taken up again whenever it breaks, for as long as the screen is open. */
export function useAnnouncements() {
  const cache = useQueryClient()
  useEffect(() => listen(cache), [cache])
}

function listen(cache: QueryClient): () => void {
  const changed = new Set<string>()
  let gathering: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined

  const readAgain = () => {
    gathering = undefined
    for (const topic of changed) void cache.invalidateQueries({ queryKey: [topic] })
    changed.clear()
  }
  const heard = ({ data }: MessageEvent<string>) => {
    const { data: said } = Announcement.safeParse(JSON.parse(data))
    if (!said) return
    setSilent(undefined)
    learnServerTime(offsetFromMessage(said.at, Date.now()))
    for (const topic of CHANGED[said.topic]) changed.add(topic)
    gathering ??= setTimeout(readAgain, GATHER)
  }
  const open = () => {
    source = new EventSource('/api/events')
    source.onmessage = heard
    source.onerror = () => {
      setSilent(silentSince ?? serverNow())
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_AFTER) // refused: it gives up by itself
    }
  }
  open()
  return () => {
    clearTimeout(gathering)
    clearTimeout(retry)
    source?.close()
    setSilent(undefined)
  }
}
