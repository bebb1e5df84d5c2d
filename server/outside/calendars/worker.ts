import { createHash } from 'node:crypto'
import type { MessagePort } from 'node:worker_threads'
import type { CalendarTrouble } from '../../../contract/calendars.ts'
import type { Interval } from '../../../domain/time/interval.ts'
import { busyIn } from './busy.ts'
import { CalendarFailure } from './failure.ts'
import { type DavResource, readMultistatus } from './multistatus.ts'

/** What is read apart from the server's own thread, since it was written by anybody. */
export interface Task {
  readonly kind: 'ics' | 'multistatus'
  readonly body: Uint8Array
  readonly zone: string
  readonly window: Interval
}

/** A resource of a calendar without what it says: only when it takes time. */
export interface ReadResource extends Omit<DavResource, 'calendarData'> {
  /** Undefined when the server did not send its content. */
  readonly busy?: Interval[]
}

export type Done =
  | { readonly kind: 'ics'; readonly items: { item: string; busy: Interval[] }[]; readonly digest: string }
  | { readonly kind: 'multistatus'; readonly resources: ReadResource[]; readonly syncToken?: string | undefined }
  | { readonly kind: 'failed'; readonly trouble: CalendarTrouble }

/** Reads each task that comes through the port; the life of a worker thread. */
export function answerTasks(port: MessagePort): void {
  port.on('message', (task: Task) => port.postMessage(answer(task)))
}

function answer(task: Task): Done {
  try {
    return task.kind === 'ics' ? readFile(task) : readResources(task)
  } catch (error) {
    return { kind: 'failed', trouble: error instanceof CalendarFailure ? error.trouble : 'unreadable' }
  }
}

const textOf = (body: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)

export const digest = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

function readFile({ body, zone, window }: Task): Done {
  const { items } = busyIn(textOf(body), { zone, window })
  const digested = [...items].map(([uid, busy]) => ({ item: digest(uid), busy }))
  return { kind: 'ics', items: digested, digest: digest(body) }
}

function readResources({ body, zone, window }: Task): Done {
  const { resources, syncToken } = readMultistatus(textOf(body))
  const read = resources.map(({ calendarData, ...resource }) => {
    if (calendarData === undefined) return resource
    return { ...resource, busy: busyOfResource(calendarData, zone, window) }
  })
  return { kind: 'multistatus', resources: read, syncToken }
}

/** One resource that cannot be read does not lose the others. */
function busyOfResource(text: string, zone: string, window: Interval): Interval[] {
  try {
    return [...busyIn(text, { zone, window }).items.values()].flat()
  } catch (error) {
    if (error instanceof CalendarFailure && error.trouble === 'too-many-events') throw error
    return []
  }
}
