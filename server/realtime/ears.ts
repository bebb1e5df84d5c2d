import { z } from 'zod'
import type { DatabaseAddress } from '../database/address.ts'
import { listenTo } from '../database/listen.ts'
import type { EventStreams } from './event-streams.ts'

const News = z.object({
  territoryId: z.string(),
  topic: z.enum(['request', 'agenda', 'indicators']),
  subject: z.string(),
  practitionerIds: z.array(z.string()).default([]),
})

const AVAILABILITY_PAUSE_MS = 200

interface Heard {
  readonly streams: EventStreams
  /** What this process remembers of a session is out of date; of all of them, without a hash. */
  readonly sessionChanged: (tokenHash?: string) => void
  readonly failed: (error: unknown) => void
}

/**
 * Passes what the database tells on to the open screens, on one connection per process. While that one is lost nothing
 * is heard: screens also read again by themselves now and then, and are all greeted when it is back.
 */
export function openEars(address: DatabaseAddress, { streams, sessionChanged, failed }: Heard) {
  let availability: NodeJS.Timeout | undefined
  const heard = (channel: string, payload: string) => {
    switch (channel) {
      case 'announced':
        return passOn(payload)
      case 'availability': // bulk changes come by hundreds
        availability ??= setTimeout(() => {
          availability = undefined
          streams.announceAvailability()
        }, AVAILABILITY_PAUSE_MS)
        return
      case 'session':
        sessionChanged(payload)
        return streams.endOf(payload)
    }
  }
  const passOn = (payload: string) => {
    const { data, error } = News.safeParse(parse(payload))
    if (data) streams.announce(data)
    else failed(error)
  }
  const { close } = listenTo(address, {
    channels: ['announced', 'availability', 'session'],
    heard,
    listening: () => {
      sessionChanged()
      streams.greetAll()
    },
    failed,
  })
  return {
    close: async () => {
      clearTimeout(availability)
      await close()
    },
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
