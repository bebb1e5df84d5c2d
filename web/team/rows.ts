import { type Clocks, expectedSlots, type Intent, type Practitioner } from './intents.ts'
import { type Axis, type Group, groupSlots, isShown, lanesOf, type Stretched, stretch } from './layout.ts'

export interface Closed extends Stretched {
  readonly why: 'absent' | 'busy'
}

/** What one professional's line shows, before it is known where. */
export interface RowContent {
  readonly practitioner: Practitioner
  readonly groups: readonly Group[]
  readonly closed: readonly Closed[]
  /** Groups that wait for the server's answer. */
  readonly unsaved: ReadonlySet<number>
}

export interface PlacedGroup {
  readonly group: Group
  readonly at: number
  readonly size: number
  readonly lane: number
  readonly isUnsaved: boolean
}

export interface Row extends RowContent {
  readonly lanes: number
  readonly top: number
  readonly height: number
  readonly byDay: ReadonlyMap<number, readonly PlacedGroup[]>
  readonly closedByDay: ReadonlyMap<number, readonly (Closed & { readonly at: number; readonly size: number })[]>
}

export function contentOf(practitioner: Practitioner, intents: readonly Intent[], clocks: Clocks): RowContent {
  const slots = expectedSlots(practitioner.slots, intents, clocks)
  return {
    practitioner,
    groups: groupSlots(slots, clocks.wall).filter(isWorthDrawing),
    closed: practitioner.closed.map(({ startsAt, endsAt, why }) => ({
      start: clocks.wall(Date.parse(startsAt)),
      end: clocks.wall(Date.parse(endsAt)),
      why,
    })),
    unsaved: new Set(intents.flatMap(targetOf)),
  }
}

/** What was taken back as a whole leaves room for what stands there now. */
const isWorthDrawing = ({ slots }: Group) =>
  slots.some(({ slot }) => slot.state !== 'withdrawn' || slot.free < slot.capacity)

const targetOf = (intent: Intent): readonly number[] => {
  if (intent.kind === 'paste') return [intent.at]
  return intent.kind === 'reshape' ? [intent.to.start] : []
}

export interface RowHeights {
  readonly lane: number
  readonly least: number
  readonly padding: number
}

/** The same content on the same axis is the same row, so that it is not drawn again. */
export function placing(axis: Axis, { lane, least, padding }: RowHeights) {
  const known = new WeakMap<RowContent, Row>()
  const place = (content: RowContent, top: number): Row => {
    const before = known.get(content)
    if (before && before.top === top) return before
    const row = before ? { ...before, top } : { ...placed(content, axis), top, height: 0 }
    const made = { ...row, height: Math.max(least, row.lanes * lane + padding) }
    known.set(content, made)
    return made
  }
  return (contents: readonly RowContent[]): readonly Row[] => {
    let top = 0
    return contents.map((content) => {
      const row = place(content, top)
      top += row.height
      return row
    })
  }
}

function placed(content: RowContent, axis: Axis): Omit<Row, 'top' | 'height'> {
  const shown = content.groups.filter(({ start, end }) => isShown(axis, start, end))
  const stretches = shown.map(({ start, end }) => stretch(axis, start, end))
  const lanes = lanesOf(stretches)
  const groups = shown.map((group, index) => ({
    group,
    at: stretches[index]?.at ?? 0,
    size: stretches[index]?.size ?? 0,
    lane: lanes[index] ?? 0,
    isUnsaved: content.unsaved.has(group.start),
  }))
  return {
    ...content,
    lanes: Math.max(1, ...lanes.map((lane) => lane + 1)),
    byDay: grouped(groups, ({ group }) => Math.max(group.day, axis.days[0] ?? group.day)),
    closedByDay: closedOn(content.closed, axis),
  }
}

function grouped<One>(all: readonly One[], dayOf: (one: One) => number): ReadonlyMap<number, readonly One[]> {
  const byDay = new Map<number, One[]>()
  for (const one of all) byDay.set(dayOf(one), [...(byDay.get(dayOf(one)) ?? []), one])
  return byDay
}

/** An absence of a week is drawn day by day. */
function closedOn(closed: readonly Closed[], axis: Axis) {
  const pieces = axis.days.map((day) => {
    const own = closed.flatMap((one) => {
      const start = Math.max(one.start, day * 1_440 + axis.fromMinute)
      const end = Math.min(one.end, day * 1_440 + axis.untilMinute)
      return start < end ? [{ ...one, start, end, ...stretch(axis, start, end) }] : []
    })
    return [day, own] as const
  })
  return new Map(pieces)
}
