import type { Random } from './random.ts'

const FEMALE =
  'Adèle Agathe Aline Amandine Anaïs Anne-Laure Aude Béatrice Camille Capucine Caroline Cécile Céline Chloé Claire Clémence Colette Coralie Delphine Diane Éléonore Élise Élodie Émilie Estelle Fanny Florence Gaëlle Hélène Inès Isabelle Jeanne Joséphine Juliette Justine Laure Léa Léonie Louise Lucie Madeleine Manon Margaux Marianne Marion Mathilde Mélanie Nadia Nathalie Noémie Odile Pauline Perrine Romane Sabine Salomé Sandrine Solène Sophie Suzanne Sylvie Valentine Victoire Yasmine Zoé'.split(
    ' ',
  )
const MALE =
  'Adrien Alexis Amine Antoine Armand Arnaud Arthur Augustin Basile Bastien Benoît Bruno Cédric Charles Clément Cyril Damien David Denis Didier Édouard Émile Étienne Fabien Félix Florian François Gabriel Gaspard Gilles Guillaume Hugo Ismaël Jérôme Joachim Jules Julien Karim Léon Loïc Lucas Marc Martin Mathieu Maxime Mehdi Nicolas Olivier Pascal Paul Quentin Raphaël Rémi Robin Romain Samuel Sébastien Simon Thibault Thomas Tristan Valentin Victor Vincent Xavier Yann'.split(
    ' ',
  )

/** Family names are built from two parts, so that they sound French and belong to nobody in particular. */
const HEADS =
  'Aubi Barbe Beau Bella Bonne Bour Brisse Champ Chante Char Clair Cour Dau Desvi Fau Ferra Fonta Fro Gai Gram Grand Haute Jolli Lan Lavi Malle Mar Mas Mont Mour Nove Orme Pal Perre Plan Pra Quer Rebou Rive Roche Sau Ser Taille Terre Thé Val Ver Vigne Ville Vou'.split(
    ' ',
  )
const TAILS =
  'bert bois bonnet chand clos court croix dier fond font fort gère gnac gnon jean lac lande lier loup main mard met mier mond noux pierre pont ral rand rel rens rier rieu rin ron roux san sac set signy son tier val vent vial vigne villat zac'.split(
    ' ',
  )

export interface Person {
  readonly sex: 'F' | 'H'
  readonly givenName: string
  readonly familyName: string
}

/** Somebody who does not exist. */
export function newPerson(random: Random, femaleShare = 0.54): Person {
  const sex = random.chance(femaleShare) ? 'F' : 'H'
  return {
    sex,
    givenName: random.pick(sex === 'F' ? FEMALE : MALE),
    familyName: `${random.pick(HEADS)}${random.pick(TAILS)}`,
  }
}

/** How a caregiver is addressed: doctors, dentists and pharmacists by their title. */
export function civilityOf(professionCode: string, sex: 'F' | 'H'): string {
  if (['10', '21', '40'].includes(professionCode)) return sex === 'F' ? 'Dre' : 'Dr'
  return sex === 'F' ? 'Mme' : 'M.'
}

/** Luhn's sum; a number is right when it is a multiple of 10. */
export function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 ? 2 : 1)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
}

const RPPS_NUMBERS = 100_000

/** The `index`th RPPS of the range kept for people who do not exist: 99700, five digits, Luhn's key. */
export function rppsOf(index: number): string {
  if (index >= RPPS_NUMBERS) throw new Error('The range kept for tests is used up')
  const body = `99700${String((index * 7_919 + 41_003) % RPPS_NUMBERS).padStart(5, '0')}`
  return `${body}${(10 - (luhnSum(`${body}0`) % 10)) % 10}`
}

/** The ranges that Arcep keeps for fiction, by what is dialled before the last four digits. */
export const FICTION_RANGES = ['01 99 00', '02 61 91', '03 53 01', '04 65 71', '05 36 49', '06 39 98'] as const
export type FictionRange = (typeof FICTION_RANGES)[number]

/** `04 65 71 00 15`: a number that rings nowhere. */
export function phoneIn(range: FictionRange, index: number): string {
  const last = String((index * 3_571 + 1_709) % 10_000).padStart(4, '0')
  return `${range} ${last.slice(0, 2)} ${last.slice(2)}`
}

const WAYS = ['rue', 'rue', 'rue', 'avenue', 'place', 'chemin', 'impasse', 'boulevard']
const WAY_NAMES = [
  'des Tilleuls',
  'de la Fontaine',
  'du Marché',
  'des Écoles',
  'de la Gare',
  'du Lavoir',
  'des Acacias',
  'de la République',
  'du Moulin',
  'des Peupliers',
  'de l’Église',
  'du Stade',
  'des Vignes',
  'de la Mairie',
  'du Château',
  'des Glycines',
]

/** `12 rue des Tilleuls`. */
export const addressOf = (random: Random): string =>
  `${random.between(1, 88)} ${random.pick(WAYS)} ${random.pick(WAY_NAMES)}`
