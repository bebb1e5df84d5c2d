import type { ServerResponse } from 'node:http'
import type { Announcement } from '../../contract/realtime.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { Announced } from '../database/announce.ts'

const HEARTBEAT_MS = 15_000
/** A screen that leaves more than this unread is gone, or will be better served by reading everything again. */
const MOST_UNREAD_BYTES = 64 * 1024

/** Who listens at the other end. */
interface Listener {
  readonly tokenHash: string
  readonly territoryId: string
  readonly actingFor: readonly string[]
  /** Whether the session still lasts, with the same grant. */
  readonly mayListen: () => Promise<boolean>
}

export interface EventStreams {
  /** Writes events on `response`, whose head is sent, until either side ends it. */
  readonly open: (response: ServerResponse, listener: Listener) => void
  readonly announce: (news: Announced) => void
  /** Places changed somewhere: for every screen. */
  readonly announceAvailability: () => void
  /** Something may have been missed: every screen reads again. */
  readonly greetAll: () => void
  /** A screen whose session changed comes back by itself, if it may. */
  readonly endOf: (tokenHash: string) => void
  readonly close: () => void
}

/** The open screens of this process, and what they are told. */
export function openEventStreams(now: () => Instant): EventStreams {
  const listeners = new Map<ServerResponse, Listener>()

  const write = (response: ServerResponse, text: string) => {
    response.write(text)
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy()
  }
  const event = (topic: Announcement['topic'], subject: string | null): string => {
    const announcement: Announcement = { topic, subject, at: new Date(now()).toISOString() }
    return `data: ${JSON.stringify(announcement)}\n\n`
  }
  const tell = (text: string, isFor: (listener: Listener) => boolean = () => true) => {
    for (const [response, listener] of listeners) if (isFor(listener)) write(response, text)
  }
  const beat = async (response: ServerResponse, listener: Listener) => {
    const mayListen = await listener.mayListen().catch(() => true) // an outage of the database ends nobody's session
    if (mayListen) write(response, ': still here\n\n')
    else response.end()
  }
  const heart = setInterval(() => {
    for (const [response, listener] of listeners) void beat(response, listener)
  }, HEARTBEAT_MS)
  heart.unref()

  return {
    open: (response, listener) => {
      listeners.set(response, listener)
      response.on('close', () => listeners.delete(response))
      response.on('error', () => listeners.delete(response))
      write(response, `retry: 2000\n${event('hello', null)}`)
    },
    announce: ({ topic, subject, territoryId, practitionerIds = [] }) =>
      tell(
        event(topic, subject),
        (listener) =>
          listener.territoryId === territoryId || practitionerIds.some((id) => listener.actingFor.includes(id)),
      ),
    announceAvailability: () => tell(event('availability', null)),
    greetAll: () => tell(event('hello', null)),
    endOf: (tokenHash) => {
      for (const [response, listener] of listeners) if (listener.tokenHash === tokenHash) response.end()
    },
    close: () => {
      clearInterval(heart)
      for (const response of listeners.keys()) response.end()
    },
  }
}
