import { type RefusalCode, Refused } from '../refusal.ts'

/** What each constraint of the database forbids, in people's words. */
const FORBIDDEN: Readonly<Record<string, RefusalCode>> = {
  appointment_one_per_place: 'slot-taken',
  slot_hold_place_id_key: 'slot-taken',
  appointment_one_per_request: 'request-already-placed',
  appointment_practitioner_id_tstzrange_excl: 'time-taken',
  appointment_territory_id_idempotency_key_key: 'key-reused',
  care_request_territory_id_idempotency_key_key: 'key-reused',
}

/** Turns the database's last word on a race into a clean refusal; anything else goes on as it is. */
export async function refusingConflicts<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
    const code = FORBIDDEN[constraint]
    throw code ? new Refused(code) : error
  }
}
