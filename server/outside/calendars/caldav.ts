import type { Interval } from '../../../domain/time/interval.ts'
import type { BusyItem, CollectionState } from '../../calendar-reading.ts'
import { type Dav, escapeXml, type Located, NAMESPACES } from './dav.ts'
import { CalendarFailure, fail } from './failure.ts'
import { decoded } from './ics.ts'
import { digest } from './worker.ts'

/** What changed in one calendar of an account since `state`; all of it when there was none. */
export interface CollectionChanges {
  readonly state: CollectionState
  readonly items: readonly BusyItem[]
  readonly gone: readonly string[]
}

const BATCH = 100
const MOST_PAGES = 50
const MARKS = `<propfind ${NAMESPACES}><prop><cs:getctag/><sync-token/><supported-report-set/></prop></propfind>`

/** All that a calendar has in the window. The mark is taken first: what changes meanwhile is read again next time. */
export async function readCollection(dav: Dav, url: URL, window: Interval): Promise<CollectionChanges> {
  const { ctag, syncToken } = await marksOf(dav, url)
  const there = await listEtags(dav, url, window)
  const items = await readItems(dav, url, [...there.values()])
  const etags = syncToken ? undefined : Object.fromEntries([...there].map(([item, { etag = '' }]) => [item, etag]))
  return { state: { url: url.href, syncToken, ctag, etags }, items, gone: [] }
}

/** What changed; undefined when the server no longer knows since when, so that all must be read again. */
export async function readChanges(
  dav: Dav,
  state: CollectionState,
  window: Interval,
): Promise<CollectionChanges | undefined> {
  return state.syncToken ? syncCollection(dav, state, state.syncToken) : compareEtags(dav, state, window)
}

/** RFC 6578: the server keeps the history, unless it has forgotten it. */
async function syncCollection(dav: Dav, state: CollectionState, since: string): Promise<CollectionChanges | undefined> {
  const url = new URL(state.url)
  const history = await known(historySince(dav, url, since))
  if (!history) return undefined
  const present = [...history.changed.values()].filter(({ status }) => status !== 404)
  const items = await readItems(dav, url, present)
  const read = new Set(items.map(({ item }) => item))
  const gone = [...history.changed.keys()].filter((item) => !read.has(item))
  return { state: { ...state, syncToken: history.token }, items, gone }
}

/** Which items changed; the server may tell it in pages, each with the mark of the next. */
async function historySince(
  dav: Dav,
  url: URL,
  since: string,
): Promise<{ changed: Map<string, Located>; token: string }> {
  const changed = new Map<string, Located>()
  let token = since
  for (let page = 0; page < MOST_PAGES; page++) {
    const body = `<sync-collection ${NAMESPACES}><sync-token>${escapeXml(token)}</sync-token>
<sync-level>1</sync-level><prop><getetag/></prop></sync-collection>`
    const answer = await dav({ url, method: 'REPORT', depth: '0', body })
    for (const resource of answer.resources) if (!isSelf(resource, url)) changed.set(itemOf(resource), resource)
    token = answer.syncToken ?? token
    if (!answer.resources.some((resource) => isSelf(resource, url) && resource.status === 507))
      return { changed, token }
  }
  return fail('took-too-long')
}

/** The answer, unless the server refuses the mark itself (403 or 409 `valid-sync-token`, or what some send instead). */
async function known<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CalendarFailure && ['refused', 'answered-an-error', 'not-found'].includes(error.trouble)) {
      return undefined
    }
    throw error
  }
}

/** For servers without history: the mark of the whole calendar, then those of its items. */
async function compareEtags(
  dav: Dav,
  state: CollectionState,
  window: Interval,
): Promise<CollectionChanges | undefined> {
  const url = new URL(state.url)
  const marks = await known(marksOf(dav, url))
  if (!marks) return undefined
  if (marks.ctag !== undefined && marks.ctag === state.ctag) return { state, items: [], gone: [] }
  const before = state.etags ?? {}
  const there = await listEtags(dav, url, window)
  const changed = [...there].filter(([item, { etag }]) => etag === undefined || before[item] !== etag)
  const items = await readItems(
    dav,
    url,
    changed.map(([, resource]) => resource),
  )
  const gone = Object.keys(before).filter((item) => !there.has(item))
  const etags = Object.fromEntries([...there].map(([item, { etag = '' }]) => [item, etag]))
  return { state: { ...state, ctag: marks.ctag, etags }, items, gone }
}

async function marksOf(dav: Dav, url: URL): Promise<{ ctag?: string | undefined; syncToken?: string | undefined }> {
  const { resources } = await dav({ url, method: 'PROPFIND', depth: '0', body: MARKS })
  const { ctag, syncToken, canSync } = resources[0] ?? fail('not-a-calendar')
  return { ctag: ctag || undefined, syncToken: canSync && syncToken ? syncToken : undefined }
}

/** The items with something in the window, by their digest. */
async function listEtags(dav: Dav, url: URL, { start, end }: Interval): Promise<Map<string, Located>> {
  const body = `<c:calendar-query ${NAMESPACES}><prop><getetag/></prop><c:filter><c:comp-filter name="VCALENDAR">
<c:comp-filter name="VEVENT"><c:time-range start="${basicTime(start)}" end="${basicTime(end)}"/></c:comp-filter>
</c:comp-filter></c:filter></c:calendar-query>`
  const { resources } = await dav({ url, method: 'REPORT', depth: '1', body })
  const items = resources.filter((resource) => !isSelf(resource, url) && resource.status < 300)
  return new Map(items.map((resource) => [itemOf(resource), resource]))
}

/** `20261124T000000Z`. */
const basicTime = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')

/** Their busy times, some at a time. One that has gone meanwhile is not in the answer. */
async function readItems(dav: Dav, url: URL, resources: readonly Located[]): Promise<BusyItem[]> {
  const items: BusyItem[] = []
  for (let from = 0; from < resources.length; from += BATCH) {
    const hrefs = resources.slice(from, from + BATCH).map(({ href }) => `<href>${escapeXml(href)}</href>`)
    const body = `<c:calendar-multiget ${NAMESPACES}><prop><getetag/><c:calendar-data/></prop>
${hrefs.join('')}</c:calendar-multiget>`
    const answer = await dav({ url, method: 'REPORT', depth: '1', body })
    for (const resource of answer.resources) {
      const { busy, etag = '' } = resource
      if (busy) items.push({ item: itemOf(resource), etag, busy })
    }
  }
  return items
}

const pathOf = ({ pathname }: URL) => decoded(pathname).replace(/\/$/, '')

const isSelf = (resource: Located, url: URL) => pathOf(resource.url) === pathOf(url)

/** One and the same, however the server writes its address. */
const itemOf = ({ url }: Located) => digest(pathOf(url))
