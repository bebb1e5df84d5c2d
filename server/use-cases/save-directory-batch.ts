import { createHash } from 'node:crypto'
import type { DirectoryReading } from '../../domain/directory/reading.ts'
import { type DirectoryPerson, placeOn, wordingOf } from '../../domain/directory/roll.ts'
import type { IsoDay } from '../../domain/time/dated.ts'
import type { Instant } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import {
  addMembers,
  endPractices,
  findKnownPeople,
  type KnownPerson,
  markSeen,
  saveEntries,
  saveLocations,
  savePractices,
  savePractitioners,
} from '../database/directory-import.ts'
import type { Scope, Tx } from '../database/within.ts'

/** What became of a professional of the file; `returned` had gone. */
export type Fate = 'added' | 'changed' | 'unchanged' | 'returned'
export type Changes = Record<Fate, number>

/** An import under way. */
export interface DirectoryRun {
  readonly app: Pick<App, 'within' | 'newId'>
  readonly scope: Scope
  readonly at: Instant
  readonly day: IsoDay
  readonly zone: string
  readonly reading: DirectoryReading
  /** RPPS on rejected lines: what the file says of them is not all. */
  readonly blurred: ReadonlySet<string>
  /** Whether a place that the file does not name is one where they practise no more. */
  readonly provesAbsence: boolean
}

interface Finding {
  readonly person: DirectoryPerson
  readonly known: KnownPerson | undefined
  readonly digest: string
  readonly fate: Fate
  /** Whether the file says all about them. */
  readonly isWhole: boolean
}

/** Saves some professionals in one transaction; the fate of each, in order. Those unchanged cost one statement together. */
export function saveBatch(run: DirectoryRun, people: readonly DirectoryPerson[]): Promise<Fate[]> {
  return run.app.within(run.scope, async (tx) => {
    const known = await findKnownPeople(
      tx,
      people.map(({ rpps }) => rpps),
    )
    const findings = people.map((person) => compare(run, person, known.get(person.rpps)))
    const unchanged = findings.filter(({ fate }) => fate === 'unchanged')
    await markSeen(
      tx,
      unchanged.flatMap((finding) => finding.known?.practitionerId ?? []),
      run.at,
    )
    const different = findings.filter(({ fate }) => fate !== 'unchanged')
    if (different.length > 0) await save(tx, run, different)
    return findings.map(({ fate }) => fate)
  })
}

function compare(run: DirectoryRun, read: DirectoryPerson, known: KnownPerson | undefined): Finding {
  const { roll, hasSkills } = run.reading
  const person = hasSkills ? read : { ...read, specialtyCodes: known?.specialtyCodes ?? [] }
  const digest = createHash('sha256').update(wordingOf(roll, person)).digest('base64url')
  const isWhole = run.provesAbsence && !run.blurred.has(person.rpps)
  const fate = fateOf(known?.entry, digest, isWhole)
  return { person, known, digest: fate === 'changed' && !isWhole ? PARTIAL + digest : digest, fate, isWhole }
}

/** Marks the digest of a change that may lack places: a later file that says no more than this one still has them to end. */
const PARTIAL = 'partial:'

function fateOf(entry: KnownPerson['entry'], digest: string, isWhole: boolean): Fate {
  if (!entry) return 'added'
  if (entry.isGone) return 'returned'
  const isSame = entry.digest === digest || (!isWhole && entry.digest === PARTIAL + digest)
  return isSame ? 'unchanged' : 'changed'
}

async function save(tx: Tx, run: DirectoryRun, findings: readonly Finding[]): Promise<void> {
  const { app, reading, zone, at, day } = run
  const { territoryId } = run.scope
  const practitionerIds = await savePractitioners(
    tx,
    findings.map(({ person }) => ({ ...person, id: app.newId() })),
  )
  const structures = new Set(findings.flatMap(({ person }) => person.practices.map(({ structureId }) => structureId)))
  const places = [...structures].sort().map((id) => ({ ...placeOn(reading.roll, id), id: app.newId(), zone }))
  const locationIds = await saveLocations(tx, places)

  const practices = findings.flatMap(({ person }) =>
    person.practices.map(({ structureId, ...practice }) => ({
      ...practice,
      practitionerId: idOf(practitionerIds, person.rpps),
      locationId: idOf(locationIds, structureId),
    })),
  )
  await savePractices(tx, practices)
  const ids = findings.filter(({ isWhole }) => isWhole).map(({ person }) => idOf(practitionerIds, person.rpps))
  await endPractices(tx, territoryId, ids, practices, day)

  const entries = findings.map(({ person, digest, fate }) => {
    return { territoryId, practitionerId: idOf(practitionerIds, person.rpps), digest, fate }
  })
  await saveEntries(tx, entries, at)
  const added = entries.filter(({ fate }) => fate === 'added').map(({ practitionerId }) => practitionerId)
  await addMembers(tx, territoryId, added, at)
}

/** What was just saved has an id. */
function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`Nothing was saved for ${key}.`)
  return id
}
