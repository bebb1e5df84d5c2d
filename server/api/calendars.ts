import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../contract/calendars.ts'
import { isStale } from '../../domain/agenda/calendar-health.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { type Calendar, listCalendarOutlooks, listCalendars } from '../database/calendars.ts'
import { listFeeds } from '../database/feeds.ts'
import type { Db } from '../database/within.ts'
import { hostOf } from '../outside/calendars/ics.ts'
import { addCalendar, welcomeCalendar } from '../use-cases/add-calendar.ts'
import { practitionerOf } from '../use-cases/practitioner-of.ts'
import { getCalendarToRead, readCalendar } from '../use-cases/read-calendar.ts'
import { removeCalendar } from '../use-cases/remove-calendar.ts'
import { feedView } from './feeds.ts'
import { type ActorScope, type ApiOptions, actorOf, operation } from './operation.ts'

export const calendarRoutes: FastifyPluginAsyncZod<ApiOptions> = async (api, { app, calendars }) => {
  api.route({
    ...operation(contract.listCalendars, { permission: 'agenda:own', refusals: ['practitioner-not-found'] }),
    handler: (request) => readCalendars(app, actorOf(request), request.query.practitionerId),
  })
  api.route({
    ...operation(contract.addCalendar, {
      permission: 'agenda:own',
      refusals: ['practitioner-not-found', 'calendar-unusable', 'too-many-calendars'],
    }),
    handler: async (request) => {
      const actor = actorOf(request)
      const { practitionerId: asked, name, ...from } = request.body
      const { practitionerId, zone } = await welcomeCalendar(app, actor, asked)
      const reading = await calendars.read(from, undefined, { now: app.now(), zone })
      return viewNow(app, actor, await addCalendar(app, actor, { practitionerId, name, from, reading }))
    },
  })
  api.route({
    ...operation(contract.readCalendar, { permission: 'agenda:own', refusals: ['calendar-not-found'] }),
    handler: async (request) => {
      const actor = actorOf(request)
      const { calendar, zone } = await getCalendarToRead(app, actor, request.params.calendarId)
      const reading = await calendars.read(calendar.from, calendar.state, { now: app.now(), zone })
      return viewNow(app, actor, await readCalendar(app, actor, calendar, reading))
    },
  })
  api.route({
    ...operation(contract.removeCalendar, { permission: 'agenda:own', refusals: ['calendar-not-found'] }),
    handler: async (request) => {
      await removeCalendar(app, actorOf(request), request.params)
      return null
    },
  })
}

const readCalendars = (app: App, actor: ActorScope, asked: string | undefined) =>
  app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, asked)
    const sources = await views(tx, await listCalendars(tx, app.cipher, practitionerId), app.now())
    const feeds = await listFeeds(tx, practitionerId)
    return { sources, feeds: feeds.map(feedView) }
  })

const viewNow = (app: App, actor: ActorScope, calendar: Calendar): Promise<contract.CalendarSourceView> =>
  app.within(actor, async (tx) => {
    const [view] = await views(tx, [calendar], app.now())
    return view as contract.CalendarSourceView
  })

async function views(db: Db, calendars: readonly Calendar[], now: Instant): Promise<contract.CalendarSourceView[]> {
  const ids = calendars.map(({ id }) => id)
  const outlooks = await listCalendarOutlooks(db, ids, now)
  return calendars.map((calendar) => {
    const { id, name, from, createdAt, checkedAt, succeededAt, failures, trouble } = calendar
    const { busyTimes = 0, nextCheckAt = null } = outlooks.get(id) ?? {}
    return {
      ...{ id, name, failures, trouble, busyTimes, kind: from.kind, host: hostOf(from.address) },
      createdAt: isoOf(createdAt),
      checkedAt: checkedAt === null ? null : isoOf(checkedAt),
      succeededAt: succeededAt === null ? null : isoOf(succeededAt),
      nextCheckAt: nextCheckAt === null ? null : isoOf(nextCheckAt),
      stale: isStale(calendar, now),
    }
  })
}

const isoOf = (instant: Instant) => new Date(instant).toISOString()
