const DAY = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clocks of `zone` show at `instant`, as if they showed UTC. */
function shown(instant: number, zone: string): number {
  const options = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', { ...options, second: 'numeric', hourCycle: 'h23', timeZone: zone })
  formats.set(zone, format)
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

/** The instant at which the clocks of `zone` show `wall` (as if it were UTC). */
function instantOf(wall: number, zone: string): number {
  const guess = wall - (shown(wall, zone) - wall)
  return guess - (shown(guess, zone) - wall)
}

const startOfShownDay = (instant: number, zone: string) => Math.floor(shown(instant, zone) / DAY) * DAY

/** The first instant of the next day where the clocks show `zone`. */
export const endOfDay = (instant: number, zone: string) => instantOf(startOfShownDay(instant, zone) + DAY, zone)

/** Today at `time` (`17:20`), or tomorrow when that is past; undefined when it is no time. */
export function nextTime(time: string, now: number, zone: string): number | undefined {
  const [, hour, minute = '0'] = /^(\d{1,2})\s*[:hH]?\s*(\d{2})?$/.exec(time.trim()) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  const wall = startOfShownDay(now, zone) + (Number(hour) * 60 + Number(minute)) * 60_000
  const today = instantOf(wall, zone)
  return today > now ? today : instantOf(wall + DAY, zone)
}

/** The hour of the day, 0 to 23, where the clocks show `zone`. */
export const hourOf = (instant: number, zone: string) => Math.floor((shown(instant, zone) % DAY) / 3_600_000)

/** The instant at which the clocks of `zone` show `time` (`17:20`) on `day`; undefined when they never do. */
export function instantAt(day: string, time: string, zone: string): number | undefined {
  const wall = Date.parse(`${day}T${time}Z`)
  const instant = instantOf(wall, zone)
  return shown(instant, zone) === wall ? instant : undefined
}

/** `2026-11-25` where the clocks show `zone`. */
export const dayOf = (instant: number, zone: string) => new Date(shown(instant, zone)).toISOString().slice(0, 10)

/** `17:20` where the clocks show `zone`. */
export const timeOf = (instant: number, zone: string) => new Date(shown(instant, zone)).toISOString().slice(11, 16)
