import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '../domain/time/interval.ts'
import { agendaOf } from './agenda.ts'
import { FICTION_RANGES, luhnSum, phoneIn, rppsOf } from './people.ts'
import { isGeneralPractitioner, type TerritoryPlan, type Town } from './professional.ts'
import { randomOf } from './random.ts'
import { headcount, PROFESSIONS, populationOf, professionalsOf } from './territory.ts'
import { agendasOf, communitiesOf, type LivedCommunity, liveThrough } from './world.ts'

const town = (code: string, name: string, population: number, latitude: number): Town => ({
  code,
  name,
  postalCodes: [code],
  population,
  latitude,
  longitude: 4,
})

const planOf = (shortCode: string, population: number, id: string, partnerId?: string): TerritoryPlan => ({
  id,
  shortCode,
  zone: 'Europe/Paris',
  holidayRegion: 'FR',
  towns: [town('42218', 'Bourg', population * 0.7, 45.4), town('42001', 'Village', population * 0.3, 45.5)],
  around: [town('42300', 'Ailleurs', 9_000, 45.6)],
  sasCodes: ['42'],
  sourcesWithoutRegulation: ['professional', 'cpts', 'telesecretariat'],
  partnerId,
})

const [ONE, TWO] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
const PLANS = [planOf('SET', 200_000, ONE, TWO), planOf('COSEN', 40_000, TWO, ONE)]
const NOW = Date.parse('2026-11-23T07:30:00Z')

describe('professionals', () => {
  test.each(PROFESSIONS.map(({ code, specialty }) => [code, specialty ?? '']))(
    'of %s %s practise by density',
    (code, specialty) => {
      const [plan] = PLANS
      if (!plan) throw new Error('No plan')
      const profession = PROFESSIONS.find((one) => one.code === code && (one.specialty ?? '') === specialty)
      const members = professionalsOf(plan, 0).filter(
        ({ practitioner, audiences }) =>
          practitioner.professionCode === code &&
          (practitioner.specialtyCodes[0] ?? '') === specialty &&
          audiences[0]?.standing === 'member',
      )
      expect(members).toHaveLength(headcount(profession ?? { density: 0, least: 0 }, populationOf(plan.towns)))
    },
  )

  test('take part for 15 to 30 % of general practitioners in a large territory, the rota included', () => {
    const doctors = communitiesOf(PLANS)[0]?.professionals.filter(isGeneralPractitioner) ?? []
    const share = doctors.filter(({ sessions }) => sessions.length > 0).length / doctors.length
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThan(0.33)
  })

  test('show every case at least once', () => {
    const cases = new Set(
      communitiesOf(PLANS).flatMap(({ professionals }) => professionals.flatMap((one) => one.cases)),
    )
    expect([...cases].sort()).toEqual([
      'en-sus',
      'multi-cpts',
      'multi-location',
      'no-free-slot',
      'no-phone',
      'single-location',
    ])
  })

  test('have RPPS of their own, in the range of people who do not exist', () => {
    const numbers = communitiesOf(PLANS).flatMap(({ professionals }) =>
      professionals.map((one) => one.practitioner.rpps),
    )
    expect(new Set(numbers).size).toBe(numbers.length)
    fc.assert(
      fc.property(fc.nat(99_999), (index) => {
        const rpps = rppsOf(index)
        return /^99700\d{6}$/.test(rpps) && luhnSum(rpps) % 10 === 0
      }),
    )
  })

  test('are called on numbers kept for fiction', () => {
    const phones = communitiesOf(PLANS).flatMap(({ professionals }) =>
      professionals.flatMap(({ locations }) => locations.flatMap(({ phone }) => phone ?? [])),
    )
    for (const phone of phones) expect(FICTION_RANGES).toContain(phone.slice(0, 8))
    fc.assert(
      fc.property(fc.constantFrom(...FICTION_RANGES), fc.nat(), (range, index) =>
        new RegExp(`^${range} \\d\\d \\d\\d$`).test(phoneIn(range, index)),
      ),
    )
  })
})

describe('agendas', () => {
  const communities = communitiesOf(PLANS)
  const today = Math.floor(NOW / DAY)

  test('never have two ordinary slots of one professional at once', () => {
    for (const { opened } of agendasOf(communities, { from: today - 30, today, now: NOW })) {
      const slots = opened
        .flatMap((one) => one.slots.map(({ slot }) => slot))
        .filter(({ kind }) => kind === 'slots')
        .sort((one, other) => one.startAt - other.startAt)
      slots.forEach((slot, index) => {
        const next = slots[index + 1]
        if (next) expect(next.startAt).toBeGreaterThanOrEqual(slot.endAt)
      })
    }
  })

  test('have the same ids whenever they are laid out', () => {
    const someone = communities[0]?.professionals[0]
    if (!someone) throw new Error('Nobody')
    const ids = (now: number) => agendaOf(someone, today - 1, now).map(({ opening, slots }) => [opening.id, slots])
    expect(ids(NOW + DAY)).toEqual(ids(NOW))
  })

  test('are never opened later than now', () => {
    const all = agendasOf(communities, { from: today - 7, today, now: NOW }).flatMap(({ opened }) => opened)
    expect(all.length).toBeGreaterThan(100)
    for (const { opening } of all) expect(opening.openedAt).toBeLessThanOrEqual(NOW)
  })

  test('recur from today on, as far as there are slots, and each has its own ids', () => {
    const all = agendasOf(communities, { from: today, today, now: NOW })
    const slots = all.flatMap(({ opened }) => opened.flatMap((one) => one.slots.map(({ slot }) => slot)))
    expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length)
    expect(slots.some(({ startAt }) => startAt > NOW + 58 * DAY)).toBe(true)
    expect(Math.max(...slots.map(({ startAt }) => startAt))).toBeLessThan(NOW + 60 * DAY)
    const rules = all.flatMap(({ opened }) => opened.flatMap(({ opening }) => opening.rrule ?? []))
    expect(rules).toContain('FREQ=DAILY')
    expect(rules.some((rule) => rule.startsWith('FREQ=DAILY;INTERVAL=8'))).toBe(true)
    expect(rules.some((rule) => rule.startsWith('FREQ=WEEKLY;BYDAY='))).toBe(true)
  })

  test('show on the days to come what they showed when each day was opened by itself', () => {
    for (const { professional, opened } of agendasOf(communities, { from: today, today, now: NOW })) {
      if (professional.away) continue
      const byRule = opened.flatMap(({ slots }) => slots.map(({ slot }) => slot.startAt)).sort()
      const days = Array.from({ length: 60 }, (_, ahead) => agendaOf(professional, today + ahead, NOW)).flat()
      const dayByDay = days.flatMap(({ slots }) => slots.map(({ slot }) => slot.startAt)).sort()
      expect(byRule).toEqual(dayByDay)
    }
  })

  test('are closed while somebody is away, one until nobody knows when', () => {
    const all = agendasOf(communities, { from: today, today, now: NOW })
    const away = all.filter(({ closed }) => closed.absences.length + closed.busy.length > 0)
    expect(new Set(away.map(({ professional }) => professional.away)).size).toBe(4)
    for (const { opened, closed } of away) {
      const slots = opened.flatMap((one) => one.slots.map(({ slot }) => slot))
      const times = [...closed.absences.filter(({ rrule }) => rrule === null), ...closed.busy]
      const inside = times.flatMap(({ start, end }) =>
        slots.filter((slot) => slot.startAt < (end ?? Number.POSITIVE_INFINITY) && slot.endAt > start),
      )
      expect(inside).toEqual([])
    }
  })
})

describe('eight weeks', () => {
  let lived: LivedCommunity[]
  beforeAll(() => {
    lived = liveThrough(communitiesOf(PLANS), NOW).lived
  })

  test('are the same for the same instant', () => {
    const rows = (all: LivedCommunity[]) =>
      all.map(({ stories }) => stories.map(({ request, patient }) => ({ request, patient })))
    expect(rows(liveThrough(communitiesOf(PLANS), NOW).lived)).toEqual(rows(lived))
  })

  test('tell nothing of the future, and each file in order', () => {
    for (const { journal } of lived.flatMap(({ stories }) => stories)) {
      const times = journal.map(({ at }) => at)
      expect(times).toEqual([...times].sort((one, other) => one - other))
      expect(Math.max(...times)).toBeLessThanOrEqual(NOW)
    }
  })

  test('leave each appointment as its request says', () => {
    const stories = lived.flatMap((community) => community.stories)
    const live = stories.map(({ request, appointments }) => ({
      state: request.state,
      current: appointments.filter(({ status }) => status !== 'cancelled'),
    }))
    const statusesOf = (state: string) =>
      new Set(
        live.filter((one) => one.state === state).map(({ current }) => current.map(({ status }) => status).join()),
      )
    expect(statusesOf('BOOKED')).toEqual(new Set(['booked']))
    expect(statusesOf('PROPOSED')).toEqual(new Set(['pending']))
    for (const state of ['UNPLACED', 'SEARCHING', 'CANCELLED', 'ABANDONED'])
      expect([...statusesOf(state)]).toEqual([''])
  })

  test('tell an outcome of visits that began, and of no other', () => {
    for (const { status, outcome, startAt } of lived.flatMap(({ stories }) =>
      stories.flatMap((one) => one.appointments),
    )) {
      expect(outcome !== null).toBe(['fulfilled', 'noshow'].includes(status))
      expect(outcome === null || startAt < NOW).toBe(true)
    }
  })

  test('place a plausible share: most within the delay, few without solution, some no-shows, the own doctor for a third', () => {
    const stories = lived.flatMap((community) => community.stories)
    const visits = stories.flatMap(({ appointments }) => appointments.filter(({ status }) => status !== 'cancelled'))
    const seen = visits.filter(({ outcome }) => outcome)
    const share = (part: number, whole: number) => part / whole
    expect(share(stories.filter(({ request }) => request.state === 'UNPLACED').length, stories.length)).toBeLessThan(
      0.07,
    )
    expect(share(seen.filter(({ status }) => status === 'noshow').length, seen.length)).toBeGreaterThan(0.03)
    expect(share(seen.filter(({ status }) => status === 'noshow').length, seen.length)).toBeLessThan(0.09)
    expect(share(visits.filter(({ withAttending }) => withAttending).length, visits.length)).toBeGreaterThan(0.2)
    expect(share(visits.filter(({ withAttending }) => withAttending).length, visits.length)).toBeLessThan(0.45)
  })

  test('leave something in each state for whoever opens the queue', () => {
    for (const { stories } of lived) {
      const states = new Set(stories.map(({ request }) => request.state))
      for (const state of [
        'QUALIFIED',
        'REGULATED',
        'SEARCHING',
        'CANCELLED',
        'MT_CONTACT',
        'PROPOSED',
        'BOOKED',
        'UNPLACED',
      ])
        expect(states).toContain(state)
    }
  })
})

describe('chance', () => {
  test('gives UUID v7 of the instant', () => {
    const at = Date.UTC(2026, 10, 22)
    const id = randomOf('one').uuid(at)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at)
  })

  test('draws a sample of distinct values in their order', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (seed, count) => {
        const list = Array.from({ length: 20 }, (_, index) => index)
        const drawn = randomOf(seed).sample(list, count)
        expect(drawn).toEqual([...new Set(drawn)].sort((one, other) => one - other))
        expect(drawn).toHaveLength(count)
      }),
    )
  })
})
