import type { Standing } from '../domain/availability/picture.ts'
import { DOCTOR, isFirstRecourse } from '../domain/directory/professions.ts'
import type { HolidayRegion } from '../domain/time/holidays.ts'
import type { Session } from './habits.ts'
import type { LocationRow, PractitionerRow } from './rows.ts'

/** What `demo.json` marks, so that outsiders find somebody of each kind. */
export type Case = 'single-location' | 'multi-location' | 'multi-cpts' | 'no-free-slot' | 'no-phone' | 'en-sus'

/** A commune as far as a synthetic territory needs it. */
export interface Town {
  readonly code: string
  readonly name: string
  readonly postalCodes: readonly string[]
  readonly population: number
  readonly latitude: number
  readonly longitude: number
}

/** Where a synthetic territory is to be made. */
export interface TerritoryPlan {
  readonly id: string
  readonly shortCode: string
  readonly zone: string
  readonly holidayRegion: HolidayRegion
  readonly towns: readonly Town[]
  /** Just outside: where the neighbours practise. */
  readonly around: readonly Town[]
  /** Departments whose SAS answers in the territory today. */
  readonly sasCodes: readonly string[]
  readonly sourcesWithoutRegulation: readonly string[]
  /** Another territory, some of whose members are also members here. */
  readonly partnerId?: string | undefined
}

/** A professional, where they practise, who sees them, and what they share in an ordinary week. */
export interface Professional {
  readonly practitioner: PractitionerRow
  readonly locations: readonly LocationRow[]
  readonly sectorCode: string
  readonly audiences: readonly { readonly territoryId: string; readonly standing: Standing }[]
  readonly sessions: readonly Session[]
  readonly cases: readonly Case[]
  readonly caps?: OwnCaps | undefined
  /** When they do not receive, besides. */
  readonly away?: 'some-days' | 'alternate-thursdays' | 'no-return-date' | 'other-calendar' | undefined
  readonly holidayRegion: HolidayRegion
}

/** `Dre Hélène Bonnefoy`. */
export const nameOf = ({ practitioner: { civility, givenName, familyName } }: Professional): string =>
  `${civility} ${givenName} ${familyName}`

/** What some set for the whole of their agenda: fewer patients who are not their own than the territory voted. */
export interface OwnCaps {
  readonly weeklyCap: number | null
  readonly dailyCap: number | null
}

/** Whether patients may have this professional as médecin traitant. */
export const isGeneralPractitioner = ({ practitioner: { professionCode, specialtyCodes } }: Professional): boolean =>
  professionCode === DOCTOR && isFirstRecourse(specialtyCodes)
