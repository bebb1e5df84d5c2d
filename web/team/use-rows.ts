import { useMemo } from 'react'
import type { TeamAgenda } from '../../contract/team.ts'
import type { Clocks, Intent, Practitioner } from './intents.ts'
import { type Axis, dayNumber, hoursFor, wallClock } from './layout.ts'
import { contentOf, placing, type Row, type RowContent } from './rows.ts'

interface Wished {
  readonly practitionerId: string
  readonly intent: Intent
}

export interface Sizes {
  /** Along the axis, for all of it to fit; days are never narrower than `leastHour` an hour. */
  readonly room: number
  readonly leastHour: number
  readonly lane: number
  readonly leastRow: number
}

const PADDING = 12
const NOTHING: readonly Intent[] = []

/** Lines and axis: a line is the same object until something of it changes. */
export function useRows(
  team: TeamAgenda,
  wishes: readonly Wished[],
  sizes: Sizes,
): { rows: readonly Row[]; axis: Axis } {
  const { zone, from, days, practitioners } = team
  const contentFor = useMemo(() => remembering({ zone, wall: wallClock(zone) }), [zone])
  const contents = useMemo(
    () => practitioners.map((one) => contentFor(one, wishes)),
    [practitioners, wishes, contentFor],
  )
  const { fromMinute, untilMinute } = hoursFor(contents.flatMap(({ groups }) => groups))
  const { room, leastHour, lane, leastRow } = sizes
  const axis = useMemo((): Axis => {
    const first = dayNumber(from)
    const fit = Math.floor(room / days) / (untilMinute - fromMinute)
    return {
      days: Array.from({ length: days }, (_, index) => first + index),
      fromMinute,
      untilMinute,
      pxPerMinute: Math.max(leastHour / 60, fit),
    }
  }, [from, days, fromMinute, untilMinute, room, leastHour])
  const place = useMemo(() => placing(axis, { lane, least: leastRow, padding: PADDING }), [axis, lane, leastRow])
  return { rows: useMemo(() => place(contents), [place, contents]), axis }
}

/** Two wishes for the same line are the same when they are the same in order. */
function remembering(clocks: Clocks) {
  const known = new WeakMap<Practitioner, { readonly intents: readonly Intent[]; readonly content: RowContent }>()
  return (practitioner: Practitioner, wishes: readonly Wished[]): RowContent => {
    const own = wishes.flatMap(({ practitionerId, intent }) => (practitionerId === practitioner.id ? [intent] : []))
    const intents = own.length > 0 ? own : NOTHING
    const before = known.get(practitioner)
    if (before && before.intents.length === intents.length && before.intents.every((one, at) => one === intents[at]))
      return before.content
    const content = contentOf(practitioner, intents, clocks)
    known.set(practitioner, { intents, content })
    return content
  }
}
