import { normalisedName } from '../identity/name.ts'
import type { ColumnKey, Columns } from './columns.ts'

/** A place of care as the directory publishes it. */
export interface DirectoryPlace {
  /** The directory's technical id of the structure, else one made of its FINESS, its SIRET, or the person and address. */
  readonly structureId: string
  readonly name: string
  readonly address: string
  readonly postalCode: string
  readonly communeCode: string
  readonly phone: string
  readonly finess: string
  readonly siret: string
}

/** One line of the file: a person, in one place, with at most one skill. */
export interface ActivityLine {
  readonly rpps: string
  readonly civility: string
  readonly familyName: string
  readonly givenName: string
  readonly professionCode: string
  /** TRE_R38; empty unless the line holds an ordinal specialty. */
  readonly specialtyCode: string
  readonly modeCode: string
  readonly sectorCode: string
  readonly place: DirectoryPlace
}

const ORDINAL_SPECIALTY = 'S'

/** Reads a line that was judged good. */
export function readActivityLine({ at, skills }: Columns, text: string): ActivityLine {
  const fields = text.split('|')
  const field = (index: number) => fields[index]?.trim() ?? ''
  const get = (key: keyof Columns['at']) => field(at[key])
  const rpps = get('identifierType') === '8' ? get('identifier') : get('nationalIdentifier').slice(1)
  const isSpecialty = skills !== undefined && field(skills.type) === ORDINAL_SPECIALTY
  const person = { rpps, familyName: get('familyName'), givenName: get('givenName') }
  return {
    ...person,
    civility: civilityOf(get('practiceCivility'), get('civility')),
    professionCode: get('profession'),
    specialtyCode: isSpecialty ? field(skills.code) : '',
    modeCode: get('mode'),
    sectorCode: get('sector'),
    place: placeOf(person, get),
  }
}

type Person = Pick<ActivityLine, 'rpps' | 'familyName' | 'givenName'>
type Get = (key: Exclude<ColumnKey, 'skillType' | 'skill'>) => string

function placeOf({ rpps, familyName, givenName }: Person, get: Get): DirectoryPlace {
  const [finess, siret, communeCode] = [get('finess'), get('siret'), get('commune')]
  const street = joined([get('streetNumber'), get('streetRepeat'), get('streetType'), get('street')], ' ')
  const address = joined([get('complement'), street, get('distribution')], ', ')
  const registered = finess ? `finess:${finess}` : siret && `siret:${siret}`
  return {
    structureId: get('structure') || registered || `rpps:${rpps}:${communeCode}:${normalisedName(address)}`,
    name: get('tradeName') || get('companyName') || joined([givenName, familyName], ' '),
    address,
    postalCode: get('postalCode'),
    communeCode,
    phone: get('phone') || get('otherPhone'),
    finess,
    siret,
  }
}

const joined = (parts: readonly string[], separator: string) => parts.filter(Boolean).join(separator)

/** How a professional is addressed: the title of practice agrees with the civility. */
function civilityOf(practice: string, civil: string): string {
  const isWoman = civil === 'MME' || civil === 'MLLE'
  if (practice === 'DR') return isWoman ? 'Dre' : 'Dr'
  if (practice === 'PR') return 'Pr'
  if (isWoman) return 'Mme'
  return civil === 'M' ? 'M.' : ''
}
