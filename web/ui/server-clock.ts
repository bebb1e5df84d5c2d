import { useSyncExternalStore } from 'react'

/** What is known of `server time - local time`, in milliseconds. */
export interface Offset {
  readonly least: number
  readonly most: number
}

/** How far behind its making a pushed message may reasonably arrive. */
const LONGEST_DELIVERY = 1_000

/** A `Date` header is a whole second, made at some point between the sending and the answer. */
export const offsetFromHeader = (header: string, sentAt: number, receivedAt: number): Offset | undefined => {
  const second = Date.parse(header)
  return Number.isNaN(second) ? undefined : { least: second - receivedAt, most: second + 1_000 - sentAt }
}

export const offsetFromMessage = (at: string, receivedAt: number): Offset | undefined => {
  const made = Date.parse(at)
  return Number.isNaN(made) ? undefined : { least: made - receivedAt, most: made - receivedAt + LONGEST_DELIVERY }
}

/** Each sample narrows the last; one that contradicts it means a clock was set, so it starts afresh. */
export function narrow(known: Offset | undefined, sample: Offset): Offset {
  if (!known) return sample
  const least = Math.max(known.least, sample.least)
  const most = Math.min(known.most, sample.most)
  return least <= most ? { least, most } : sample
}

let known: Offset | undefined

export function learnServerTime(sample: Offset | undefined) {
  if (sample) known = narrow(known, sample)
}

/** The server's time, in milliseconds since 1970. */
export const serverNow = () => Date.now() + (known ? Math.round((known.least + known.most) / 2) : 0)

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

function tick() {
  timer = setTimeout(
    () => {
      for (const listener of listeners) listener()
      tick()
    },
    1_000 - (serverNow() % 1_000),
  )
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) tick()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

/** The server's time, rounded down to `stepSeconds`: the component is drawn again only when that changes. */
export function useServerTime(stepSeconds = 1): number {
  const step = stepSeconds * 1_000
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / step) * step)
}
