import { describe, expect, test } from 'vitest'
import type { ExistingSlot } from './agenda.ts'
import { type AgendaChange, applyChange } from './change.ts'
import type { OpeningDraft } from './draft.ts'
import { effectOf } from './effect.ts'
import { horizonOf, wantedSlots } from './materialise.ts'
import { planSlots } from './plan.ts'
import { by, carriedOut, contextAt, DRAFT, EMPTY, idOf, PARIS } from './test-agenda.ts'

const at = (iso: string) => Date.parse(iso)
/** A Sunday. */
const NOW = at('2026-11-22T10:00+01:00')
const opening = (draft: Partial<OpeningDraft>): AgendaChange => ({ kind: 'open', openings: [{ ...DRAFT, ...draft }] })
/** Of the first opening. */
const edit = (draft: Partial<OpeningDraft>): AgendaChange => ({
  kind: 'edit',
  openingId: 'id000001',
  reach: 'all',
  day: DRAFT.day,
  opening: { ...DRAFT, ...draft },
})

describe('the effect of a change', () => {
  const take = (slots: readonly ExistingSlot[], start: string) =>
    slots.map((slot) => (slot.start === at(start) ? { ...slot, free: 0 } : slot))
  function effect(before: AgendaChange[], change: AgendaChange, taken = '', now = NOW) {
    const context = contextAt(now)
    const was = before.reduce((agenda, each) => applyChange(agenda, each, context).agenda, EMPTY)
    const { agenda } = applyChange(was, change, context)
    const slots = carriedOut([], planSlots(wantedSlots(was, horizonOf(now, PARIS)), [], now, idOf))
    return effectOf(was, agenda, take(slots, taken), now, PARIS, idOf)
  }

  test('is the slots that come, change and go', () => {
    const { plan, conflicts, affected } = effect([opening({})], {
      ...edit({ until: '13:00', slotMinutes: 30 }),
    } as AgendaChange)
    expect([plan.open.length, plan.change.length, plan.withdraw.length]).toEqual([2, 6, 6])
    expect([conflicts, affected]).toEqual([[], []])
  })

  test('is whom it concerns: a place in use that moves, not one that is offered otherwise', () => {
    const taken = '2026-11-26T10:00+01:00'
    const concerned = (draft: Partial<OpeningDraft>) =>
      effect([opening({})], edit(draft), taken).affected.map(({ start }) => start)
    expect(concerned({ from: '14:00', until: '15:00' })).toEqual([at(taken)])
    expect(concerned({ slotMinutes: 20 })).toEqual([at(taken)])
    expect(concerned({ visibility: ['PRO'] })).toEqual([])
  })

  test('tells ordinary openings that want the same time, once', () => {
    const over = opening({ from: '11:45', until: '12:15' })
    expect(effect([opening({})], over).conflicts).toEqual([
      { code: 'places-overlap', startsAt: at('2026-11-26T11:45+01:00'), endsAt: at('2026-11-26T12:00+01:00') },
    ])
    expect(effect([opening({}), over], opening({ day: '2026-11-27' })).conflicts).toEqual([])
    expect(
      effect([opening({})], opening({ kind: 'range', slotMinutes: null, from: '11:45', until: '12:15' })).conflicts,
    ).toEqual([])
  })

  test.each<[string, Partial<OpeningDraft>, string]>([
    ['out-of-hours', { from: '20:00', until: '21:00' }, '2026-11-26'],
    ['out-of-hours', { day: '2026-11-28', from: '12:00', until: '13:00' }, '2026-11-28'],
    ['public-holiday', { day: '2026-12-25', visibility: ['PRO'] }, '2026-12-25'],
    ['beyond-horizon', { day: '2027-03-01' }, '2027-03-01'],
  ])('warns: %s', (code, draft, day) => {
    expect(effect([], opening(draft)).warnings).toEqual([{ code, days: [day], count: 1 }])
  })

  test('says nothing of the other days of a series when one of them is moved', () => {
    const fridays = opening({ day: '2026-11-27', recurrence: by('FREQ=WEEKLY') })
    const move = { ...edit({ day: '2026-11-27', from: '15:00', until: '16:00' }), reach: 'one', day: '2026-11-27' }
    expect(effect([fridays], move as AgendaChange).warnings).toEqual([])
  })

  test('warns of the night when clocks change', () => {
    const nights = opening({ day: '2026-03-01', from: '00:00', until: '06:00', recurrence: by('FREQ=DAILY') })
    const { warnings } = effect([], nights, '', at('2026-03-02T10:00+01:00'))
    expect(warnings.find(({ code }) => code === 'clock-change')).toEqual({
      code: 'clock-change',
      days: ['2026-03-29'],
      count: 1,
    })
  })

  test('warns of absences and busy times, and of the first days only', () => {
    const absence: AgendaChange = {
      kind: 'absent',
      absence: { locationId: null, from: { day: '2026-11-23', time: '10:00' }, until: null, recurrence: null },
    }
    const [warning, ...others] = effect([absence], opening({ recurrence: by('FREQ=DAILY;COUNT=14') })).warnings
    expect(others).toEqual([])
    expect(warning).toMatchObject({ code: 'absent', count: 14 })
    expect(warning?.days).toHaveLength(10)
  })
})
