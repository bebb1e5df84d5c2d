import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR } from '../time/interval.ts'
import { judgeOf } from './judge.ts'
import { bestRequestFor, compareStands, type Seeker, type Stand } from './refill.ts'
import { facts, LOCATIONS, NOW, need, policy, practitioners, slots } from './test-arbitrary.ts'

const seekers: fc.Arbitrary<Seeker[]> = fc
  .array(
    fc.record({
      need,
      attendingPlaces: fc.subarray(['l0', 'l1', 'l2']),
      createdAt: fc.constantFrom(NOW - 3 * HOUR, NOW - HOUR),
    }),
    { maxLength: 12 },
  )
  .map((found) => found.map((seeker, index) => ({ ...seeker, requestId: `r${String(index).padStart(2, '0')}` })))

const counted = fc.record({ week: fc.constantFrom(0, 3), day: fc.constantFrom(0, 2) })
const cases = fc.record({ seekers, people: practitioners, shown: slots, policy, facts, counted })

/** Each slot with what decides on it, and those who seek one. */
const holds = (check: (given: ReturnType<typeof one>) => void) =>
  fc.assert(
    fc.property(cases, fc.nat(39), (given, which) => {
      const slot = given.shown[which % Math.max(1, given.shown.length)]
      if (slot) check(one(given, slot))
    }),
    { numRuns: 500 },
  )
type Given = typeof cases extends fc.Arbitrary<infer Value> ? Value : never

function one({ seekers: waiting, people, policy: voted, facts: { territoryId }, counted: given }: Given, slot: Slot) {
  const practitioner = people.find(({ practitionerId }) => practitionerId === slot.practitionerId) ?? people[0]
  const location = LOCATIONS.find(({ locationId }) => locationId === slot.locationId) ?? LOCATIONS[0]
  if (!practitioner || !location) throw new Error('Nobody, or nowhere')
  const inFull = { slot, practitioner, location }
  const known = { territoryId, counted: given }
  const best = (among: readonly Seeker[]) => bestRequestFor(among, inFull, voted, known, NOW)
  return { waiting, best, practitioner, judge: judgeOf(inFull, voted, known, NOW) }
}
type Slot = Given['shown'][number]

describe('bestRequestFor', () => {
  test('finds one whom the place fits whenever there is one, and nobody else', () => {
    holds(({ waiting, best, judge }) => {
      const fits = waiting.filter((seeker) => judge(seeker.need) === 0)
      const found = best(waiting)
      expect(found === undefined).toBe(fits.length === 0)
      if (found) expect(fits).toContain(found)
    })
  })

  test('does not depend on the order in which they are told', () => {
    holds(({ waiting, best }) => {
      expect(best(waiting.toReversed())).toBe(best(waiting))
      expect(best([...waiting].sort((a, b) => a.need.dueAt - b.need.dueAt))).toBe(best(waiting))
    })
  })

  test('keeps the same one when another is taken away', () => {
    holds(({ waiting, best }) => {
      const found = best(waiting)
      for (const gone of waiting) if (gone !== found) expect(best(waiting.filter((each) => each !== gone))).toBe(found)
    })
  })

  test('puts the médecin traitant’s own first, whatever was voted', () => {
    holds(({ waiting, best, judge, practitioner }) => {
      const isOwn = (seeker: Seeker) => seeker.need.attendingId === practitioner.practitionerId
      const found = best(waiting)
      if (found && waiting.some((seeker) => isOwn(seeker) && judge(seeker.need) === 0)) expect(isOwn(found)).toBe(true)
    })
  })
})

test('requests stand before a place in one total order', () => {
  const stands = fc
    .record({ tier: fc.nat(3), seekers })
    .map(({ tier, seekers: all }) => all.map((seeker, index): Stand => ({ tier: (tier + index) % 3, seeker })))
  fc.assert(
    fc.property(stands, (all) => {
      for (const a of all) {
        for (const b of all) {
          expect(Math.sign(compareStands(a, b))).toBe(-Math.sign(compareStands(b, a)) + 0)
          expect(compareStands(a, b) === 0).toBe(a === b)
        }
      }
      const sorted = all.toSorted(compareStands)
      sorted.forEach((stand, index) => {
        const following = sorted[index + 1]
        if (following) expect(compareStands(stand, following)).toBeLessThan(0)
      })
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['a voted tier', { tier: 0, dueAt: 9, createdAt: 9, id: 'z' }],
  ['who must be seen first', { tier: 1, dueAt: 1, createdAt: 9, id: 'z' }],
  ['who has waited longest', { tier: 1, dueAt: 5, createdAt: 1, id: 'z' }],
  ['the id', { tier: 1, dueAt: 5, createdAt: 5, id: 'a' }],
])('%s goes before what comes after it', (_what, { tier, dueAt, createdAt, id }) => {
  const stand = (to: { tier: number; dueAt: number; createdAt: number; id: string }): Stand => ({
    tier: to.tier,
    seeker: {
      requestId: to.id,
      createdAt: to.createdAt,
      attendingPlaces: [],
      need: { dueAt: to.dueAt } as Seeker['need'],
    },
  })
  expect(
    compareStands(stand({ tier, dueAt, createdAt, id }), stand({ tier: 1, dueAt: 5, createdAt: 5, id: 'm' })),
  ).toBeLessThan(0)
})
