import type { Interval } from '../../../domain/time/interval.ts'
import type { BusyItem, IcsMarks } from '../../calendar-reading.ts'
import { fail } from './failure.ts'
import { type Credentials, type Fetch, readUrl, statusTrouble } from './fetch.ts'
import type { Reader } from './reader.ts'

export interface Visit {
  readonly fetch: Fetch
  readonly reader: Reader
  readonly url: URL
  readonly credentials: Credentials | undefined
  readonly zone: string
  readonly window: Interval
  readonly signal: AbortSignal
}

/** A whole calendar file; `items` is undefined when it is the one of `marks`. */
export async function readIcs(
  { fetch, reader, url, credentials, zone, window, signal }: Visit,
  marks: IcsMarks | undefined,
): Promise<{ marks: IcsMarks; items: BusyItem[] | undefined }> {
  const headers = {
    ...(marks?.etag && { 'if-none-match': marks.etag }),
    ...(marks?.lastModified && { 'if-modified-since': marks.lastModified }),
  }
  const answer = await fetch({ url, headers, credentials }, signal)
  const trouble = statusTrouble(answer.status)
  if (trouble) fail(trouble)
  if (answer.status === 304) return marks ? { marks, items: undefined } : fail('answered-an-error')
  const { items, digest } = await reader.read({ kind: 'ics', body: answer.body, zone, window })
  const { etag, 'last-modified': lastModified } = answer.headers
  return {
    marks: { etag, lastModified, digest },
    items: digest === marks?.digest ? undefined : items.map((item) => ({ ...item, etag: '' })),
  }
}

/** The address that was typed. A name and a password in it are used as such, and not kept in it. */
export function entry(
  address: string,
  given: Credentials | undefined,
): { url: URL; credentials: Credentials | undefined } {
  const url = readUrl(address)
  const inside = url.username ? { username: decoded(url.username), password: decoded(url.password) } : undefined
  url.username = ''
  url.password = ''
  return { url, credentials: given ?? inside }
}

/** The machine of an address, to recognise it by; nothing of the path, which is often a secret. */
export const hostOf = (address: string): string => readUrl(address).host

/** Without its percent signs, where they mean something. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
