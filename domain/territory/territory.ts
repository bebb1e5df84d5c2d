import type { Dated, IsoDay } from '../time/dated.ts'
import type { HolidayRegion } from '../time/holidays.ts'

/** Since when, and until when, a SAS may place patients in a territory; `until` is the last day. */
export interface SasEnrolment extends Dated {
  readonly sas: string
  readonly department: string
  readonly season: 'permanent' | 'summer'
  readonly until?: IsoDay
}

/** A territory of the demonstration: the place is real, its FINESS number and its people are not. */
export interface DemonstrationTerritory {
  readonly key: 'SET' | 'NVF' | 'COSEN'
  readonly name: string
  readonly finess: string
  readonly zone: string
  readonly holidayRegion: HolidayRegion
  readonly communes: readonly string[]
  readonly enrolments: readonly SasEnrolment[]
  readonly source: string
}
