import type { Role } from '../access/roles.ts'

/** Source: domain dossier §1.3. The words that people read are in the i18n files. */
export const STATES = [
  'DRAFT',
  'QUALIFIED',
  'REGULATED',
  'MT_CONTACT',
  'SEARCHING',
  'PROPOSED',
  'BOOKED',
  'FULFILLED',
  'NO_SHOW',
  'CANCELLED',
  'FEEDBACK_SENT',
  'CLOSED',
  'UNPLACED',
  'REORIENTED_AMU',
  'ABANDONED',
] as const
export type State = (typeof STATES)[number]

export const SOURCES = ['sas', '116117', 'telesecretariat', 'professional', 'cpts'] as const
export type Source = (typeof SOURCES)[number]

/** Why somebody closes a request; each leads to one state. */
export const CLOSINGS = ['advice', 'emergency', 'unplaced', 'abandoned', 'done'] as const
export type Closing = (typeof CLOSINGS)[number]

export const CLOSING_STATE: Readonly<Record<Closing, State>> = {
  advice: 'CLOSED',
  emergency: 'REORIENTED_AMU',
  unplaced: 'UNPLACED',
  abandoned: 'ABANDONED',
  done: 'CLOSED',
}

const AT_THE_CONSOLE = ['operator', 'regulator'] as const
const WITH_THE_PATIENT = ['operator', 'regulator', 'professional', 'delegate'] as const
const CLOSED_WITHOUT_BOOKING = ['CLOSED', 'REORIENTED_AMU', 'UNPLACED', 'ABANDONED'] as const

interface Move {
  readonly to: readonly State[]
  readonly by: readonly Role[]
}

/** The allowed moves, as data: from a state, who may take it where. */
const MOVES: Readonly<Record<State, readonly Move[]>> = {
  DRAFT: [{ to: ['QUALIFIED', 'REGULATED', 'ABANDONED'], by: WITH_THE_PATIENT }],
  QUALIFIED: [
    { to: ['REGULATED'], by: ['regulator'] },
    { to: ['SEARCHING', 'MT_CONTACT', ...CLOSED_WITHOUT_BOOKING], by: AT_THE_CONSOLE },
  ],
  REGULATED: [{ to: ['MT_CONTACT', 'SEARCHING', 'QUALIFIED', ...CLOSED_WITHOUT_BOOKING], by: AT_THE_CONSOLE }],
  MT_CONTACT: [{ to: ['SEARCHING', 'PROPOSED', 'BOOKED', 'QUALIFIED', ...CLOSED_WITHOUT_BOOKING], by: AT_THE_CONSOLE }],
  SEARCHING: [{ to: ['MT_CONTACT', 'PROPOSED', 'BOOKED', 'QUALIFIED', ...CLOSED_WITHOUT_BOOKING], by: AT_THE_CONSOLE }],
  PROPOSED: [
    { to: ['BOOKED', 'SEARCHING'], by: WITH_THE_PATIENT },
    { to: CLOSED_WITHOUT_BOOKING, by: AT_THE_CONSOLE },
  ],
  BOOKED: [{ to: ['FULFILLED', 'NO_SHOW', 'CANCELLED'], by: WITH_THE_PATIENT }],
  CANCELLED: [{ to: ['SEARCHING', ...CLOSED_WITHOUT_BOOKING], by: AT_THE_CONSOLE }],
  FULFILLED: [
    { to: ['FEEDBACK_SENT', 'BOOKED', 'NO_SHOW'], by: WITH_THE_PATIENT },
    { to: ['CLOSED'], by: AT_THE_CONSOLE },
  ],
  NO_SHOW: [
    { to: ['FEEDBACK_SENT', 'BOOKED', 'FULFILLED'], by: WITH_THE_PATIENT },
    { to: ['SEARCHING', 'CLOSED'], by: AT_THE_CONSOLE },
  ],
  FEEDBACK_SENT: [
    { to: ['BOOKED', 'FULFILLED', 'NO_SHOW'], by: WITH_THE_PATIENT },
    { to: ['CLOSED'], by: AT_THE_CONSOLE },
  ],
  CLOSED: [],
  UNPLACED: [{ to: ['SEARCHING', 'REGULATED', 'CLOSED'], by: AT_THE_CONSOLE }],
  REORIENTED_AMU: [{ to: ['REGULATED'], by: ['regulator'] }], // instant secondary reorientation, both ways
  ABANDONED: [],
}

/** Where `role` may take a request that is in `state`. */
export const movesFrom = (state: State, role: Role): State[] =>
  MOVES[state].filter(({ by }) => by.includes(role)).flatMap(({ to }) => to)

export const mayMove = (from: State, to: State, role: Role): boolean => movesFrom(from, role).includes(to)

const WAITING: readonly State[] = [
  'DRAFT',
  'QUALIFIED',
  'REGULATED',
  'MT_CONTACT',
  'SEARCHING',
  'PROPOSED',
  'CANCELLED',
]

/** Somebody must still do something before the patient has a place. */
export const isWaiting = (state: State): boolean => WAITING.includes(state)

/** Those for whom a place is sought: what comes free may be put before them. The database's `offer_again` has the same. */
export const SEEKING: readonly State[] = ['QUALIFIED', 'REGULATED', 'MT_CONTACT', 'SEARCHING', 'UNPLACED']

/** What the queue shows: waiting, or placed and not yet seen. */
export const OPEN_STATES: readonly State[] = [...WAITING, 'BOOKED']

/** Whether a search may begin: decided by a regulator, or the territory's protocol lets this source go straight on. */
export const maySearch = (state: State, source: Source, sourcesWithoutRegulation: readonly string[]): boolean =>
  state !== 'QUALIFIED' || sourcesWithoutRegulation.includes(source)
