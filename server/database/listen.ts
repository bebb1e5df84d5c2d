import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { connection, type DatabaseAddress } from './address.ts'

interface Ear {
  readonly channels: readonly string[]
  readonly heard: (channel: string, payload: string) => void
  /** Listening begins, or begins again: what was said meanwhile is lost, so whoever listens reads everything again. */
  readonly listening: () => void
  readonly failed: (error: unknown) => void
}

const SILENCE_MS = 15_000
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 2_000

/** Listens on a connection of its own, and again each time it is lost, until closed. It needs a session of PostgreSQL, so no pooler in transaction mode. */
export function listenTo(address: DatabaseAddress, ear: Ear): { close: () => Promise<void> } {
  const stopping = new AbortController()
  let client: pg.Client | undefined

  const listenOnce = async () => {
    const mine = new pg.Client({ ...connection(address, 'app'), connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
    client = mine
    const lost = new Promise<unknown>((resolve) => {
      mine.on('error', resolve)
      mine.on('end', () => resolve(undefined))
    })
    mine.on('notification', ({ channel, payload = '' }) => ear.heard(channel, payload))
    try {
      await mine.connect()
      for (const channel of ear.channels) await mine.query(`listen ${pg.escapeIdentifier(channel)}`)
      ear.listening()
      const pulse = setInterval(() => void mine.query({ text: 'select 1' }).catch(() => mine.end()), SILENCE_MS)
      await lost.finally(() => clearInterval(pulse))
    } finally {
      await mine.end().catch(() => undefined)
    }
  }

  const listen = async () => {
    let pause = FIRST_PAUSE_MS
    while (!stopping.signal.aborted) {
      const since = Date.now()
      await listenOnce().catch((error: unknown) => {
        if (!stopping.signal.aborted) ear.failed(error)
      })
      pause = Date.now() - since > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const listened = listen()
  return {
    close: async () => {
      stopping.abort()
      await client?.end().catch(() => undefined)
      await listened
    },
  }
}
