import { z } from 'zod'
import { Day, endpoint, Instant, NoParams } from './endpoint.ts'

/** For the week of a practice: what the timeline draws, and nothing of patients but that there is one. */
export const TeamSlot = z.object({
  id: z.uuid(),
  openingId: z.uuid(),
  startsAt: Instant,
  endsAt: Instant,
  kind: z.enum(['slots', 'range', 'en-sus']),
  capacity: z.int(),
  free: z.int(),
  held: z.int(),
  booked: z.int(),
  state: z.enum(['shared', 'released', 'withdrawn']),
})
export type TeamSlot = z.infer<typeof TeamSlot>

export const getTeamAgenda = endpoint({
  id: 'getTeamAgenda',
  summary: 'Read the days of everybody one acts for, side by side',
  tag: 'agenda',
  method: 'GET',
  path: '/agenda/team',
  params: NoParams,
  query: z.object({ from: Day.optional(), days: z.coerce.number().int().min(1).max(14).default(7) }),
  status: 200,
  reply: z.object({
    zone: z.string(),
    today: Day,
    from: Day,
    days: z.int(),
    practitioners: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        professionCode: z.string(),
        slots: z.array(TeamSlot),
        closed: z
          .array(z.object({ startsAt: Instant, endsAt: Instant, why: z.enum(['absent', 'busy']) }))
          .meta({ description: 'Absences and busy times of the period, without what they are' }),
        calendars: z.object({ stale: z.boolean(), freshAt: Instant.nullable() }),
      }),
    ),
  }),
})
export type TeamAgenda = z.infer<typeof getTeamAgenda.reply>
