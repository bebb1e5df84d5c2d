import { OFFICIAL_HEADER } from '../domain/directory/columns.ts'
import { withKey } from '../domain/directory/rpps.ts'

/** What a made-up extraction is like. The same options give the same bytes. */
export interface DirectoryFileOptions {
  readonly lines: number
  readonly communes: readonly string[]
  /** Of the lines that cannot be taken, 0 to 1; exactly this share, rounded. */
  readonly brokenShare?: number
  readonly seed?: number
  /** Added to the number of each person, so that two files can hold different people. */
  readonly firstPerson?: number
}

/** The ways in which a line is broken, in turn. */
export const BREAKAGES: readonly { readonly name: string; readonly spoil: (fields: string[]) => string }[] = [
  { name: 'a field is missing', spoil: (fields) => whole(fields.slice(1)) },
  { name: 'a field too many', spoil: (fields) => whole(['8', ...fields]) },
  { name: 'the line stops early', spoil: (fields) => fields.slice(0, 12).join('|') },
  { name: 'no RPPS', spoil: (fields) => whole(fields.with(1, '')) },
  { name: 'an RPPS of ten digits', spoil: (fields) => whole(fields.with(1, '9970012345')) },
  { name: 'letters in the RPPS', spoil: (fields) => whole(fields.with(1, '997OO123456')) },
  { name: 'an unknown type of identifier', spoil: (fields) => whole(fields.with(0, '7')) },
  { name: 'no name', spoil: (fields) => whole(fields.with(7, ' ')) },
  { name: 'a commune that is none', spoil: (fields) => whole(fields.with(36, 'Lyon')) },
  { name: 'a letter lost before', spoil: (fields) => whole(fields.with(7, 'LEF\uFFFDVRE')) },
]

const FAMILY =
  'MARTIN|BERNARD|LEFÈVRE|PETIT|ROBERT|DURAND|DUBOIS|MOREAU|LAURENT|GARÇON|FAURE|ROUSSEAU|D’ARC| "LE GALL"'.split('|')
const GIVEN = 'Camille Élodie Jean-Marc Noémie Héloïse Paul Anaïs Benoît Zoé François Inès Loïc'.split(' ')
const STREETS = 'du Marché|de la République|des Écoles|Jean Jaurès|de l’Église|Victor Hugo|des Lilas'.split('|')
/** Profession, skill type and code, mode, sector. */
const ACTIVITIES = [
  ['10', 'S', 'SM54', 'L', 'SA07'],
  ['10', 'S', 'SM26', 'L', 'SA08'],
  ['10', 'S', 'SM04', 'S', 'SA01'],
  ['60', '', '', 'L', 'SA08'],
  ['70', '', '', 'L', 'SA07'],
  ['21', '', '', 'S', 'SA33'],
  ['40', '', '', 'L', 'SA09'],
  ['50', '', '', 'L', 'SA52'],
] as const

const PEOPLE_PER_STRUCTURE = 3
/** Six digits follow 99700; past the first 100,000 people the key of the RPPS is a wrong one. */
const WITH_VALID_KEY = 100_000
const MOST_PEOPLE = 1_000_000

/** The lines of a made-up extraction, header first, without their line breaks. No person exists: RPPS begin with 99700. */
export function* directoryLines(options: DirectoryFileOptions): Generator<string> {
  const { lines, communes, brokenShare = 0, seed = 1, firstPerson = 0 } = options
  yield OFFICIAL_HEADER
  const broken = Math.round(lines * brokenShare)
  let spoilt = 0
  for (let index = 0; index < lines; index++) {
    const fields = fieldsOf(firstPerson + index, communes, seed)
    const isBroken = Math.floor(((index + 1) * broken) / lines) > spoilt
    const breakage = BREAKAGES[spoilt % BREAKAGES.length]
    if (isBroken) spoilt++
    yield isBroken && breakage ? breakage.spoil(fields) : whole(fields)
  }
}

const whole = (fields: readonly string[]) => `${fields.join('|')}|`

/** Every seventh line is a second place of somebody met 1,000 lines before, so a person's lines are apart. */
function fieldsOf(index: number, communes: readonly string[], seed: number): string[] {
  const isSecondPlace = index % 7 === 6 && index >= 1_000
  const person = (isSecondPlace ? index - 1_000 : index) % MOST_PEOPLE
  return [
    ...personFields(person, seed),
    ...placeFields(Math.floor(index / PEOPLE_PER_STRUCTURE), communes, person, seed),
  ]
}

function personFields(person: number, seed: number): string[] {
  const [profession, skillType, skill] = activityOf(person, seed)
  const rpps = rppsOf(person)
  const isWoman = mix(seed, person) % 2 === 0
  const title = profession === '10' ? ['DR', 'Docteur'] : ['', '']
  const civility = isWoman ? ['MME', 'Madame'] : ['M', 'Monsieur']
  const name = [pick(FAMILY, mix(seed + 1, person)), pick(GIVEN, mix(seed + 2, person))]
  const skills = [skillType, skillType && 'Spécialité ordinale', skill, skill && 'Libellé savoir-faire']
  return [
    '8',
    rpps,
    `8${rpps}`,
    ...title,
    ...civility,
    ...name,
    profession,
    'Libellé profession',
    'C',
    'Civil',
    ...skills,
  ]
}

function placeFields(structure: number, communes: readonly string[], person: number, seed: number): string[] {
  const [, , , mode, sector] = activityOf(person, seed)
  const commune = pick(communes, structure)
  const department = commune.slice(0, 2)
  const siret = String(10_000_000_000_000 + structure)
  const phone = `04659${String(mix(seed, structure) % 100_000).padStart(5, '0')}`
  const site = [siret, siret.slice(0, 9), '', '', `R${10_000_000 + structure}`, `CABINET ${structure}`, '']
  const street = ['', '', String(1 + (structure % 90)), '', 'R', 'Rue', pick(STREETS, structure), '', '']
  const city = [`${department}000`, commune, 'Libellé commune', '99000', 'France', phone, '', '', '']
  const register = [department, 'Libellé département', '', 'ARS/ARS/ARS', sector, 'Libellé secteur', '', '']
  return [mode, 'Libellé mode', ...site, ...street, ...city, ...register, '', '', 'GENR01', 'Libellé genre']
}

const activityOf = (person: number, seed: number) => pick(ACTIVITIES, mix(seed + 3, person))

function rppsOf(person: number): string {
  const valid = withKey(`99700${String(person % WITH_VALID_KEY).padStart(5, '0')}`)
  const key = (Number(valid.at(-1)) + Math.floor(person / WITH_VALID_KEY)) % 10
  return `${valid.slice(0, -1)}${key}`
}

const pick = <Item>(items: readonly Item[], number: number): Item => {
  const item = items[number % items.length]
  if (item === undefined) throw new RangeError('Nothing to pick from.')
  return item
}

/** A number that looks random and depends on `seed` and `index` only (the finaliser of MurmurHash3). */
function mix(seed: number, index: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
