import { isIdle } from '../../domain/access/sessions.ts'
import { type Instant, MINUTE } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { findSession, markSeen, type Session } from '../database/access.ts'
import { NO_TERRITORY } from '../database/within.ts'

const REMEMBERED_MS = 5_000
const MOST_REMEMBERED = 20_000

/** The sessions that this process has read in the last five seconds. */
export interface Sessions {
  /** Undefined when it ended, was left alone too long, or never was. */
  readonly find: (tokenHash: string) => Promise<Session | undefined>
  /** Whether it was found a moment ago, without asking the database. */
  readonly isRemembered: (tokenHash: string) => boolean
  /** Reads it again the next time; without a hash, all of them. */
  readonly forget: (tokenHash?: string) => void
}

interface Remembered {
  readonly at: Instant
  readonly session: Promise<Session | undefined>
}

export function sessionsOf({ within, now }: App): Sessions {
  const remembered = new Map<string, Remembered>()
  const isFresh = (found: Remembered | undefined): found is Remembered =>
    found !== undefined && now() - found.at < REMEMBERED_MS

  const read = (tokenHash: string, at: Instant): Promise<Session | undefined> =>
    within(NO_TERRITORY, async (tx) => {
      const session = await findSession(tx, tokenHash, at)
      if (!session || isIdle(session.role, session.seenAt, at)) return undefined
      if (at - session.seenAt >= MINUTE) await markSeen(tx, tokenHash, at)
      return session
    })

  const find = async (tokenHash: string) => {
    const known = remembered.get(tokenHash)
    if (isFresh(known)) return known.session
    const reading = { at: now(), session: read(tokenHash, now()) }
    remembered.delete(tokenHash) // so that the oldest stay first
    remembered.set(tokenHash, reading)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MOST_REMEMBERED) break
      remembered.delete(oldest)
    }
    const session = await reading.session.catch((error: unknown) => {
      remembered.delete(tokenHash)
      throw error
    })
    if (!session && remembered.get(tokenHash) === reading) remembered.delete(tokenHash)
    return session
  }

  return {
    find,
    isRemembered: (tokenHash) => isFresh(remembered.get(tokenHash)),
    forget: (tokenHash) => (tokenHash ? void remembered.delete(tokenHash) : remembered.clear()),
  }
}
