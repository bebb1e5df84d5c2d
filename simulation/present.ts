import { DAY, HOUR, type Instant, MINUTE } from '../domain/time/interval.ts'
import { type Callers, NOTICE, pickSoonest, wishOf } from './call.ts'
import type { Stand, Wish } from './market.ts'
import type { Need } from './needs.ts'
import type { Professional } from './professional.ts'
import type { Scene, Story } from './story.ts'

/** The doctors of the first accounts: what happens now happens to them. */
export interface Known {
  readonly enSus: Professional
  readonly attending: Professional
  readonly others: readonly Professional[]
}

interface Work {
  readonly scene: Scene
  readonly callers: Callers
  readonly known: Known
}

const ADULT: Need = {
  professionCode: '10',
  reason: 'Douleur lombaire aiguë',
  ageMonths: 47 * 12 + 3,
  sex: 'H',
  source: 'sas',
  delay: '24h',
  regulationPriority: 'P2',
  modality: 'AMB',
  mobility: false,
}

/** What is on the screens at `now`: one request in each state, from the one just received to the visit nobody told of. */
export function presentOf(scene: Scene, callers: Callers, known: Known): Story[] {
  const work = { scene, callers, known }
  return [
    ...justReceived(work),
    ...searching(work),
    returnedLate(work),
    contacting(work),
    ...proposed(work),
    ...booked(work),
    ...awaiting(work),
    unplaced(work),
  ]
}

const ago = ({ now }: Scene, minutes: number): Instant => now - minutes * MINUTE

function justReceived({ scene, callers }: Work): Story[] {
  const child: Need = { ...ADULT, reason: 'Otite suspectée', ageMonths: 41, sex: 'F', source: '116117' }
  const sent: Need = { ...ADULT, reason: 'Altération de l’état général depuis 3 jours', ageMonths: 83 * 12, sex: 'F' }
  const young: Need = { ...ADULT, reason: 'Angine, odynophagie', ageMonths: 19 * 12, regulationPriority: 'P3' }
  return [
    callers.begin(child, ago(scene, 4), 'QUALIFIED'),
    callers.begin({ ...sent, source: 'professional' }, ago(scene, 12), 'QUALIFIED', 'known'),
    callers.begin({ ...ADULT, reason: 'Vertiges depuis ce matin', sex: 'F' }, ago(scene, 7), 'REGULATED', 'known'),
    callers.begin({ ...young, delay: '48h' }, ago(scene, 23), 'REGULATED'),
  ]
}

function searching({ scene, callers }: Work): Story[] {
  const ankle: Need = { ...ADULT, reason: 'Entorse de cheville', ageMonths: 26 * 12 + 8, source: 'telesecretariat' }
  const burning: Need = { ...ADULT, reason: 'Brûlures urinaires', ageMonths: 34 * 12, sex: 'F', delay: 'same-day' }
  return [
    taken(scene, callers.begin(burning, ago(scene, 17), 'REGULATED', 'known'), 13),
    taken(scene, callers.begin(ankle, ago(scene, 31), 'QUALIFIED'), 26),
  ]
}

function taken(scene: Scene, story: Story, minutesAgo: number): Story {
  story.take(ago(scene, minutesAgo))
  story.move('SEARCHING', ago(scene, minutesAgo - 1))
  return story
}

/** The most urgent one: its first place was cancelled, and little time is left. */
function returnedLate({ scene, callers }: Work): Story {
  const began = ago(scene, 22 * 60 + 40)
  const story = callers.begin(
    { ...ADULT, reason: 'Bronchite traînante', ageMonths: 71 * 12 },
    began,
    'REGULATED',
    'known',
  )
  story.take(began + 3 * MINUTE)
  story.move('SEARCHING', began + 5 * MINUTE)
  const stand = soonest(scene, { ...wishOf(scene, ADULT, began, scene.now + NOTICE), dueAt: scene.now + 2 * DAY })
  if (!stand) return story
  const { appointment, place } = story.book(stand, began + 9 * MINUTE)
  story.cancel(appointment, stand, place, ago(scene, 14))
  return story
}

function contacting({ scene, callers, known }: Work): Story {
  const need: Need = { ...ADULT, reason: 'Sinusite, céphalées', ageMonths: 38 * 12, sex: 'F', delay: '48h' }
  const story = callers.begin(need, ago(scene, 10), 'REGULATED', known.attending)
  story.take(ago(scene, 8))
  story.move('MT_CONTACT', ago(scene, 6))
  return story
}

const soonest = ({ market, random }: Scene, wish: Wish): Stand | undefined =>
  pickSoonest(random, market.suiting(wish, 4))

function proposed({ scene, callers, known }: Work): Story[] {
  const need: Need = { ...ADULT, reason: 'Toux de l’enfant, fièvre modérée', ageMonths: 7 * 12, delay: '48h' }
  const practitionerId = known.enSus.practitioner.id
  const wish = wishOf(scene, need, scene.now, scene.now)
  const stand = soonest(scene, { ...wish, kinds: ['en-sus'], practitionerId })
  if (!stand) return []
  const story = taken(scene, callers.begin(need, ago(scene, 19), 'REGULATED', 'known'), 15)
  story.book(stand, ago(scene, 6))
  return [story]
}

/** Patients who are to come, today or tomorrow. */
function booked({ scene, callers, known }: Work): Story[] {
  const needs: Need[] = [
    { ...ADULT, reason: 'Éruption cutanée', ageMonths: 29 * 12, sex: 'F' },
    { ...ADULT, reason: 'Fièvre depuis 48 h', ageMonths: 9 * 12, source: 'telesecretariat' },
    { ...ADULT, reason: 'Zona suspecté', ageMonths: 66 * 12, delay: '48h' },
  ]
  return needs.flatMap((need, index) => {
    const at = ago(scene, 55 - index * 6)
    const doctor = [known.enSus, ...known.others][index]
    const practitionerId = doctor?.practitioner.id
    const stand = soonest(scene, { ...wishOf(scene, need, scene.now, scene.now + NOTICE), practitionerId })
    if (!stand) return []
    const story = taken(scene, callers.begin(need, at, 'REGULATED'), 50 - index * 6)
    story.book(stand, ago(scene, 44 - index * 6))
    return [story]
  })
}

/** Visits that are over, of which nobody has said anything yet. */
function awaiting({ scene, callers, known }: Work): Story[] {
  const { market, now } = scene
  const needs: Need[] = [
    { ...ADULT, reason: 'Lumbago avec sciatalgie', ageMonths: 52 * 12 },
    { ...ADULT, reason: 'Conjonctivite', ageMonths: 12 * 12, sex: 'F' },
  ]
  return needs.flatMap((need) => {
    const wish = { ...wishOf(scene, need, now, now - DAY), dueAt: now - 25 * MINUTE }
    const practitionerId = known.enSus.practitioner.id
    const stand = market.suiting({ ...wish, practitionerId }, 20).at(-1)
    if (!stand) return []
    const at = stand.slot.startAt - 5 * HOUR
    const story = callers.begin(need, at, 'REGULATED')
    story.take(at + 4 * MINUTE)
    story.move('SEARCHING', at + 5 * MINUTE)
    story.book(stand, at + 11 * MINUTE)
    return [story]
  })
}

function unplaced({ scene, callers }: Work): Story {
  const need: Need = { ...ADULT, reason: 'Douleur de l’épaule', ageMonths: 58 * 12, regulationPriority: 'P3' }
  const story = taken(scene, callers.begin(need, ago(scene, 5 * 60), 'REGULATED', 'known'), 4 * 60 + 50)
  story.close('unplaced', ago(scene, 4 * 60))
  return story
}
