import type { Kind, Modality } from '../availability/picture.ts'
import type { Dated } from '../time/dated.ts'
import type { Offered } from './agenda.ts'

/** What a profession usually shares, to begin from: every part of it can be changed before it is opened. */
export interface AgendaTemplate extends Dated, Pick<Offered, 'booking' | 'release'> {
  readonly id:
    | 'two-and-two'
    | 'morning'
    | 'saturday'
    | 'home'
    | 'afternoon'
    | 'emergencies'
    | 'walk-in'
    | 'consultations'
  /** TRE_G15; empty: any profession. */
  readonly professions: readonly string[]
  readonly kind: Kind
  readonly modality: Modality
  /** 1 is Monday. */
  readonly weekdays: readonly number[]
  readonly hours: readonly { readonly from: string; readonly until: string }[]
  /** Null: each stretch is one slot for `places` patients. */
  readonly slotMinutes: number | null
  readonly places: number
}

const WORKING_DAYS = [1, 2, 3, 4, 5] as const
const HOUR_BEFORE = { kind: 'before', minutes: 60 } as const
const EVENING_BEFORE = { kind: 'day-before', days: 1, time: '19:00' } as const

const USUAL = {
  from: '2026-11-01',
  source: 'Usual practice, to be reviewed by the professionals of the CPTS',
  kind: 'slots',
  modality: 'AMB',
  weekdays: WORKING_DAYS,
  places: 1,
  booking: 'ROUTINE',
  release: HOUR_BEFORE,
} as const

const DOCTOR = ['10']

/** The most usual first. */
const TEMPLATES: readonly AgendaTemplate[] = [
  {
    ...USUAL,
    id: 'two-and-two',
    professions: DOCTOR,
    hours: [
      { from: '11:30', until: '12:00' },
      { from: '17:30', until: '18:00' },
    ],
    slotMinutes: 15,
  },
  { ...USUAL, id: 'morning', professions: DOCTOR, hours: [{ from: '08:30', until: '09:00' }], slotMinutes: 15 },
  {
    ...USUAL,
    id: 'saturday',
    professions: DOCTOR,
    weekdays: [6],
    hours: [{ from: '09:00', until: '12:00' }],
    slotMinutes: 15,
    release: EVENING_BEFORE,
  },
  {
    ...USUAL,
    id: 'home',
    professions: ['60'],
    kind: 'range',
    modality: 'HH',
    hours: [{ from: '14:00', until: '17:00' }],
    slotMinutes: null,
    places: 2,
    release: { kind: 'before', minutes: 120 },
  },
  { ...USUAL, id: 'afternoon', professions: ['70'], hours: [{ from: '17:00', until: '18:00' }], slotMinutes: 30 },
  {
    ...USUAL,
    id: 'consultations',
    professions: ['50'],
    weekdays: [1, 3, 5],
    hours: [{ from: '13:00', until: '14:00' }],
    slotMinutes: 30,
  },
  {
    ...USUAL,
    id: 'emergencies',
    professions: ['40'],
    hours: [{ from: '11:30', until: '12:30' }],
    slotMinutes: 30,
  },
  {
    ...USUAL,
    id: 'walk-in',
    professions: ['21'],
    kind: 'range',
    weekdays: [1, 2, 3, 4, 5, 6],
    hours: [{ from: '09:00', until: '12:00' }],
    slotMinutes: null,
    places: 6,
    booking: 'WALKIN',
    release: null,
  },
]

/** Those of a profession, the most usual first; those of a general practice for one that has none. */
export function templatesFor(professionCode: string): readonly AgendaTemplate[] {
  const own = TEMPLATES.filter(({ professions }) => professions.includes(professionCode))
  return own.length > 0 ? own : TEMPLATES.filter(({ professions }) => professions === DOCTOR)
}
