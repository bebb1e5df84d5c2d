import type { Dav, DavAnswer, Located } from './dav.ts'
import { NAMESPACES } from './dav.ts'
import { CalendarFailure, fail } from './failure.ts'
import { readUrl } from './fetch.ts'

const WANTED = `<propfind ${NAMESPACES}><prop><resourcetype/><current-user-principal/><c:calendar-home-set/>
<c:supported-calendar-component-set/></prop></propfind>`

/** An account has a few; each costs questions at each read. */
const MOST_CALENDARS = 20

/**
 * The calendars with events that an address leads to (RFC 6764): itself, those of the home or of the principal that it
 * is, or those of whoever signs in there.
 */
export async function findCalendars(dav: Dav, url: URL): Promise<URL[]> {
  const there = await look(dav, url, '0')
  const calendars = (await calendarsFrom(dav, there)) ?? (await wellKnown(dav, url, there))
  if (!calendars) return fail(there instanceof CalendarFailure ? there.trouble : 'not-a-calendar')
  if (calendars.length > MOST_CALENDARS) fail('too-many-events')
  return calendars
}

/** Where the server keeps its calendars; not for an address with a path that it does not have: that one was mistyped. */
async function wellKnown(dav: Dav, url: URL, there: Look): Promise<URL[] | undefined> {
  if (there instanceof CalendarFailure && there.trouble === 'not-found' && url.pathname !== '/') return undefined
  return calendarsFrom(dav, await look(dav, new URL('/.well-known/caldav', url), '0'))
}

type Look = DavAnswer | CalendarFailure

/** What stands at an address; a refusal to say so is an answer too, unless it is of the password or of the address. */
async function look(dav: Dav, url: URL, depth: '0' | '1'): Promise<Look> {
  try {
    return await dav({ url, method: 'PROPFIND', depth, body: WANTED })
  } catch (error) {
    const isAnswer = error instanceof CalendarFailure && ANSWERS.has(error.trouble)
    if (isAnswer) return error
    throw error
  }
}

const ANSWERS = new Set(['refused', 'not-found', 'answered-an-error', 'not-a-calendar', 'unreadable'])

async function calendarsFrom(dav: Dav, there: Look): Promise<URL[] | undefined> {
  const resource = selfOf(there)
  if (!resource) return undefined
  if (holdsEvents(resource)) return [resource.url]
  const inside = (await calendarsOfHomes(dav, resource)) ?? (await calendarsIn(dav, resource.url))
  if (inside || !resource.principal) return inside
  const principal = selfOf(await look(dav, readUrl(resource.principal, resource.url), '0'))
  return principal && calendarsOfHomes(dav, principal)
}

const selfOf = (there: Look): Located | undefined => (there instanceof CalendarFailure ? undefined : there.resources[0])

const holdsEvents = ({ isCalendar, components }: Located) =>
  isCalendar && (components.length === 0 || components.includes('VEVENT'))

async function calendarsOfHomes(dav: Dav, { homes, url }: Located): Promise<URL[] | undefined> {
  const found: URL[] = []
  for (const home of homes) found.push(...((await calendarsIn(dav, readUrl(home, url))) ?? []))
  return found.length > 0 ? found : undefined
}

async function calendarsIn(dav: Dav, home: URL): Promise<URL[] | undefined> {
  const there = await look(dav, home, '1')
  if (there instanceof CalendarFailure) return undefined
  const calendars = there.resources.filter(holdsEvents).map(({ url }) => url)
  return calendars.length > 0 ? calendars : undefined
}
