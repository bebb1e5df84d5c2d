import { z } from 'zod'
import { endpoint, Instant, NoParams, Nothing } from './endpoint.ts'

const Name = z.string().trim().min(1).max(80)

/** Why the last read of a calendar did not go well. */
export const CalendarTrouble = z.enum([
  'unreachable',
  'too-slow',
  'address-forbidden',
  'too-many-redirects',
  'refused',
  'credentials-refused',
  'not-found',
  'answered-an-error',
  'certificate-invalid',
  'too-large',
  'not-a-calendar',
  'unreadable',
  'too-many-events',
  'took-too-long',
])
export type CalendarTrouble = z.infer<typeof CalendarTrouble>

/** Never its address nor its credentials: whoever gave them has them. */
export const CalendarSourceView = z
  .object({
    id: z.uuid(),
    kind: z.enum(['ics', 'caldav']),
    name: z.string(),
    host: z.string().meta({ description: 'The machine of the address, to recognise it by' }),
    createdAt: Instant,
    checkedAt: Instant.nullable(),
    succeededAt: Instant.nullable(),
    nextCheckAt: Instant.nullable(),
    failures: z.int(),
    trouble: CalendarTrouble.nullable(),
    stale: z.boolean(),
    busyTimes: z.int().meta({ description: 'Of the coming weeks' }),
  })
  .meta({ id: 'CalendarSource' })
export type CalendarSourceView = z.infer<typeof CalendarSourceView>

export const CalendarFeedView = z
  .object({ id: z.uuid(), name: z.string(), createdAt: Instant, readAt: Instant.nullable() })
  .meta({ id: 'CalendarFeed' })
export type CalendarFeedView = z.infer<typeof CalendarFeedView>

export const listCalendars = endpoint({
  id: 'listCalendars',
  summary: 'Read the calendars that an agenda takes its busy times from, and those that read it',
  tag: 'agenda',
  method: 'GET',
  path: '/agenda/calendars',
  params: NoParams,
  query: z.object({ practitionerId: z.uuid().optional() }),
  status: 200,
  reply: z.object({ sources: z.array(CalendarSourceView), feeds: z.array(CalendarFeedView) }),
})

export const addCalendar = endpoint({
  id: 'addCalendar',
  summary: 'Take busy times from a calendar: read once at once, and refused with its reason when that fails',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/calendars',
  params: NoParams,
  body: z.object({
    practitionerId: z.uuid().optional(),
    kind: z.enum(['ics', 'caldav']),
    name: Name,
    address: z.string().trim().min(8).max(2_000).meta({ description: 'https:, or webcal: which means the same' }),
    username: z.string().max(200).nullable().default(null),
    password: z.string().max(500).nullable().default(null),
  }),
  status: 201,
  reply: CalendarSourceView,
})

export const readCalendar = endpoint({
  id: 'readCalendar',
  summary: 'Read a calendar again now',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/calendars/:calendarId/reading',
  params: z.object({ calendarId: z.uuid() }),
  status: 200,
  reply: CalendarSourceView,
})

export const removeCalendar = endpoint({
  id: 'removeCalendar',
  summary: 'Forget a calendar and the busy times taken from it',
  tag: 'agenda',
  method: 'DELETE',
  path: '/agenda/calendars/:calendarId',
  params: z.object({ calendarId: z.uuid() }),
  status: 204,
  reply: Nothing,
})

export const createFeed = endpoint({
  id: 'createFeed',
  summary: 'Make a secret address by which one’s own calendar reads this agenda; it is shown once',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/feeds',
  params: NoParams,
  body: z.object({ practitionerId: z.uuid().optional(), name: Name }),
  status: 201,
  reply: z.object({
    feed: CalendarFeedView,
    icsUrl: z.string(),
    caldav: z.object({ url: z.string(), username: z.string(), password: z.string() }),
  }),
})

export const revokeFeed = endpoint({
  id: 'revokeFeed',
  summary: 'Close a secret address for good',
  tag: 'agenda',
  method: 'DELETE',
  path: '/agenda/feeds/:feedId',
  params: z.object({ feedId: z.uuid() }),
  status: 204,
  reply: Nothing,
})
