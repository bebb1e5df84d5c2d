import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { findFeedOfToken, saveReading } from '../database/feeds.ts'
import { NO_TERRITORY, type Scope } from '../database/within.ts'
import type { Reference } from '../reference.ts'
import { digestOfToken } from '../secret-token.ts'
import { type ReadAgenda, readSharedAgenda } from './feed-view.ts'
import type { Limiter } from './limiter.ts'

/** What the routes outside `/api` that calendars read are given. */
export interface FeedOptions {
  readonly app: App
  readonly reference: Reference
  readonly limiter: Limiter
}

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The feed that a token opens, and how to read the agenda behind it. */
export interface OpenFeed {
  readonly id: string
  readonly read: () => Promise<ReadAgenda>
}

/**
 * Opens the feed of a token, which must be `username`'s when one is given. An address that failed too often is refused
 * before it may try again, so that tokens are not guessed; a token that works has a limit of its own.
 */
export async function openFeed(
  { app, reference, limiter }: FeedOptions,
  { request, reply }: Call,
  token: string,
  username?: string,
): Promise<OpenFeed | undefined> {
  limiter.checkAddress(request, reply)
  const tokenHash = digestOfToken(token)
  const feed = await app.within(NO_TERRITORY, (tx) => findFeedOfToken(tx, tokenHash))
  if (!feed || (username !== undefined && username !== feed.id)) {
    limiter.countAddress(request, reply)
    return undefined
  }
  limiter.countSession(request, reply, tokenHash.toString('hex'))
  return {
    id: feed.id,
    read: () =>
      app.within(inTheNameOf(feed.practitionerId), async (tx) => {
        await saveReading(tx, feed.id, app.now())
        return readSharedAgenda(tx, reference, feed.practitionerId, app.now())
      }),
  }
}

const inTheNameOf = (practitionerId: string): Scope => ({
  ...NO_TERRITORY,
  actor: 'feed',
  actingFor: [practitionerId],
})
