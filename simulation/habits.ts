import type { ReleaseRule } from '../domain/agenda/agenda.ts'
import type { Kind, Modality, Visibility } from '../domain/availability/picture.ts'
import { type Random, randomOf } from './random.ts'

/** Places that a professional shares on the same weekdays each week. */
export interface Session {
  /** 1 is Monday; a public holiday is a Sunday. */
  readonly weekdays: readonly number[]
  /** Wall clock of the place. */
  readonly time: string
  readonly minutes: number
  /** How many slots follow each other, and how many patients each receives. */
  readonly slots: number
  readonly places: number
  readonly kind: Kind
  readonly modality: Modality
  readonly visibility: readonly Visibility[]
  readonly minAgeMonths: number
  readonly maxAgeMonths: number | null
  /** Which of the professional's locations. */
  readonly location: number
  /** Only one day in `of`, when the day's number leaves `rest`. */
  readonly turn?: { readonly of: number; readonly rest: number } | undefined
  readonly booking?: 'ROUTINE' | 'WALKIN' | undefined
  /** When what nobody took goes back to their own patients; drawn by lot for most. */
  readonly release?: ReleaseRule | undefined
  /** How often it really takes place. */
  readonly kept: number
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const WORKING_DAYS = [1, 2, 3, 4, 5]
const ADULT_MONTHS = 16 * 12
const CHILD_LAST_MONTH = 18 * 12 - 1

/** Wide enough apart that sessions of one day never overlap, each lasting 80 minutes at most. */
const WINDOWS = [
  ['08:30', '09:00', '10:15', '10:40', '11:00'],
  ['13:30', '14:00', '14:40', '15:20'],
  ['17:00', '17:20', '17:40', '18:20', '18:40'],
] as const

const VISIBILITIES: readonly (readonly [readonly Visibility[], number])[] = [
  [['SNP', 'CPTS', 'PRO'], 72],
  [['SNP', 'CPTS'], 10],
  [['SNP'], 8],
  [['SNP', 'CPTS', 'PRO', 'PUBLIC'], 10],
]

const base = {
  places: 1,
  kind: 'slots',
  modality: 'AMB',
  visibility: ['SNP', 'CPTS', 'PRO'],
  minAgeMonths: 0,
  maxAgeMonths: null,
  location: 0,
  kept: 0.93,
} as const satisfies Partial<Session>

function agesOf(random: Random): Pick<Session, 'minAgeMonths' | 'maxAgeMonths'> {
  if (random.chance(0.08)) return { minAgeMonths: ADULT_MONTHS, maxAgeMonths: null }
  if (random.chance(0.06)) return { minAgeMonths: 0, maxAgeMonths: CHILD_LAST_MONTH }
  return { minAgeMonths: random.chance(0.1) ? 24 : 0, maxAgeMonths: null }
}

/** A few half-days a week of 2 to 4 places; now and then video, a range without appointment, patients en sus. */
function generalPractice(random: Random, locations: number): Session[] {
  const minutes = random.pick([15, 15, 20])
  const shared = { ...base, ...agesOf(random), minutes, visibility: random.weighted(VISIBILITIES) }
  const sessions = random.sample(WINDOWS, random.pick([1, 1, 2])).map((times, index) => {
    const weekdays = random.sample(random.chance(0.35) ? [...WORKING_DAYS, 6] : WORKING_DAYS, random.between(1, 3))
    // Saturday afternoon belongs to the duty rota.
    const morningOnly = times[0] === '08:30' ? weekdays : weekdays.filter((day) => day !== 6)
    const slots = random.between(2, 4)
    return { ...shared, weekdays: morningOnly, time: random.pick(times), slots, location: index % locations }
  })
  const video = { ...shared, weekdays: [random.between(1, 5)], time: '12:30', slots: 2, modality: 'VR' as const }
  const walkIn = {
    ...base,
    kind: 'range' as const,
    weekdays: [random.between(1, 5)],
    time: '16:00',
    minutes: 60,
    booking: 'WALKIN' as const,
  }
  return [
    ...sessions,
    ...(random.chance(0.12) ? [video] : []),
    ...(random.chance(0.15) ? [{ ...walkIn, slots: 1, places: random.between(3, 5) }] : []),
    ...(random.chance(0.2) ? [enSus(random.between(1, 3), WORKING_DAYS)] : []),
  ]
}

const enSus = (places: number, weekdays: readonly number[], kept = 0.9): Session => ({
  ...base,
  kind: 'en-sus',
  weekdays,
  time: '09:00',
  minutes: 600,
  slots: 1,
  places,
  kept,
})

/** Nurses go home to their patients, the others receive; each half-days of their own. */
function otherPractice(random: Random, professionCode: string): Session[] {
  const modality = professionCode === '60' && random.chance(0.75) ? ('HH' as const) : ('AMB' as const)
  const minutes = random.pick([20, 30])
  return random.sample(WINDOWS, 2).map((times) => ({
    ...base,
    modality,
    minutes,
    weekdays: random.sample(WORKING_DAYS, random.between(2, 4)),
    time: random.pick(times),
    slots: 2,
  }))
}

const paediatrics = (random: Random): Session[] =>
  generalPractice(random, 1).map((session) => ({ ...session, minAgeMonths: 0, maxAgeMonths: CHILD_LAST_MONTH }))

/** The weekly habits of somebody who takes part, the same whenever they are asked. */
export function habitsOf(seed: string, professionCode: string, specialty: string | undefined, locations: number) {
  const random = randomOf(`${seed}/habits`)
  if (professionCode !== '10') return otherPractice(random, professionCode)
  return specialty === 'SM40' ? paediatrics(random) : generalPractice(random, locations)
}

/** Patients of one afternoon a week, in the order in which they come. */
export const weeklyRange = (weekday: number): Session => ({
  ...base,
  kind: 'range',
  weekdays: [weekday],
  time: '15:30',
  minutes: 90,
  slots: 1,
  places: 5,
  kept: 1,
  booking: 'WALKIN',
})

/** Somebody on whom the demonstration can count: places each day of the week, morning and evening. */
export function dailyHabits(minutes: number, withEnSus: boolean): Session[] {
  const shared = { ...base, minutes, kept: 1 }
  return [
    { ...shared, weekdays: EVERY_DAY, time: '10:40', slots: 3 },
    { ...shared, weekdays: WORKING_DAYS, time: '14:20', slots: 2 },
    { ...shared, weekdays: EVERY_DAY, time: '17:20', slots: 4 },
    ...(withEnSus ? [enSus(3, EVERY_DAY, 1)] : []),
  ]
}

/** How many doctors take turns at the day house and the duty house. */
export const ROTA = 8

/**
 * The turns of the `rest`th doctor of the rota: the day house (MMJ) on working days, the duty house (MMG) each evening
 * and all day on Saturdays, Sundays and public holidays. Some door is open whenever the demonstration is opened.
 */
export function rotaHabits(rest: number, dayHouse: number, dutyHouse: number): Session[] {
  const shared = { ...base, kind: 'range' as const, minutes: 60, kept: 1 }
  const turn = (later: number) => ({ of: ROTA, rest: (rest + later) % ROTA })
  const evening = { ...shared, weekdays: EVERY_DAY, time: '20:00', slots: 3, places: 2, location: dutyHouse }
  const dayOff = { ...shared, weekdays: [6, 7], time: '09:00', slots: 11, places: 2, location: dutyHouse }
  return [
    { ...shared, weekdays: WORKING_DAYS, time: '09:00', slots: 11, places: 2, location: dayHouse, turn: turn(0) },
    { ...evening, turn: turn(2) },
    { ...evening, turn: turn(4) },
    { ...dayOff, turn: turn(5) },
    { ...dayOff, turn: turn(7) },
  ]
}
