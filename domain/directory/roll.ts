import type { ActivityLine, DirectoryPlace } from './activity-line.ts'

/**
 * The kept lines of a territory, packed: one text a line and one a place, so that a territory of 200,000 lines fits in
 * some tens of megabytes. Joined texts hold no reference to the line they were cut from.
 */
export interface Roll {
  readonly lines: string[]
  readonly places: Map<string, string>
}

/** Where a professional practises, and how. */
export interface DirectoryPractice {
  readonly structureId: string
  readonly modeCode: string
  readonly sectorCode: string
}

/** All the lines of a person, merged. */
export interface DirectoryPerson {
  readonly rpps: string
  readonly civility: string
  readonly familyName: string
  readonly givenName: string
  readonly professionCode: string
  readonly specialtyCodes: readonly string[]
  /** One per structure. */
  readonly practices: readonly DirectoryPractice[]
}

const PLACE_FIELDS = ['name', 'address', 'postalCode', 'communeCode', 'phone', 'finess', 'siret'] as const

export const newRoll = (): Roll => ({ lines: [], places: new Map() })

/** Keeps what the directory needs of a line. When lines differ about a place, the same one is believed in any order. */
export function enrol(roll: Roll, line: ActivityLine): void {
  const { rpps, professionCode, civility, familyName, givenName, specialtyCode, modeCode, sectorCode, place } = line
  const { structureId } = place
  const person = [rpps, professionCode, civility, familyName, givenName, specialtyCode]
  roll.lines.push([...person, modeCode, sectorCode, structureId].join('|'))
  const text = PLACE_FIELDS.map((field) => place[field]).join('|')
  const known = roll.places.get(structureId)
  if (known === undefined || text > known) roll.places.set(structureId, text)
}

/** The place of a structure, as its most telling line has it. */
export function placeOn(roll: Roll, structureId: string): DirectoryPlace {
  const [name = '', address = '', postalCode = '', communeCode = '', phone = '', finess = '', siret = ''] =
    roll.places.get(structureId)?.split('|') ?? []
  return { structureId, name, address, postalCode, communeCode, phone, finess, siret }
}

/** The persons of the roll by RPPS; the lines of one need not have been together, nor in any order. */
export function* peopleOn(roll: Roll): Generator<DirectoryPerson> {
  roll.lines.sort()
  let begun = 0
  for (let index = 1; index <= roll.lines.length; index++) {
    if (index < roll.lines.length && rppsOf(roll.lines[index]) === rppsOf(roll.lines[begun])) continue
    yield merged(roll.lines.slice(begun, index))
    begun = index
  }
}

/** The RPPS of each person of the roll, as many times as they have lines. */
export function* rppsOn(roll: Roll): Generator<string> {
  for (const line of roll.lines) yield line.slice(0, 11)
}

const rppsOf = (line: string | undefined) => line?.slice(0, 11)

/** Of somebody with two professions, the one that the code table puts first. */
function merged(lines: readonly string[]): DirectoryPerson {
  const parts = lines.map((line) => line.split('|'))
  const [rpps = '', professionCode = '', civility = '', familyName = '', givenName = ''] = parts[0] ?? []
  const specialties = new Set(parts.map(([, , , , , specialty = '']) => specialty).filter(Boolean))
  const practices = new Map<string, DirectoryPractice>()
  for (const [, , , , , , modeCode = '', sectorCode = '', structureId = ''] of parts) {
    const practice = { structureId, modeCode, sectorCode }
    const known = practices.get(structureId)
    if (!known || weight(practice) < weight(known)) practices.set(structureId, practice)
  }
  return {
    rpps,
    civility,
    familyName,
    givenName,
    professionCode,
    specialtyCodes: [...specialties].sort(),
    practices: [...practices.values()].sort((one, other) => (one.structureId < other.structureId ? -1 : 1)),
  }
}

/** Liberal practice counts first where somebody is also employed: that is where slots may be opened. */
const weight = ({ modeCode, sectorCode }: DirectoryPractice) => `${modeCode === 'L' ? 0 : 1}${modeCode}${sectorCode}`

/** All that the directory says of a person: two imports that give the same text have nothing to change. */
export function wordingOf(roll: Roll, person: DirectoryPerson): string {
  const places = person.practices.map(({ structureId }) => roll.places.get(structureId))
  return JSON.stringify([person, places])
}
