import { sql } from 'kysely'
import type { CareEvent } from '../../domain/indicators/indicators.ts'
import type { Source, State } from '../../domain/requests/states.ts'
import type { Interval } from '../../domain/time/interval.ts'
import type { Db } from './within.ts'

/** Requests of this territory made in the interval, with what became of them and without any identity. */
export async function listCareEvents(db: Db, { start, end }: Interval): Promise<CareEvent[]> {
  const rows = await db
    .selectFrom('care_request')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('appointment')
          .select([
            'start_at',
            'status',
            'with_attending',
            'majoration',
            sql<boolean>`exists (select from audience a where a.practitioner_id = appointment.practitioner_id
              and a.territory_id = scope() and a.standing = 'member' and a.during @> appointment.start_at)`.as(
              'own_territory',
            ),
          ])
          .whereRef('appointment.request_id', '=', 'care_request.id')
          .where('status', '<>', 'cancelled')
          .orderBy('booked_at', 'desc')
          .limit(1)
          .as('visit'),
      (join) => join.onTrue(),
    )
    .select([
      'care_request.id',
      'number',
      'created_at',
      'place_commune',
      'reason',
      'age_months',
      'sex',
      'source',
      'state',
    ])
    .select(['closing_reason', 'attending_id'])
    .select(['visit.start_at', 'visit.status', 'visit.with_attending', 'visit.majoration', 'visit.own_territory'])
    .where('care_request.territory_id', '=', sql<string>`scope()`)
    .where('created_at', '>=', new Date(start))
    .where('created_at', '<', new Date(end))
    .execute()
  return rows.map((row) => ({
    requestId: row.id,
    number: row.number,
    createdAt: row.created_at.getTime(),
    communeCode: row.place_commune,
    reason: row.reason,
    ageMonths: row.age_months,
    sex: row.sex,
    source: row.source as Source,
    state: row.state as State,
    closing: row.closing_reason,
    attendingKnown: row.attending_id !== null,
    visit: row.start_at && {
      startsAt: row.start_at.getTime(),
      status: row.status as NonNullable<CareEvent['visit']>['status'],
      withAttending: row.with_attending === true,
      ownTerritory: row.own_territory === true,
      majoration: row.majoration,
    },
  }))
}

/** By profession: how many of the territory's professionals shared places that begin in the interval, and what was taken. */
export async function listParticipation(db: Db, { start, end }: Interval) {
  const [from, until] = [new Date(start), new Date(end)]
  const shares = db
    .selectFrom('slot')
    .select([
      'practitioner_id',
      sql<number>`sum(capacity - case when withdrawn_at is null then 0 else free_places end)`.as('places'),
      sql<number>`sum(capacity - free_places)`.as('taken'),
    ])
    .where('start_at', '>=', from)
    .where('start_at', '<', until)
    .groupBy('practitioner_id')
    .as('shares')
  const members = db
    .selectFrom('audience')
    .select('practitioner_id')
    .distinct()
    .where('territory_id', '=', sql<string>`scope()`)
    .where('standing', '=', 'member')
    .where(sql<boolean>`during && tstzrange(${from}, ${until})`)
    .as('members')
  return db
    .selectFrom(members)
    .innerJoin('practitioner', 'practitioner.id', 'members.practitioner_id')
    .leftJoin(shares, 'shares.practitioner_id', 'members.practitioner_id')
    .select([
      'profession_code as professionCode',
      sql<number>`count(*)::int`.as('listed'),
      sql<number>`(count(*) filter (where places > 0))::int`.as('participating'),
      sql<number>`coalesce(sum(places), 0)::int`.as('places'),
      sql<number>`coalesce(sum(taken), 0)::int`.as('taken'),
    ])
    .groupBy('profession_code')
    .orderBy('listed', 'desc')
    .orderBy('profession_code')
    .execute()
}
