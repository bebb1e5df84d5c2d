import type { Interval } from '../../../domain/time/interval.ts'
import { fail } from './failure.ts'
import { type Credentials, type Fetch, readUrl, statusTrouble } from './fetch.ts'
import type { Reader } from './reader.ts'
import type { ReadResource } from './worker.ts'

export interface DavAnswer {
  readonly resources: readonly Located[]
  readonly syncToken?: string | undefined
  /** Where it was found, after redirects. */
  readonly url: URL
}

/** A resource with its address whole. */
export type Located = ReadResource & { readonly url: URL }

export interface DavQuestion {
  readonly url: URL
  readonly method: 'PROPFIND' | 'REPORT'
  readonly depth: '0' | '1'
  readonly body: string
}

/** Questions to one CalDAV account. Throws a `CalendarFailure` for all that is no answer. */
export type Dav = (question: DavQuestion) => Promise<DavAnswer>

interface Account {
  readonly fetch: Fetch
  readonly reader: Reader
  readonly entry: URL
  readonly credentials: Credentials | undefined
  readonly zone: string
  readonly window: Interval
  readonly signal: AbortSignal
}

export const openDav =
  ({ fetch, reader, entry, credentials, zone, window, signal }: Account): Dav =>
  async ({ url, method, depth, body }) => {
    const headers = { depth, 'content-type': 'application/xml; charset=utf-8' }
    const known = isOfAccount(url, entry) ? credentials : undefined
    const answer = await fetch({ url, method, headers, body: `${XML}${body}`, credentials: known }, signal)
    const trouble = statusTrouble(answer.status)
    if (trouble) fail(trouble)
    const read = await reader.read({ kind: 'multistatus', body: answer.body, zone, window })
    const resources = read.resources.map((resource) => ({ ...resource, url: readUrl(resource.href, answer.url) }))
    return { resources, syncToken: read.syncToken, url: answer.url }
  }

const XML = '<?xml version="1.0" encoding="utf-8"?>'
export const NAMESPACES =
  'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/"'

/**
 * Whether a password given for `entry` may be sent to `url`: the same server, or by https one beside it, such as
 * p57-caldav.icloud.com beside caldav.icloud.com, which the first one names as the home of the calendars.
 */
export function isOfAccount(url: URL, entry: URL): boolean {
  if (url.origin === entry.origin) return true
  const domain = domainOf(entry)
  return url.protocol === 'https:' && entry.protocol === 'https:' && domain !== undefined && domainOf(url) === domain
}

/** `icloud.com` of `caldav.icloud.com`; none of an address in numbers, nor of a name of two words. */
const domainOf = ({ hostname }: URL) => /^[^.]+\.([^.]+\..*[a-z])$/.exec(hostname)?.[1]

export const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
