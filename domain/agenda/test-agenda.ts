import fc from 'fast-check'
import { MINUTE } from '../time/interval.ts'
import { minuteOfDay } from '../time/wall-clock.ts'
import type { Agenda, ExistingSlot } from './agenda.ts'
import type { AgendaChange } from './change.ts'
import type { ChangeContext, OpeningDraft, Reach } from './draft.ts'
import type { SlotPlan } from './plan.ts'

export const PARIS = 'Europe/Paris'
export const EMPTY: Agenda = { openings: [], absences: [], busy: [] }

export const DRAFT: OpeningDraft = {
  locationId: 'practice',
  day: '2026-11-26',
  from: '09:00',
  until: '12:00',
  recurrence: null,
  kind: 'slots',
  slotMinutes: 15,
  places: 1,
  modality: 'AMB',
  visibility: ['SNP', 'CPTS', 'PRO'],
  cpts: null,
  booking: 'ROUTINE',
  reasons: [],
  minAgeMonths: 0,
  maxAgeMonths: null,
  leadMinutes: 0,
  release: null,
  answerBy: null,
}

export const by = (rrule: string, onPublicHolidays = false): OpeningDraft['recurrence'] => ({
  rrule,
  exceptOn: [],
  onPublicHolidays,
})

/** Ids that grow, as those of the server do. */
export function contextAt(now: number): ChangeContext {
  let last = 0
  const place = { zone: PARIS, holidayRegion: 'FR' } as const
  return {
    places: new Map([
      ['practice', place],
      ['centre', place],
    ]),
    newId: () => `id${String(++last).padStart(6, '0')}`,
    now,
  }
}

export const idOf = (seriesId: string, start: number): string => `${seriesId}/${start}`

/** The slots once a plan is carried out. */
export function carriedOut(slots: readonly ExistingSlot[], plan: SlotPlan): ExistingSlot[] {
  const after = new Map(slots.map((slot) => [slot.id, slot]))
  for (const slot of plan.withdraw) after.set(slot.id, { ...slot, withdrawnBy: 'agenda' })
  for (const slot of [...plan.open, ...plan.change.map((change) => change.after)])
    after.set(slot.id, { ...slot, free: slot.capacity, withdrawnBy: null })
  return [...after.values()]
}

const RULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=2',
  'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=6',
  'FREQ=WEEKLY;BYDAY=TH',
  'FREQ=WEEKLY;BYDAY=MO,WE,SU',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR',
  'FREQ=WEEKLY;COUNT=2',
  'FREQ=MONTHLY;BYDAY=2WE,-1SU',
]

const pick = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const time = pick('00:00', '00:45', '02:00', '02:30', '08:30', '09:00', '09:20', '11:40', '14:00', '18:00', '23:30')

/** `00:15` for fifty minutes after `23:25`. */
export const timeAfter = (from: string, minutes: number): string => {
  const after = (minuteOfDay(from) + minutes + 24 * 60) % (24 * 60)
  return [Math.floor(after / 60), after % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Days are counted from the day of the case. */
const draft = (dayAfter: (days: number) => string) =>
  fc
    .record({
      day: fc.nat(4),
      from: time,
      minutes: pick(30, 90, 135, 360),
      rule: pick(null, null, ...RULES),
      kind: pick<OpeningDraft['kind']>('slots', 'slots', 'range', 'en-sus'),
      slotMinutes: pick(20, 45, 90, 180, null),
      places: pick(1, 3),
      locationId: pick('practice', 'practice', 'centre'),
      onPublicHolidays: fc.boolean(),
      leadMinutes: pick(0, 0, 60),
    })
    .map(({ day, minutes, rule, onPublicHolidays, ...rest }): OpeningDraft => {
      const recurrence = rule === null ? null : by(rule, onPublicHolidays)
      return { ...DRAFT, ...rest, day: dayAfter(day), until: timeAfter(rest.from, minutes), recurrence }
    })

/** What somebody does to an agenda, or what happens to it: `which` chooses among what is there. */
export type Step =
  | { readonly does: 'open'; readonly opening: OpeningDraft }
  | { readonly does: 'edit'; readonly which: number; readonly reach: Reach; readonly opening: OpeningDraft }
  | { readonly does: 'nudge'; readonly which: number; readonly reach: Reach; readonly minutes: number }
  | { readonly does: 'remove'; readonly which: number; readonly reach: Reach }
  | { readonly does: 'absent'; readonly change: Extract<AgendaChange, { kind: 'absent' }> }
  | { readonly does: 'present'; readonly which: number; readonly reach: Reach }
  | { readonly does: 'copy-week'; readonly from: string; readonly to: string }
  | { readonly does: 'busy'; readonly from: number; readonly minutes: number }
  | { readonly does: 'take' | 'release' | 'take-back'; readonly which: number }

const reach = pick<Reach>('one', 'following', 'all')
const which = fc.nat(60)

export const steps = (dayAfter: (days: number) => string): fc.Arbitrary<Step[]> => {
  const opening = draft(dayAfter)
  const absence = fc
    .record({
      day: fc.nat(4),
      from: time,
      days: fc.nat(2),
      until: pick(null, '09:30', '12:00'),
      rule: pick(null, null, ...RULES),
    })
    .map(({ day, from, days, until, rule }) => ({
      locationId: days === 1 ? 'centre' : null,
      from: { day: dayAfter(day), time: from },
      until: until === null ? null : { day: dayAfter(day + days), time: until },
      recurrence: rule !== null && until !== null ? { rrule: rule, exceptOn: [] } : null,
    }))
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 5, arbitrary: fc.record({ does: fc.constant('open' as const), opening }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('edit' as const), which, reach, opening }) },
    {
      weight: 5,
      arbitrary: fc.record({ does: fc.constant('nudge' as const), which, reach, minutes: pick(-10, 5, 20) }),
    },
    fc.record({ does: fc.constant('remove' as const), which, reach }),
    {
      weight: 2,
      arbitrary: absence.map((each) => ({
        does: 'absent' as const,
        change: { kind: 'absent' as const, absence: each },
      })),
    },
    fc.record({ does: fc.constant('present' as const), which, reach }),
    fc.nat(1).map((week) => ({ does: 'copy-week' as const, from: dayAfter(2), to: dayAfter(2 + 7 * week) })),
    {
      weight: 2,
      arbitrary: fc.record({ does: fc.constant('busy' as const), from: fc.nat(6 * 96), minutes: pick(5, 30, 130) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        does: pick('take' as const, 'take' as const, 'release' as const, 'take-back' as const),
        which,
      }),
    },
  )
  const first = fc.record({ does: fc.constant('open' as const), opening })
  return fc.tuple(first, fc.array(step, { minLength: 1, maxLength: 4 })).map(([one, others]) => [one, ...others])
}

export const busyFrom = (now: number, { from, minutes }: { from: number; minutes: number }) => {
  const start = now + from * 15 * MINUTE
  return { start, end: start + minutes * MINUTE }
}
