import type { Actor, App } from '../app.ts'
import { announce } from '../database/announce.ts'
import { type Feed, insertFeed, listFeeds } from '../database/feeds.ts'
import { record } from '../database/journal.ts'
import { refuse } from '../refusal.ts'
import { digestOfToken, newSecretToken } from '../secret-token.ts'
import { practitionerOf } from './practitioner-of.ts'

interface CreateFeed {
  readonly practitionerId?: string | undefined
  readonly name: string
}

/** One for each device and screen is plenty. */
const MOST = 20

/** Makes an address by which a calendar reads the agenda. Its token is answered this once. */
export function createFeed(app: App, actor: Actor, wish: CreateFeed): Promise<{ feed: Feed; token: string }> {
  const at = app.now()
  const token = newSecretToken()
  return app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, wish.practitionerId)
    if ((await listFeeds(tx, practitionerId)).length >= MOST) refuse('too-many-calendars')
    const feed = { id: app.newId(), name: wish.name, createdAt: at, readAt: null }
    await insertFeed(tx, { ...feed, practitionerId, tokenHash: digestOfToken(token), createdBy: actor.actor })
    const { territoryId } = actor
    const line = { id: app.newId(), territoryId, at, actor: actor.actor, subject: practitionerId }
    await record(tx, { ...line, act: 'feed-created', details: { feedId: feed.id } })
    await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
    return { feed, token }
  })
}
