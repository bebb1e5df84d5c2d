import type { Source } from '../domain/requests/states.ts'
import type { Random } from './random.ts'

/** What somebody calls for. */
export interface Need {
  readonly professionCode: string
  readonly reason: string
  readonly ageMonths: number
  readonly sex: 'F' | 'H'
  readonly source: Source
  readonly delay: 'same-day' | '24h' | '48h'
  readonly regulationPriority: 'P2' | 'P3' | 'NR'
  readonly modality: 'AMB' | 'HH' | 'VR'
  readonly mobility: boolean
}

/** By profession and age in years: [reason, from, until (included), only of this sex, weight]. */
type Reason = readonly [reason: string, from: number, until: number, sex: 'F' | 'H' | '', weight: number]

const ANY_AGE: readonly Reason[] = [
  ['Fièvre depuis 48 h', 3, 70, '', 8],
  ['Toux et fièvre, syndrome grippal', 3, 90, '', 7],
  ['Angine, odynophagie', 3, 60, '', 5],
  ['Otalgie', 1, 60, '', 5],
  ['Gastro-entérite, vomissements', 1, 85, '', 5],
  ['Douleur lombaire aiguë', 18, 85, '', 6],
  ['Entorse de cheville', 8, 60, '', 3],
  ['Plaie superficielle de la main', 2, 85, '', 2],
  ['Éruption cutanée', 0, 70, '', 3],
  ['Brûlures urinaires', 16, 90, 'F', 5],
  ['Conjonctivite', 0, 80, '', 3],
  ['Sinusite, céphalées', 12, 70, '', 3],
  ['Migraine inhabituelle par sa durée', 14, 60, '', 2],
  ['Douleur abdominale modérée', 5, 85, '', 3],
  ['Torticolis', 12, 70, '', 2],
  ['Piqûre d’insecte, réaction locale', 1, 80, '', 1],
  ['Lumbago avec sciatalgie', 25, 80, '', 3],
  ['Panaris, doigt rouge et douloureux', 6, 80, '', 1],
  ['Zona suspecté', 40, 95, '', 1],
  ['Vertiges depuis ce matin', 30, 95, '', 2],
  ['Anxiété, insomnie depuis une semaine', 16, 80, '', 2],
  ['Douleur de l’épaule', 30, 85, '', 2],
  ['Bronchite traînante', 20, 90, '', 4],
  ['Poussée d’asthme légère, sans détresse', 6, 60, '', 2],
  ['Renouvellement de traitement interrompu', 30, 95, '', 2],
]
const CHILDREN: readonly Reason[] = [
  ['Fièvre du nourrisson de plus de 3 mois, bon état général', 0, 2, '', 8],
  ['Bronchiolite sans signe de gravité', 0, 1, '', 5],
  ['Otite suspectée', 0, 8, '', 8],
  ['Toux de l’enfant, fièvre modérée', 1, 12, '', 7],
  ['Varicelle', 1, 9, '', 3],
  ['Impétigo', 2, 11, '', 2],
]
const ELDERLY: readonly Reason[] = [
  ['Altération de l’état général depuis 3 jours', 72, 104, '', 5],
  ['Toux grasse, patient en EHPAD', 75, 104, '', 4],
  ['Chute sans traumatisme crânien, douleur de hanche modérée', 72, 104, '', 2],
  ['Œdème des jambes', 65, 104, '', 3],
]
const OTHERS: Readonly<Record<string, readonly Reason[]>> = {
  '60': [
    ['Pansement à refaire après chute', 18, 100, '', 3],
    ['Sonde urinaire à changer', 60, 100, '', 1],
    ['Injection prescrite, domicile', 20, 100, '', 2],
  ],
  '50': [
    ['Saignements modérés, grossesse de 8 semaines', 18, 44, 'F', 1],
    ['Engorgement mammaire', 20, 42, 'F', 2],
    ['Contraception d’urgence', 15, 45, 'F', 1],
  ],
  '70': [
    ['Lombalgie aiguë, accès direct', 20, 75, '', 2],
    ['Entorse de cheville, accès direct', 14, 55, '', 2],
  ],
  '40': [
    ['Douleur dentaire', 6, 90, '', 4],
    ['Dent cassée', 5, 70, '', 1],
    ['Abcès dentaire', 18, 85, '', 2],
  ],
}

const SOURCES: readonly (readonly [Source, number])[] = [
  ['sas', 60],
  ['116117', 6],
  ['telesecretariat', 16],
  ['professional', 10],
  ['cpts', 8],
]
const PROFESSIONS = [
  ['10', 90],
  ['60', 3],
  ['50', 2],
  ['70', 2],
  ['40', 3],
] as const

/** 31 % under 17 and many over 75, as the study of dossier §6 found. */
const AGES: readonly (readonly [readonly [low: number, high: number], number])[] = [
  [[0, 4], 14],
  [[5, 16], 17],
  [[17, 39], 27],
  [[40, 64], 22],
  [[65, 79], 11],
  [[80, 101], 9],
]

/** One need, as they are on the telephone: ages, sexes, reasons and urgencies in their usual shares. */
export function newNeed(random: Random): Need {
  const professionCode = random.weighted(PROFESSIONS)
  const [low, high] = random.weighted(AGES)
  const age = random.between(low, high)
  const sex = random.chance(0.54) ? 'F' : 'H'
  const [reason, years, sexOf] = reasonFor(random, professionCode, age, sex)
  const home = professionCode === '60' || (years >= 75 && random.chance(0.12))
  const video = professionCode === '10' && years >= 18 && years < 60 && random.chance(0.03)
  return {
    professionCode,
    reason,
    ageMonths: years * 12 + random.between(0, 11),
    sex: sexOf,
    source: random.weighted(SOURCES),
    delay: random.weighted([
      ['same-day', 28],
      ['24h', 42],
      ['48h', 30],
    ]),
    regulationPriority: random.weighted([
      ['P2', 72],
      ['P3', 26],
      ['NR', 2],
    ]),
    modality: home && professionCode === '60' ? 'HH' : modalityOf(video),
    mobility: home && random.chance(0.6),
  }
}

const modalityOf = (video: boolean): 'AMB' | 'VR' => (video ? 'VR' : 'AMB')

/** A reason that suits the age and sex; for the few reasons of a profession, the age is brought to one that suits. */
function reasonFor(random: Random, professionCode: string, age: number, sex: 'F' | 'H') {
  const list = OTHERS[professionCode] ?? reasonsOf(age)
  const suits = ([, from, until, only]: Reason) => age >= from && age <= until && (!only || only === sex)
  const suiting = list.filter(suits)
  const pool = suiting.length > 0 ? suiting : list
  const [reason, from, until, only] = random.weighted(pool.map((one) => [one, one[4]] as const))
  const years = Math.min(until, Math.max(from, age))
  return [reason, years, only || sex] as const
}

function reasonsOf(age: number): readonly Reason[] {
  if (age <= 2) return CHILDREN
  if (age < 12) return [...CHILDREN, ...ANY_AGE]
  return age >= 72 ? [...ELDERLY, ...ANY_AGE] : ANY_AGE
}
