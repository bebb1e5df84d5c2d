import type { Group } from './layout.ts'

/** Where the focus stands: on a group, or on a day without one. */
export interface Stop {
  readonly practitionerId: string
  readonly day: number
  /** Of the group; undefined for an empty day. */
  readonly key?: string | undefined
}

/** A line to walk along. */
export interface Line {
  readonly practitioner: { readonly id: string }
  readonly groups: readonly Group[]
}

export type Step = 'before' | 'after' | 'up' | 'down' | 'first' | 'last'

interface Standing extends Stop {
  readonly start: number
}

function stopsOf({ practitioner, groups }: Line, days: readonly number[]): readonly Standing[] {
  const practitionerId = practitioner.id
  const first = days[0] ?? 0
  return days.flatMap((day): Standing[] => {
    const own = groups.filter((group) => Math.max(group.day, first) === day)
    if (own.length === 0) return [{ practitionerId, day, start: day * 1_440 }]
    return own.map(({ key, start }) => ({ practitionerId, day, key, start }))
  })
}

const nearest = (stops: readonly Standing[], start: number): Standing | undefined =>
  stops.reduce<Standing | undefined>(
    (best, one) => (best && Math.abs(best.start - start) <= Math.abs(one.start - start) ? best : one),
    undefined,
  )

const startOf = ({ key, day }: Stop) => (key === undefined ? day * 1_440 : Number.parseInt(key, 10))

const plain = ({ practitionerId, day, key }: Standing): Stop => ({ practitionerId, day, key })

/** The same stop when it is still there, else the nearest of its line; undefined without anybody. */
export function settled(lines: readonly Line[], days: readonly number[], stop: Stop | undefined): Stop | undefined {
  const line = lines.find(({ practitioner }) => practitioner.id === stop?.practitionerId) ?? lines[0]
  if (!line) return undefined
  const stops = stopsOf(line, days)
  const [first] = stops
  if (!stop) return first && plain(first)
  const onDay = stops.filter(({ day }) => day === stop.day)
  const found = nearest(onDay.length > 0 ? onDay : stops, startOf(stop))
  return found && plain(found)
}

/** Where an arrow leads; the same place at the edge. */
export function stepped(lines: readonly Line[], days: readonly number[], from: Stop, step: Step): Stop {
  const index = lines.findIndex(({ practitioner }) => practitioner.id === from.practitionerId)
  const found =
    step === 'up' || step === 'down'
      ? across(lines[index + ACROSS[step]], days, from)
      : along(lines[index], days, from, step)
  return found ? plain(found) : from
}

const ACROSS = { up: -1, down: 1 } as const

function across(line: Line | undefined, days: readonly number[], from: Stop): Standing | undefined {
  const stops = line ? stopsOf(line, days) : []
  const onDay = stops.filter(({ day }) => day === from.day)
  return nearest(onDay.length > 0 ? onDay : stops, startOf(from))
}

function along(line: Line | undefined, days: readonly number[], from: Stop, step: Exclude<Step, 'up' | 'down'>) {
  const stops = line ? stopsOf(line, days) : []
  const here = stops.findIndex(({ day, key }) => day === from.day && key === from.key)
  return stops[{ before: here - 1, after: here + 1, first: 0, last: stops.length - 1 }[step]]
}
