import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedWith, type Picture } from '../availability/picture.ts'
import { MINUTE } from '../time/interval.ts'
import { dayNumber, weekNumber } from '../time/wall-clock.ts'
import { acceptsReason } from './accepted-reasons.ts'
import { ownCapMask, practitionerMask, slotMask, wanted } from './eligibility.ts'
import { exclusions } from './exclusions.ts'
import { compare, decidedBy, rank, standingAt } from './ranking.ts'
import { facts, NOW, need, pictureOf, policy, practitioners, slots } from './test-arbitrary.ts'

const EVERYTHING = { limit: 1_000 }
const cases = { people: practitioners, shown: slots, need, policy, facts }

const ids = (ranking: ReturnType<typeof rank>) => ranking.offers.map(({ slotId }) => slotId)

/** The set by definition: each slot judged alone, without index nor early exit. */
function eligibleByHand(
  picture: Picture,
  { need: n, policy: p, facts: f }: Pick<Case, 'need' | 'policy' | 'facts'>,
): string[] {
  return [...picture.rows].flatMap(([slotId, row]) => {
    const practice = picture.columns.practice[row] ?? 0
    const who = picture.practices[practice]
    if (!who) return []
    const standing = standingAt(picture, practice, f.territoryId, picture.columns.start[row] ?? 0)
    const counted = countedWith(picture, row)
    const isAttending = who.practitionerId === n.attendingId
    const held = wanted(n, picture, p, f.territoryId, NOW)
    const mask = slotMask(picture.columns, row, held, standing, isAttending, counted.week)
    return (practitionerMask(who, n) | ownCapMask(who, isAttending, counted) | mask) === 0 ? [slotId] : []
  })
}
type Case = { [Name in keyof typeof cases]: (typeof cases)[Name] extends fc.Arbitrary<infer Value> ? Value : never }

const holds = (check: (given: Case) => void) => fc.assert(fc.property(fc.record(cases), check), { numRuns: 500 })

describe('rank', () => {
  test('offers exactly the eligible slots', () => {
    holds((given) => {
      const picture = pictureOf(given.people, given.shown)
      const ranking = rank(given.need, picture, given.policy, given.facts, NOW, EVERYTHING)
      expect(ids(ranking).sort()).toEqual(eligibleByHand(picture, given).sort())
      expect(ranking.count).toBe(ranking.offers.length)
    })
  })

  test('puts them in one total order', () => {
    holds((given) => {
      const { offers } = rank(
        given.need,
        pictureOf(given.people, given.shown),
        given.policy,
        given.facts,
        NOW,
        EVERYTHING,
      )
      offers.forEach((offer, index) => {
        const following = offers[index + 1]
        if (!following) return
        expect(compare(offer, following)).toBeLessThan(0)
        expect(compare(following, offer)).toBeGreaterThan(0)
        expect(decidedBy(offer, following, given.policy)).toBeDefined()
      })
    })
  })

  test('puts the médecin traitant first whenever eligible, whatever the policy', () => {
    holds((given) => {
      const { offers } = rank(
        given.need,
        pictureOf(given.people, given.shown),
        given.policy,
        given.facts,
        NOW,
        EVERYTHING,
      )
      const firstOther = offers.findIndex(({ isAttending }) => !isAttending)
      if (firstOther >= 0) expect(offers.slice(firstOther).some(({ isAttending }) => isAttending)).toBe(false)
    })
  })

  test('never puts a professional of the territory behind an outsider equal in all else, whatever the policy', () => {
    fc.assert(
      fc.property(fc.record({ ...cases, twins: fc.nat(39) }), ({ twins, ...given }) => {
        const original = given.shown[twins % Math.max(1, given.shown.length)]
        if (!original) return
        const base = given.people.find(({ practitionerId }) => practitionerId === original.practitionerId)
        if (!base) return
        const audience = { territoryId: given.facts.territoryId, from: 0, until: Number.POSITIVE_INFINITY }
        const twin = (practitionerId: string, standing: 'member' | 'neighbour') => ({
          ...base,
          practitionerId,
          audiences: [{ ...audience, standing }],
        })
        const people = [
          ...given.people,
          twin('outsider', 'neighbour'),
          twin('own', 'member'),
        ] as unknown as Case['people']
        const shown = [
          { ...original, slotId: 'a-outsider', practitionerId: 'outsider' },
          { ...original, slotId: 'b-own', practitionerId: 'own' },
        ]
        const order = ids(
          rank(given.need, pictureOf(people, [...given.shown, ...shown]), given.policy, given.facts, NOW, EVERYTHING),
        )
        if (order.includes('a-outsider')) expect(order.indexOf('b-own')).toBeLessThan(order.indexOf('a-outsider'))
        expect(order.includes('a-outsider')).toBe(order.includes('b-own'))
      }),
      { numRuns: 500 },
    )
  })

  test('does not depend on the order in which slots arrived, nor on old versions arriving late', () => {
    fc.assert(
      fc.property(fc.record(cases), fc.infiniteStream(fc.nat()), (given, random) => {
        const straight = rank(
          given.need,
          pictureOf(given.people, given.shown),
          given.policy,
          given.facts,
          NOW,
          EVERYTHING,
        )
        const stale = given.shown.map((slot) => ({
          ...slot,
          version: 0,
          free: slot.capacity,
          start: slot.start + 900_000,
        }))
        const keyed = [...given.shown, ...stale].map((slot) => ({ slot, key: random.next().value ?? 0 }))
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ slot }) => slot)
        const crooked = rank(given.need, pictureOf(given.people, shuffled), given.policy, given.facts, NOW, EVERYTHING)
        expect(ids(crooked)).toEqual(ids(straight))
        expect(crooked.digest).toBe(straight.digest)
      }),
      { numRuns: 300 },
    )
  })

  test('compares two offers by themselves: taking one away reorders no other', () => {
    holds((given) => {
      const picture = pictureOf(given.people, given.shown)
      const all = rank(given.need, picture, given.policy, given.facts, NOW, EVERYTHING)
      const gone = all.offers[Math.floor(all.offers.length / 2)]
      if (!gone) return
      picture.columns.visibility[gone.row] = 0 // still counted in loads, no longer offered: the facts stay as they were
      const fewer = rank(given.need, picture, given.policy, given.facts, NOW, EVERYTHING)
      expect(ids(fewer)).toEqual(ids(all).filter((slotId) => slotId !== gone.slotId))
      expect(fewer.digest).not.toBe(all.digest)
    })
  })

  test('gives the same list page by page', () => {
    fc.assert(
      fc.property(fc.record(cases), fc.integer({ min: 1, max: 7 }), (given, limit) => {
        const picture = pictureOf(given.people, given.shown)
        const whole = rank(given.need, picture, given.policy, given.facts, NOW, EVERYTHING)
        const paged: string[] = []
        let after: ReturnType<typeof rank>['offers'][number] | undefined
        for (let more = true; more; ) {
          const page = rank(given.need, picture, given.policy, given.facts, NOW, { limit, after })
          paged.push(...ids(page))
          after = page.offers.at(-1)
          more = page.more
          expect(page.digest).toBe(whole.digest)
        }
        expect(paged).toEqual(ids(whole))
      }),
      { numRuns: 300 },
    )
  })
})

/** What stands against a slot, told from the plain records, without picture nor bits. */
function againstByHand({ people, shown, need: n, facts: f }: Case, slotId: string): string[] {
  const slot = shown.find((each) => each.slotId === slotId)
  const who = people.find(({ practitionerId }) => practitionerId === slot?.practitionerId)
  if (!slot || !who) return ['from nowhere']
  const given = (of: (start: number, zone: string) => number) =>
    shown
      .filter((each) => each.practitionerId === who.practitionerId)
      .filter(({ start }) => of(start, 'Europe/Paris') === of(slot.start, 'Europe/Paris'))
      .reduce((sum, { counted }) => sum + counted, 0)
  const isFree = who.practitionerId === n.attendingId
  const latest = (slot.kind === 'slots' ? slot.start : slot.end) - slot.leadMinutes * MINUTE
  const isKept = slot.visibility.join() === 'CPTS' && !(slot.cpts ?? [f.territoryId]).includes(f.territoryId)
  const against = {
    released: slot.releaseAt !== null && slot.releaseAt <= NOW,
    'too late to say': latest < NOW,
    'another reason': !acceptsReason(slot.reasons, n.reason),
    'another CPTS': isKept,
    'day full': !isFree && given(dayNumber) >= (who.ownDailyCap ?? 1_000),
    'week full': !isFree && given(weekNumber) >= (who.ownWeeklyCap ?? 1_000),
  }
  return Object.entries(against).flatMap(([name, stands]) => (stands ? [name] : []))
}

test('nothing is offered that its professional did not want so', () => {
  holds((given) => {
    const picture = pictureOf(given.people, given.shown)
    for (const slotId of ids(rank(given.need, picture, given.policy, given.facts, NOW, EVERYTHING)))
      expect(againstByHand(given, slotId)).toEqual([])
  })
})

test('every slot that is not offered is told with its reasons, and none that is', () => {
  holds((given) => {
    const picture = pictureOf(given.people, given.shown)
    const offered = new Set(ids(rank(given.need, picture, given.policy, given.facts, NOW, EVERYTHING)))
    for (const { row, mask } of exclusions(given.need, picture, given.policy, given.facts, NOW)) {
      expect(mask).not.toBe(0)
      expect(offered.has(picture.ids[row] ?? '')).toBe(false)
    }
  })
})
