import type { OpeningBody } from '../contract/openings.ts'
import { DAY, HOUR, type Instant } from '../domain/time/interval.ts'
import { dayNumber, isoDay } from '../domain/time/wall-clock.ts'
import type { Accounts } from './accounts.ts'
import type { Professional, TerritoryPlan } from './professional.ts'
import { randomOf } from './random.ts'

/** An agenda that waits for its professional's word; its link is told in `demo.json`. */
export interface PreparationRow {
  readonly id: string
  readonly territoryId: string
  readonly practitionerId: string
  readonly openings: readonly OpeningBody[]
  readonly preparedBy: string
  readonly preparedByName: string
  readonly preparedAt: Instant
  readonly expiresAt: Instant
}

interface Prepared {
  readonly plan: TerritoryPlan
  readonly professionals: readonly Professional[]
  readonly accounts: Accounts
}

/** The coordinator prepared one for the doctor who shares nothing yet. */
export function preparationOf({ plan, professionals, accounts }: Prepared, now: Instant): PreparationRow | undefined {
  const whose = professionals.find(({ cases }) => cases.includes('no-free-slot'))
  const grant = accounts.grants.find(({ role, territoryId }) => role === 'coordinator' && territoryId === plan.id)
  const coordinator = accounts.accounts.find(({ id }) => id === grant?.accountId)
  const location = whose?.locations[0]
  if (!whose || !coordinator || !location) return undefined
  const preparedAt = now - 20 * HOUR
  const day = isoDay(dayNumber(now, plan.zone) + 1)
  return {
    id: randomOf(`${plan.shortCode}/preparation`).uuid(preparedAt),
    territoryId: plan.id,
    practitionerId: whose.practitioner.id,
    openings: HOURS.map(([from, until]) => ({ ...PROPOSED, locationId: location.id, day, from, until })),
    preparedBy: coordinator.id,
    preparedByName: coordinator.name,
    preparedAt,
    expiresAt: preparedAt + 14 * DAY,
  }
}

const HOURS = [
  ['11:30', '12:00'],
  ['17:30', '18:00'],
] as const

const PROPOSED = {
  recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', exceptOn: [], onPublicHolidays: false },
  kind: 'slots',
  slotMinutes: 15,
  places: 1,
  modality: 'AMB',
  visibility: ['SNP', 'CPTS', 'PRO'],
  cpts: null,
  booking: 'ROUTINE',
  reasons: [],
  minAgeMonths: 0,
  maxAgeMonths: null,
  leadMinutes: 0,
  release: { kind: 'before', minutes: 60 },
  answerBy: null,
} satisfies Omit<OpeningBody, 'locationId' | 'day' | 'from' | 'until'>
