import type { State } from '../domain/requests/states.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../domain/time/interval.ts'
import { dayNumber, startOfDay } from '../domain/time/wall-clock.ts'
import { livedWeekday } from './agenda.ts'
import { type Callers, NOTICE, Pace, pickSoonest, reachSearch, wishOf } from './call.ts'
import type { Stand } from './market.ts'
import { type Need, newNeed } from './needs.ts'
import { isGeneralPractitioner } from './professional.ts'
import type { Random } from './random.ts'
import type { AppointmentRow, PlaceRow } from './rows.ts'
import type { Scene, Story } from './story.ts'
import { populationOf } from './territory.ts'

/** Between the dossier's central and high estimates (4 and 9 bookings), all sources and ends of a call together. */
const REQUESTS_PER_100_000 = 11
/** Monday to Sunday. */
const WEEKDAY_WEIGHTS = [1.25, 1, 0.95, 0.95, 1.05, 0.6, 0.4]
/** [from, until (hours), weight]: dossier §6 by day, and a little after. */
const HOURS = [
  [8, 14, 51],
  [14, 18, 25.5],
  [18, 20, 20],
  [20, 22, 3.5],
] as const

const FATES = [
  ['placed', 85],
  ['advice', 9],
  ['emergency', 2],
  ['abandoned', 3],
  ['unplaced', 1],
] as const

/** The calls of one day that were made before `until`, in order. */
function callsOf({ plan, random }: Scene, day: number, until: Instant): Instant[] {
  const weight = WEEKDAY_WEIGHTS[livedWeekday(day, plan) - 1] ?? 1
  const mean = (REQUESTS_PER_100_000 * weight * populationOf(plan.towns)) / 100_000
  const midnight = startOfDay(day, plan.zone)
  const calls = Array.from({ length: random.poisson(mean) }, () => {
    const [from, to] = random.weighted(HOURS.map((one) => [one, one[2]] as const))
    return midnight + from * HOUR + Math.floor(random.next() * (to - from) * HOUR)
  })
  return calls.filter((at) => at < until).sort((one, other) => one - other)
}

/** `weeks` of requests, each to where it stands at `now`; the last hour is left to those who are being worked on. */
export function historyOf(scene: Scene, callers: Callers, weeks: number): Story[] {
  const today = dayNumber(scene.now, scene.plan.zone)
  const days = Array.from({ length: weeks * 7 + 1 }, (_, index) => today - weeks * 7 + index)
  return days.flatMap((day) => callsOf(scene, day, scene.now - HOUR).map((at) => storyOf(scene, callers, at)))
}

function storyOf(scene: Scene, callers: Callers, at: Instant): Story {
  const { random } = scene
  const need = neededAt(newNeed(random), at, scene)
  const fate = random.weighted(FATES)
  const isRegulated = ['sas', '116117'].includes(need.source)
  const state = isRegulated && random.chance(0.8) ? 'REGULATED' : 'QUALIFIED'
  const pace = new Pace(random, at)
  if (fate === 'placed') return placedStory(scene, callers, need, state, at)
  const story = callers.begin(need, at, state)
  reachSearch(scene, story, pace)
  if (fate === 'unplaced') search(story, pace)
  story.close(fate, pace.after(3, fate === 'unplaced' ? 40 : 15))
  return story
}

/** Nobody asks in the evening to be seen the same day. */
const neededAt = (need: Need, at: Instant, { plan }: Scene): Need =>
  need.delay === 'same-day' && at > startOfDay(dayNumber(at, plan.zone), plan.zone) + 16 * HOUR
    ? { ...need, delay: '24h' }
    : need

const search = (story: Story, pace: Pace): void => {
  if (story.request.state !== 'SEARCHING') story.move('SEARCHING', pace.after(1, 4))
}

/** Somebody is found: the médecin traitant for about 30 %, else somebody of the territory, now and then a neighbour. */
function placedStory(scene: Scene, callers: Callers, need: Need, state: 'QUALIFIED' | 'REGULATED', at: Instant): Story {
  const found = findStand(scene, need, at)
  const story = callers.begin(need, at, state, found?.isOwn ? found.stand.professional : 'any')
  const pace = new Pace(scene.random, at)
  reachSearch(scene, story, pace)
  if (!found) {
    search(story, pace)
    story.close('unplaced', pace.after(10, 40))
    return story
  }
  if (found.isOwn) contactFirst(story, pace)
  else {
    search(story, pace)
    if (scene.random.chance(0.08)) proposeFirst(scene, story, need, pace)
  }
  if (SEEKING.includes(story.request.state)) bookAndMaybeMove(scene, story, need, found.stand, pace)
  return story
}

const SEEKING: readonly State[] = ['MT_CONTACT', 'SEARCHING']

/** The médecin traitant is called before a place is looked for in their agenda. */
function contactFirst(story: Story, pace: Pace): void {
  if (!SEEKING.includes(story.request.state)) story.move('MT_CONTACT', pace.after(1, 3))
}

function findStand(scene: Scene, need: Need, at: Instant): { stand: Stand; isOwn: boolean } | undefined {
  const { random, market } = scene
  const wish = wishOf(scene, need, at, at + NOTICE)
  const asksOwn = need.professionCode === '10' && random.chance(0.36)
  const attending = asksOwn ? pickSoonest(random, ownDoctors(scene, wish)) : undefined
  if (attending) return { stand: attending, isOwn: true }
  const standing = random.chance(0.08) ? ('neighbour' as const) : ('member' as const)
  const stand =
    pickSoonest(random, market.suiting({ ...wish, standing }, 10)) ?? pickSoonest(random, market.suiting(wish, 6))
  return stand && { stand, isOwn: false }
}

/** Places of doctors whom patients may have as their own: any of them may be this patient's. */
const ownDoctors = ({ market }: Scene, wish: Parameters<typeof market.suiting>[0]): Stand[] =>
  market
    .suiting({ ...wish, kinds: ['slots'], standing: 'member' }, 16)
    .filter(({ professional }) => isGeneralPractitioner(professional))

/** A patient en sus: accepted by most, else the search goes on. */
function proposeFirst(scene: Scene, story: Story, need: Need, pace: Pace): void {
  const { random, market, now } = scene
  const at = pace.after(2, 5)
  const wish = wishOf(scene, need, story.request.createdAt, at)
  const stand = pickSoonest(random, market.suiting({ ...wish, kinds: ['en-sus'] }, 4))
  const answerAt = at + random.between(4, 14) * MINUTE
  if (!stand || answerAt > now) return
  const { appointment, place } = story.book(stand, at)
  pace.from(answerAt)
  if (!random.chance(0.75)) {
    story.decline(appointment, stand, place, answerAt)
    return
  }
  const earliest = Math.max(stand.slot.startAt, answerAt + 30 * MINUTE)
  const startAt = Math.min(stand.slot.endAt - 15 * MINUTE, Math.ceil(earliest / (5 * MINUTE)) * 5 * MINUTE)
  story.accept(appointment, answerAt, startAt)
  followUp(scene, story, appointment)
}

/** Booked; four in a hundred cannot come after all and are given another place. */
function bookAndMaybeMove(scene: Scene, story: Story, need: Need, stand: Stand, pace: Pace): void {
  const { random, now } = scene
  const { appointment, place } = story.book(stand, Math.min(pace.after(1, 6), stand.slot.startAt - MINUTE))
  const cancelAt = appointment.bookedAt + random.between(20, 90) * MINUTE
  if (random.chance(0.04) && cancelAt < Math.min(now - HOUR, stand.slot.startAt)) {
    moveElsewhere(scene, story, need, { appointment, place, stand }, cancelAt)
  } else followUp(scene, story, appointment)
}

function moveElsewhere(
  scene: Scene,
  story: Story,
  need: Need,
  booked: { appointment: AppointmentRow; place: PlaceRow; stand: Stand },
  at: Instant,
): void {
  const { random, market } = scene
  story.cancel(booked.appointment, booked.stand, booked.place, at)
  const pace = new Pace(random, at)
  const wish = { ...wishOf(scene, need, at, at + NOTICE), dueAt: at + 2 * DAY }
  const other = market.suiting(wish, 5).filter((stand) => stand !== booked.stand)
  const stand = pickSoonest(random, other)
  if (!stand) {
    story.close('abandoned', pace.after(2, 10))
    return
  }
  story.move('SEARCHING', pace.after(1, 4))
  followUp(scene, story, story.book(stand, pace.after(2, 8)).appointment)
}

/** What the professional says once the visit is over, and the file closed; as far as it happened before `now`. */
function followUp({ random, now }: Scene, story: Story, appointment: AppointmentRow): void {
  const pace = new Pace(random, appointment.endAt)
  const said = pace.after(3, 90)
  const isForgotten = now - said < 2 * DAY && random.chance(0.06)
  if (said >= now || isForgotten) return
  story.settle(appointment, said)
  const missed = appointment.status === 'noshow'
  if (!missed && random.chance(0.7)) {
    const sent = pace.after(1, 20)
    if (sent >= now) return
    story.sendFeedback(appointment, sent)
  }
  const closed = closingTime(random, pace)
  if (closed < now) story.close('done', closed)
}

const closingTime = (random: Random, pace: Pace): Instant => pace.after(30, 60) + random.between(0, 20) * HOUR
