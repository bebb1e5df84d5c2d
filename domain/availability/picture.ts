import { DAY, type Instant, type Minutes } from '../time/interval.ts'
import { dayNumber, weekNumber } from '../time/wall-clock.ts'
import { type Columns, grown, NO_MAX_AGE, newColumns, termsOf } from './columns.ts'
import { type Lists, newLists, numberOf } from './lists.ts'
import { addTo, type Counted, IDLE, type Load } from './loads.ts'

/** v3-ActCode: at the practice, at home, by video. */
export const MODALITIES = ['AMB', 'HH', 'VR'] as const
export type Modality = (typeof MODALITIES)[number]
/** TRE_R314-TypeCreneau: who may book. */
export const VISIBILITIES = ['PUBLIC', 'PRO', 'SNP', 'CPTS'] as const
export type Visibility = (typeof VISIBILITIES)[number]
/** A place each, a range for several patients, or patients accepted beside the agenda once the professional agreed. */
export const KINDS = ['slots', 'range', 'en-sus'] as const
export type Kind = (typeof KINDS)[number]
/** v2-0276: by appointment, or just come. */
export const BOOKINGS = ['ROUTINE', 'WALKIN'] as const
export type Booking = (typeof BOOKINGS)[number]

/** A set of codes as bits, in the order of the list they come from. */
export const bitsOf = <Code extends string>(all: readonly Code[], codes: readonly Code[]): number =>
  codes.reduce((bits, code) => bits | (1 << all.indexOf(code)), 0)

/** A slot as the database has it. */
export interface SlotRecord {
  readonly slotId: string
  /** Grows with each change of the slot: an older one is never applied over a newer. */
  readonly version: number
  readonly practitionerId: string
  readonly locationId: string
  readonly start: Instant
  readonly end: Instant
  readonly kind: Kind
  readonly modality: Modality
  readonly visibility: readonly Visibility[]
  readonly minAgeMonths: number
  readonly maxAgeMonths: number | null
  readonly capacity: number
  readonly free: number
  /** Held or booked, and counting to the weekly cap. */
  readonly counted: number
  readonly withdrawn: boolean
  readonly booking: Booking
  /** What is accepted, in the professional's words; anything when empty. */
  readonly reasons: readonly string[]
  /** Which territories visibility CPTS means; null: every one that sees the professional. */
  readonly cpts: readonly string[] | null
  /** Booked at least this long before. */
  readonly leadMinutes: Minutes
  /** From then on what is free is the professional's own again. */
  readonly releaseAt: Instant | null
}

export type Standing = 'member' | 'neighbour'

export interface PractitionerRecord {
  readonly practitionerId: string
  readonly professionCode: string
  readonly specialtyCodes: readonly string[]
  /** Which territory sees the professional's slots that begin in [from, until), and as what. */
  readonly audiences: readonly {
    readonly territoryId: string
    readonly standing: Standing
    readonly from: Instant
    readonly until: Instant
  }[]
  readonly locationIds: readonly string[]
  /** How many patients who are not their own they want at most, Monday to Sunday and a day; null: no such limit. */
  readonly ownWeeklyCap: number | null
  readonly ownDailyCap: number | null
}

export interface LocationRecord {
  readonly locationId: string
  readonly communeCode: string
  readonly zone: string
  readonly latitude: number
  readonly longitude: number
}

/** The numbers of a professional's slots, by start. */
interface Practice extends PractitionerRecord {
  readonly slots: number[]
  readonly weeks: Map<number, Load>
  readonly days: Map<number, Load>
}

/**
 * The free capacity of all territories, for one process: columns of numbers, one row a slot. Rows of removed slots are
 * used again. Numbers of practitioners and locations are those of this picture only.
 */
export interface Picture {
  readonly practices: Practice[]
  readonly practiceNumbers: Map<string, number>
  readonly locations: LocationRecord[]
  readonly locationNumbers: Map<string, number>
  /** By `territory|profession`: who may be offered there. */
  readonly practicesSeen: Map<string, number[]>
  /** The rows of those, by day of start (UTC), in no order: what a search reads. */
  readonly rowsSeen: Map<string, Map<number, number[]>>
  readonly rows: Map<string, number>
  readonly ids: string[]
  /** The load that each row counts to. */
  readonly loads: Readonly<Load>[]
  readonly dayLoads: Readonly<Load>[]
  readonly reasonLists: Lists
  /** Number 0, which names no territory, is every one that sees the professional. */
  readonly cptsLists: Lists
  readonly unused: number[]
  columns: Columns
  size: number
}

/** An empty picture of the given professionals and places of care, with room for `rows` slots before it grows. */
export function newPicture(
  practitioners: readonly PractitionerRecord[],
  locations: readonly LocationRecord[],
  rows = 1024,
): Picture {
  const picture: Picture = {
    practices: practitioners.map((practitioner) => ({ ...practitioner, slots: [], weeks: new Map(), days: new Map() })),
    practiceNumbers: new Map(practitioners.map(({ practitionerId }, number) => [practitionerId, number])),
    locations: [...locations],
    locationNumbers: new Map(locations.map(({ locationId }, number) => [locationId, number])),
    practicesSeen: new Map(),
    rowsSeen: new Map(),
    rows: new Map(),
    ids: [],
    loads: [],
    dayLoads: [],
    reasonLists: newLists(),
    cptsLists: newLists(),
    unused: [],
    columns: newColumns(rows),
    size: 0,
  }
  practitioners.forEach(({ audiences, professionCode }, number) => {
    for (const key of keysOf({ audiences, professionCode })) {
      const seen = picture.practicesSeen.get(key)
      if (seen) seen.push(number)
      else picture.practicesSeen.set(key, [number])
    }
  })
  return picture
}

const keysOf = ({ audiences, professionCode }: Pick<PractitionerRecord, 'audiences' | 'professionCode'>) =>
  new Set(audiences.map(({ territoryId }) => seenBy(territoryId, professionCode)))

export const seenBy = (territoryId: string, professionCode: string): string => `${territoryId}|${professionCode}`

/** Places that count to the caps, given in the week and on the day of a row, whatever the territory. */
export const countedWith = ({ loads, dayLoads }: Picture, row: number): Counted => ({
  week: loads[row]?.counted ?? 0,
  day: dayLoads[row]?.counted ?? 0,
})

/** The professional's load in a week, counted from all their slots of that week, whatever the territory. */
export const loadOf = ({ practices }: Picture, practice: number, week: number): Readonly<Load> =>
  practices[practice]?.weeks.get(week) ?? IDLE

/**
 * Brings one slot up to date; false when the picture already has this version or a newer one, or when the slot's
 * professional or place is not in the picture. Order and repetition of changes do not matter.
 */
export function applySlot(picture: Picture, slot: SlotRecord): boolean {
  const practice = picture.practiceNumbers.get(slot.practitionerId)
  const location = picture.locationNumbers.get(slot.locationId)
  if (practice === undefined || location === undefined) return false
  const known = picture.rows.get(slot.slotId)
  if (known !== undefined) {
    if ((picture.columns.version[known] ?? 0) >= slot.version) return false
    unlist(picture, known)
  }
  const row = known ?? newRow(picture, slot.slotId)
  write(picture, row, slot, practice, location)
  list(picture, row)
  return true
}

/** Forgets a slot that is over or deleted. */
export function removeSlot(picture: Picture, slotId: string): void {
  const row = picture.rows.get(slotId)
  if (row === undefined) return
  unlist(picture, row)
  picture.rows.delete(slotId)
  picture.ids[row] = ''
  picture.unused.push(row)
}

function newRow(picture: Picture, slotId: string): number {
  const row = picture.unused.pop() ?? picture.size++
  if (row >= picture.columns.start.length) picture.columns = grown(picture.columns)
  picture.rows.set(slotId, row)
  picture.ids[row] = slotId
  return row
}

function write(picture: Picture, row: number, slot: SlotRecord, practice: number, location: number): void {
  const { columns, locations, reasonLists, cptsLists } = picture
  columns.start[row] = slot.start
  columns.end[row] = slot.end
  columns.version[row] = slot.version
  columns.practice[row] = practice
  columns.location[row] = location
  columns.week[row] = weekNumber(slot.start, locations[location]?.zone ?? 'UTC')
  columns.kind[row] = KINDS.indexOf(slot.kind)
  columns.modality[row] = bitsOf(MODALITIES, [slot.modality])
  columns.visibility[row] = bitsOf(VISIBILITIES, slot.visibility)
  columns.minAge[row] = slot.minAgeMonths
  columns.maxAge[row] = slot.maxAgeMonths ?? NO_MAX_AGE
  columns.capacity[row] = slot.capacity
  columns.free[row] = slot.free
  columns.counted[row] = slot.counted
  columns.withdrawn[row] = Number(slot.withdrawn)
  columns.booking[row] = BOOKINGS.indexOf(slot.booking)
  columns.terms[row] = termsOf(slot)
  columns.releaseAt[row] = slot.releaseAt ?? Number.POSITIVE_INFINITY
  columns.leadMinutes[row] = slot.leadMinutes
  columns.reasons[row] = numberOf(reasonLists, slot.reasons)
  columns.cpts[row] = numberOf(cptsLists, slot.cpts ?? [])
  columns.mark[row] = markOf(slot.slotId)
}

/** FNV-1a, 32 bits. */
function markOf(slotId: string): number {
  let mark = 0x811c9dc5
  for (let index = 0; index < slotId.length; index++) mark = Math.imul(mark ^ slotId.charCodeAt(index), 0x01000193)
  return mark >>> 0
}

function list(picture: Picture, row: number): void {
  const practice = picture.practices[picture.columns.practice[row] ?? -1]
  if (!practice) return
  practice.slots.splice(firstFrom(picture, practice.slots, picture.columns.start[row] ?? 0, row), 0, row)
  addLoad(picture, practice, row, 1)
  for (const key of keysOf(practice)) {
    const days = picture.rowsSeen.get(key) ?? new Map<number, number[]>()
    picture.rowsSeen.set(key, days)
    const day = dayOf(picture, row)
    const rows = days.get(day)
    if (rows) rows.push(row)
    else days.set(day, [row])
  }
}

const dayOf = ({ columns }: Picture, row: number): number => Math.floor((columns.start[row] ?? 0) / DAY)

function unlist(picture: Picture, row: number): void {
  const practice = picture.practices[picture.columns.practice[row] ?? -1]
  if (!practice) return
  practice.slots.splice(practice.slots.indexOf(row), 1)
  addLoad(picture, practice, row, -1)
  for (const key of keysOf(practice)) {
    const rows = picture.rowsSeen.get(key)?.get(dayOf(picture, row)) ?? []
    const last = rows.pop() ?? row
    if (last !== row) rows[rows.indexOf(row)] = last
  }
}

/** Rows that begin on the days (UTC) from `from` to `until`, both included, of whoever may be offered; in no order. */
export function* rowsBetween(
  picture: Picture,
  key: string,
  from: Instant,
  until: Instant,
): Iterable<readonly number[]> {
  const days = picture.rowsSeen.get(key)
  for (let day = Math.floor(from / DAY); days && day <= Math.floor(until / DAY); day++) yield days.get(day) ?? []
}

/** Weeks and days go by the clock of the place. */
function addLoad(
  { columns, locations, loads, dayLoads }: Picture,
  practice: Practice,
  row: number,
  sign: 1 | -1,
): void {
  const zone = locations[columns.location[row] ?? 0]?.zone ?? 'UTC'
  const taken = sign * ((columns.capacity[row] ?? 0) - (columns.free[row] ?? 0))
  const declared = columns.withdrawn[row] ? taken : sign * (columns.capacity[row] ?? 0)
  const counted = sign * (columns.counted[row] ?? 0)
  loads[row] = addTo(practice.weeks, columns.week[row] ?? 0, { declared, taken, counted })
  dayLoads[row] = addTo(practice.days, dayNumber(columns.start[row] ?? 0, zone), { declared, taken, counted })
}

/** Where in `slots` (by start, then row) the first that begins at `instant` or later stands. */
export function firstFrom({ columns }: Picture, slots: readonly number[], instant: Instant, row = -1): number {
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >> 1
    const candidate = slots[middle] ?? 0
    const start = columns.start[candidate] ?? 0
    if (start < instant || (start === instant && candidate < row)) low = middle + 1
    else high = middle
  }
  return low
}
