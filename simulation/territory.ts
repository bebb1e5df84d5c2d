import { dailyHabits, habitsOf, ROTA, rotaHabits, type Session, weeklyRange } from './habits.ts'
import { addressOf, civilityOf, type FictionRange, newPerson, phoneIn, rppsOf } from './people.ts'
import type { Case, Professional, TerritoryPlan, Town } from './professional.ts'
import { type Random, randomOf } from './random.ts'
import type { LocationRow } from './rows.ts'

/** Where synthetic directories begin: their ids never depend on the day they are made. */
const FOUNDED = Date.UTC(2024, 0, 1)

interface Profession {
  readonly code: string
  readonly specialty?: string
  /** Per 100,000 inhabitants: dossier §6 for GPs, orders of magnitude for the others. */
  readonly density: number
  readonly least: number
  readonly participates: { readonly share: number; readonly least: number }
  /** How many share one place. */
  readonly together: readonly [low: number, high: number]
  readonly house: readonly string[]
  /** TRE_R02. */
  readonly sector: string
}

const SURGERIES = ['Cabinet médical des Tilleuls', 'Cabinet médical de la Mairie', 'Maison de santé', 'Cabinet du Parc']
const NONE = { share: 0, least: 0 }
const SPECIALISTS = [
  ['SM04', 6, 'Cabinet de cardiologie'],
  ['SM15', 4, 'Cabinet de dermatologie'],
  ['SM20', 5, 'Cabinet de gynécologie'],
  ['SM34', 3, 'Cabinet d’ORL'],
  ['SM38', 7, 'Centre ophtalmologique'],
  ['SM42', 5, 'Cabinet de psychiatrie'],
  ['SM44', 8, 'Cabinet d’imagerie médicale'],
  ['SM48', 3, 'Cabinet de rhumatologie'],
] as const

const shared = { least: 2, together: [1, 3], sector: 'SA08' } as const
/** General practitioners first: they get the territory's first numbers, accounts and cases. */
export const PROFESSIONS: readonly Profession[] = [
  {
    code: '10',
    specialty: 'SM54',
    density: 78,
    least: 27,
    participates: { share: 0.16, least: 12 },
    together: [2, 5],
    house: SURGERIES,
    sector: 'SA08',
  },
  { ...shared, code: '60', density: 150, participates: { share: 0.025, least: 3 }, house: ['Cabinet infirmier'] },
  { ...shared, code: '50', density: 14, participates: { share: 0.2, least: 2 }, house: ['Cabinet de sages-femmes'] },
  {
    ...shared,
    code: '70',
    density: 110,
    participates: { share: 0.02, least: 2 },
    house: ['Cabinet de kinésithérapie'],
  },
  { ...shared, code: '40', density: 60, participates: { share: 0.03, least: 2 }, house: ['Cabinet dentaire'] },
  {
    ...shared,
    code: '21',
    density: 95,
    participates: NONE,
    house: ['Pharmacie du Marché', 'Pharmacie de la Gare', 'Pharmacie Centrale'],
    sector: 'SA33',
  },
  {
    ...shared,
    code: '10',
    specialty: 'SM40',
    density: 8,
    participates: { share: 0.25, least: 1 },
    house: ['Cabinet de pédiatrie'],
  },
  // A request without specialty may be offered to any doctor, so specialists share no places here.
  ...SPECIALISTS.map(([specialty, density, house]) => ({
    ...shared,
    least: 1,
    code: '10',
    specialty,
    density,
    participates: NONE,
    house: [house],
  })),
]

const NEIGHBOURS = { share: 0.08, least: 4 }

/** How many practise in a territory of `population` inhabitants. */
export const headcount = ({ density, least }: Pick<Profession, 'density' | 'least'>, population: number): number =>
  Math.max(least, Math.round((density * population) / 100_000))

export const populationOf = (towns: readonly Town[]): number =>
  towns.reduce((total, { population }) => total + population, 0)

/** One territory being made: its chance, and the numbers already given. */
class Founding {
  readonly plan: TerritoryPlan
  readonly random: Random
  readonly #first: number
  readonly #range: FictionRange
  #people = 0
  #phones = 0

  constructor(plan: TerritoryPlan, order: number) {
    this.plan = plan
    this.random = randomOf(`passerelle/${plan.shortCode}`)
    this.#first = order * 20_000
    this.#range = plan.shortCode === 'COSEN' ? '03 53 01' : '04 65 71'
  }

  readonly location = (town: Town, name: string, withPhone = true): LocationRow => ({
    id: this.random.uuid(FOUNDED),
    name,
    address: addressOf(this.random),
    postalCode: this.random.pick(town.postalCodes.length > 0 ? town.postalCodes : ['']),
    communeCode: town.code,
    phone: withPhone ? phoneIn(this.#range, this.#first / 4 + this.#phones++) : null,
    zone: this.plan.zone,
    latitude: round(town.latitude + (this.random.next() - 0.5) * 0.014),
    longitude: round(town.longitude + (this.random.next() - 0.5) * 0.018),
  })

  readonly professional = (
    { code, specialty, sector }: Profession,
    location: LocationRow,
    standing: 'member' | 'neighbour',
  ): Professional => {
    const { sex, givenName, familyName } = newPerson(this.random, code === '10' ? 0.5 : 0.7)
    const practitioner = {
      id: this.random.uuid(FOUNDED),
      rpps: rppsOf(this.#first + this.#people++),
      civility: civilityOf(code, sex),
      familyName,
      givenName,
      professionCode: code,
      specialtyCodes: specialty ? [specialty] : [],
    }
    const audiences = [{ territoryId: this.plan.id, standing }]
    const { holidayRegion } = this.plan
    return {
      practitioner,
      locations: [location],
      sectorCode: sector,
      audiences,
      sessions: [],
      cases: [],
      holidayRegion,
    }
  }
}

const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

/** Houses of a few professionals each, in communes drawn by population, until `count` have theirs. */
function settle(founding: Founding, profession: Profession, towns: readonly Town[], count: number): Professional[] {
  const { random } = founding
  const standing = towns === founding.plan.around ? 'neighbour' : 'member'
  const settled: Professional[] = []
  while (settled.length < count) {
    const town = random.weighted(towns.map((one) => [one, one.population] as const))
    const location = founding.location(town, houseName(random.pick(profession.house), town))
    const size = Math.min(random.between(...profession.together), count - settled.length)
    for (let seat = 0; seat < size; seat++) settled.push(founding.professional(profession, location, standing))
  }
  return settled
}

const houseName = (house: string, town: Town): string =>
  house === 'Maison de santé' ? `Maison de santé de ${town.name}`.replace('de Le ', 'du ') : house

/** Those who take part get their habits; the first few of a territory are those that outsiders rely on. */
function withHabits({ random }: Founding, profession: Profession, settled: readonly Professional[]): Professional[] {
  const { share, least } = profession.participates
  const count = share === 0 ? 0 : Math.max(least, Math.round(settled.length * share))
  const chosen = new Set(random.sample(settled, count))
  return settled.map((one) => (chosen.has(one) ? accustomed(one) : one))
}

function accustomed(one: Professional): Professional {
  const { rpps, professionCode, specialtyCodes } = one.practitioner
  return { ...one, sessions: habitsOf(rpps, professionCode, specialtyCodes[0], one.locations.length) }
}

/** The doctors whom the demonstration names: one of each case. */
function withCases(founding: Founding, doctors: readonly Professional[]): Professional[] {
  const { plan, random } = founding
  const town = random.weighted(plan.towns.map((one) => [one, one.population] as const))
  const second = founding.location(town, 'Consultations du Centre')
  const silent = founding.location(town, 'Cabinet médical du Lavoir', false)
  const as = (cases: readonly Case[], sessions: readonly Session[], change: Partial<Professional> = {}) => ({
    cases,
    sessions,
    ...change,
  })
  const named = [
    as(['single-location', 'en-sus'], dailyHabits(15, true)),
    as(
      ['multi-location'],
      dailyHabits(20, false).map((session, index) => ({ ...session, location: index % 2 })),
      { away: 'other-calendar' },
    ),
    as(['single-location'], [...dailyHabits(20, false), weeklyRange(3)], {
      away: 'some-days',
      caps: { weeklyCap: 18, dailyCap: 8 },
    }),
    as(['single-location', 'no-phone'], dailyHabits(15, false), {
      locations: [silent],
      away: 'alternate-thursdays',
      caps: { weeklyCap: null, dailyCap: 10 },
    }),
    as(['no-free-slot'], []),
  ]
  return doctors.map((doctor, index) => {
    const change = named[index]
    if (!change) return doctor
    const locations = change.cases.includes('multi-location') ? [...doctor.locations, second] : doctor.locations
    return { ...doctor, locations, ...change }
  })
}

const NAMED = 5

/** The rota of the day house and of the duty house: doctors of the territory, each with a practice of their own besides. */
function withRota(founding: Founding, doctors: readonly Professional[]): Professional[] {
  const { towns } = founding.plan
  const largest = towns.reduce((one, other) => (other.population > one.population ? other : one))
  const dayHouse = founding.location(largest, 'Maison médicale de jour')
  const dutyHouse = founding.location(largest, 'Maison médicale de garde')
  const chosen = founding.random.sample(
    doctors.slice(NAMED).filter(({ sessions }) => sessions.length === 0),
    ROTA,
  )
  return doctors.map((doctor) => {
    const rest = chosen.indexOf(doctor)
    if (rest < 0) return doctor
    const locations = [...doctor.locations, dayHouse, dutyHouse]
    return { ...doctor, locations, sessions: rotaHabits(rest, locations.length - 2, locations.length - 1) }
  })
}

/** One of those who share something has left, and nobody knows when they come back. */
function withSomebodyAway(doctors: readonly Professional[]): Professional[] {
  const gone = doctors.findLast(({ sessions }) => sessions.length > 0 && sessions.every(({ turn }) => !turn))
  return doctors.map((doctor) => (doctor === gone ? { ...doctor, away: 'no-return-date' } : doctor))
}

/** One general practitioner in ten also receives in another practice. */
function withSecondPlaces({ random }: Founding, doctors: readonly Professional[]): Professional[] {
  const places = doctors.flatMap(({ locations }) => locations)
  return doctors.map((doctor, index) => {
    if (index < NAMED || !random.chance(0.1)) return doctor
    const other = random.pick(places)
    return doctor.locations.includes(other) ? doctor : { ...doctor, locations: [...doctor.locations, other] }
  })
}

/**
 * The professionals of a territory, by density, and its neighbours just outside; the same whatever the day. `order`
 * keeps the numbers of several territories apart.
 */
export function professionalsOf(plan: TerritoryPlan, order: number): Professional[] {
  const founding = new Founding(plan, order)
  const population = populationOf(plan.towns)
  const [general, ...others] = PROFESSIONS
  if (!general) return []
  const doctors = withSecondPlaces(founding, settle(founding, general, plan.towns, headcount(general, population)))
  const practising = withSomebodyAway(withRota(founding, withCases(founding, withHabits(founding, general, doctors))))
  const neighbourhood = Math.max(NEIGHBOURS.least, Math.round(doctors.length * NEIGHBOURS.share))
  const neighbours = plan.around.length > 0 ? settle(founding, general, plan.around, neighbourhood) : []
  return [
    ...practising,
    ...others.flatMap((profession) =>
      withHabits(founding, profession, settle(founding, profession, plan.towns, headcount(profession, population))),
    ),
    ...neighbours.map(accustomed),
  ]
}
