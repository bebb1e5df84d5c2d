import type { AgendaChange, OpeningBody, OpeningView } from '../../contract/openings.ts'
import type { TeamAgenda, TeamSlot } from '../../contract/team.ts'
import { instantAt } from '../ui/wall-time.ts'
import {
  DAY_MINUTES,
  dayOfWall,
  type Group,
  groupSlots,
  isoDay,
  minutesOf,
  type Stretched,
  timeOfWall,
  type Wall,
} from './layout.ts'

export type Practitioner = TeamAgenda['practitioners'][number]
export type Reach = 'one' | 'following' | 'all'

/** What a group is to be; what is left out stays as it is. */
export interface Shape extends Stretched {
  /** Null: one slot from start to end. */
  readonly slotMinutes?: number | null
  readonly places?: number
}

/** What somebody wants of a group of one professional: shown at once, then put to the server as an `AgendaChange`. */
export type Intent =
  | { readonly kind: 'reshape'; readonly key: string; readonly to: Shape; readonly reach: Reach }
  | { readonly kind: 'remove'; readonly key: string; readonly reach: Reach }
  | { readonly kind: 'paste'; readonly copied: Group; readonly at: Wall }
  | { readonly kind: 'copy-week'; readonly from: string; readonly to: string }

/** By which clock the slots go. */
export interface Clocks {
  readonly zone: string
  readonly wall: (instant: number) => Wall
}

const UNSAVED = 'unsaved-'

/** Not yet known to the server. */
export const isUnsaved = (id: string): boolean => id.startsWith(UNSAVED)

/** The slots as they will be, until the server has answered; what is held or booked stays where it is. */
export function expectedSlots(
  slots: readonly TeamSlot[],
  intents: readonly Intent[],
  clocks: Clocks,
): readonly TeamSlot[] {
  return intents.reduce((all, intent) => expected(all, intent, clocks), slots)
}

function expected(slots: readonly TeamSlot[], intent: Intent, clocks: Clocks): readonly TeamSlot[] {
  if (intent.kind === 'copy-week') return slots // seldom in view, and the server alone knows what it holds
  if (intent.kind === 'paste') {
    const { copied, at } = intent
    return [...slots, ...cut(copied, { start: at, end: at + copied.end - copied.start }, clocks)]
  }
  const groups = groupSlots(slots, clocks.wall)
  const source = groups.find(({ key }) => key === intent.key)
  if (!source) return slots
  const reached = groups.filter((group) => isReached(group, source, intent.reach))
  const ids = new Set(reached.flatMap((group) => group.slots.map(({ slot }) => slot.id)))
  const others = slots.filter(({ id }) => !ids.has(id))
  if (intent.kind === 'remove') return [...others, ...reached.flatMap(taken)]
  return [...others, ...reached.flatMap((group) => reshaped(group, shifted(group, source, intent.to), clocks))]
}

const isReached = (group: Group, source: Group, reach: Reach): boolean => {
  if (group === source) return true
  if (reach === 'one' || group.openingId !== source.openingId) return false
  return reach === 'all' || group.start > source.start
}

const isTaken = ({ free, capacity }: TeamSlot) => free < capacity
const taken = ({ slots }: Group): TeamSlot[] => slots.map(({ slot }) => slot).filter(isTaken)

/** Another occurrence of the same opening moves by as many days, to the same hours. */
const shifted = (group: Group, source: Group, to: Shape): Shape => {
  const by = (group.day - source.day) * DAY_MINUTES
  return { ...to, start: to.start + by, end: to.end + by }
}

function reshaped(group: Group, to: Shape, clocks: Clocks): TeamSlot[] {
  const stay = group.slots.filter(({ slot }) => isTaken(slot))
  const isFree = ({ start, end }: Stretched) => stay.every((one) => one.end <= start || one.start >= end)
  return [...stay.map(({ slot }) => slot), ...cut(group, to, clocks, isFree)]
}

/** The usual length of its slots; null when it is one slot for several patients. */
export function slotLength({ slots, start, end }: Group): number | null {
  const [first] = slots
  if (first === undefined || (slots.length === 1 && first.slot.kind !== 'slots')) return null
  return first.end - first.start || end - start
}

function cut(group: Group, to: Shape, { zone }: Clocks, isWanted: (slot: Stretched) => boolean = () => true) {
  const like = group.slots[0]?.slot
  if (!like) return []
  const length = (to.slotMinutes === undefined ? slotLength(group) : to.slotMinutes) ?? to.end - to.start
  const capacity = to.places ?? like.capacity
  const slots: TeamSlot[] = []
  for (let start = to.start; start + length <= to.end; start += length) {
    if (!isWanted({ start, end: start + length })) continue
    const startsAt = instantOf(start, zone)
    if (startsAt === undefined) continue
    const endsAt = new Date(startsAt + length * 60_000).toISOString()
    const id = `${UNSAVED}${group.openingId}/${start}`
    const fresh = { id, startsAt: new Date(startsAt).toISOString(), endsAt, state: 'shared' } as const
    slots.push({ ...like, ...fresh, capacity, free: capacity, held: 0, booked: 0 })
  }
  return slots
}

const instantOf = (wall: Wall, zone: string) => instantAt(isoDay(dayOfWall(wall)), timeOfWall(wall), zone)

/** When an occurrence begins and ends by its opening, of which absences may have taken a part. */
function occurrence(group: Group, { from, until }: OpeningView): Stretched & { readonly day: number } {
  const begins = minutesOf(from)
  const length = (minutesOf(until) - begins + DAY_MINUTES - 1) % DAY_MINUTES // one less, so that a whole day counts
  const minute = group.start - group.day * DAY_MINUTES
  const day = minute < begins ? group.day - 1 : group.day
  const start = day * DAY_MINUTES + begins
  return { day, start, end: start + length + 1 }
}

/** The opening without what only its place in the agenda gives it. */
function bodyOf({ id: _id, seriesId: _series, zone: _zone, ...body }: OpeningView): OpeningBody {
  return body
}

const stands = ({ start, end }: Stretched) => ({
  day: isoDay(dayOfWall(start)),
  from: timeOfWall(start),
  until: timeOfWall(end),
})

/** The change to put to the server; undefined when the group or its opening is no longer there. */
export function changeFor(
  intent: Intent,
  groups: readonly Group[],
  openings: readonly OpeningView[],
): AgendaChange | undefined {
  if (intent.kind === 'copy-week') return intent
  const group = intent.kind === 'paste' ? intent.copied : groups.find(({ key }) => key === intent.key)
  const opening = openings.find(({ id }) => id === group?.openingId)
  if (!group || !opening) return undefined
  const now = occurrence(group, opening)
  if (intent.kind === 'paste') {
    const at = intent.at - group.start
    const copy = { ...bodyOf(opening), ...stands({ start: now.start + at, end: now.end + at }), recurrence: null }
    return { kind: 'open', openings: [copy] }
  }
  const edited = { openingId: opening.id, reach: intent.reach, day: isoDay(now.day) }
  if (intent.kind === 'remove') return { kind: 'remove', ...edited }
  return { kind: 'edit', ...edited, opening: { ...bodyOf(opening), ...reshapedBody(intent, group, opening, now) } }
}

type Reshape = Extract<Intent, { kind: 'reshape' }>

function reshapedBody({ to, reach }: Reshape, group: Group, opening: OpeningView, now: Stretched) {
  const start = now.start + to.start - group.start
  const end = now.end + to.end - group.end
  return {
    ...stands({ start, end }),
    ...(to.slotMinutes !== undefined && { slotMinutes: to.slotMinutes }),
    ...(to.places !== undefined && { places: to.places }),
    recurrence: reach === 'one' ? null : opening.recurrence,
  }
}

/** Several steps of one hand on one group are one change. */
export function merged(before: Intent, after: Intent): Intent | undefined {
  if (before.kind !== 'reshape' || after.kind !== 'reshape') return undefined
  if (before.reach !== 'one' || after.reach !== 'one' || Number.parseInt(after.key, 10) !== before.to.start)
    return undefined
  return { ...before, to: { ...before.to, ...after.to } }
}
