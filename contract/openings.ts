import { z } from 'zod'
import { Visibility, VisitView } from './agenda.ts'
import { Day, endpoint, Instant, NoParams } from './endpoint.ts'
import { Modality } from './matching.ts'

export const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ description: 'Wall clock of the place' })
const Minutes = z.int().min(0).max(10_080)

/** RFC 5545, without DTSTART: checked again by the server, which refuses what occurs more than once a day. */
const RecurrenceRule = z
  .string()
  .max(500)
  .regex(/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+A-Z0-9,]+)*$/)
  .meta({ description: 'RFC 5545 RRULE, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270630' })

const Recurrence = z.object({
  rrule: RecurrenceRule,
  exceptOn: z.array(Day).max(400).default([]),
  onPublicHolidays: z.boolean().default(false),
})

export const Release = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('before'), minutes: z.int().min(0).max(20_160) }),
  z.object({ kind: z.literal('day-before'), days: z.int().min(0).max(14), time: WallTime }),
])

/** Time to share. It ends the next day when `until` is not after `from`. */
export const OpeningBody = z
  .object({
    locationId: z.uuid(),
    day: Day.meta({ description: 'Of the first occurrence' }),
    from: WallTime,
    until: WallTime,
    recurrence: Recurrence.nullable().default(null),
    kind: z.enum(['slots', 'range', 'en-sus']).default('slots'),
    slotMinutes: z
      .int()
      .min(5)
      .max(720)
      .nullable()
      .default(15)
      .meta({ description: 'Null: the whole opening is one slot' }),
    places: z.int().min(1).max(50).default(1).meta({ description: 'Patients per slot; always 1 for kind slots' }),
    modality: Modality.default('AMB'),
    visibility: z.array(Visibility).min(1).max(4).default(['SNP', 'CPTS', 'PRO']),
    cpts: z
      .array(z.uuid())
      .min(1)
      .max(20)
      .nullable()
      .default(null)
      .meta({ description: 'Which CPTS; null: each that sees the professional' }),
    booking: z.enum(['ROUTINE', 'WALKIN']).default('ROUTINE'),
    reasons: z.array(z.string().trim().min(1).max(80)).max(20).default([]),
    minAgeMonths: z.int().min(0).max(1560).default(0),
    maxAgeMonths: z.int().min(0).max(1560).nullable().default(null),
    leadMinutes: Minutes.default(0),
    release: Release.nullable().default(null),
    answerBy: z.enum(['app', 'sms', 'phone']).nullable().default(null),
  })
  .refine(({ minAgeMonths, maxAgeMonths }) => maxAgeMonths === null || maxAgeMonths >= minAgeMonths, {
    path: ['maxAgeMonths'],
  })
  .meta({ id: 'OpeningBody' })
export type OpeningBody = z.output<typeof OpeningBody>

/** Absent on whole days or from an hour to another; `until` null while nobody knows. */
export const AbsenceBody = z
  .object({
    locationId: z.uuid().nullable().default(null).meta({ description: 'Null: wherever the professional practises' }),
    from: z.object({ day: Day, time: WallTime }),
    until: z.object({ day: Day, time: WallTime }).nullable(),
    recurrence: Recurrence.omit({ onPublicHolidays: true }).nullable().default(null),
  })
  .meta({ id: 'AbsenceBody' })
export type AbsenceBody = z.output<typeof AbsenceBody>

/** Of a series: the occurrence that begins on `day`, that one and the following, or all of them. */
const Reach = z.enum(['one', 'following', 'all'])

/** Everything somebody can do to an agenda. The same is previewed, done, and undone. */
export const AgendaChange = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('open'), openings: z.array(OpeningBody).min(1).max(40) }),
    z.object({
      kind: z.literal('edit'),
      openingId: z.uuid(),
      reach: Reach,
      day: Day.meta({ description: 'Of the occurrence that is edited' }),
      opening: OpeningBody.meta({ description: 'As it is to be; its day is that of the edited occurrence afterwards' }),
    }),
    z.object({ kind: z.literal('remove'), openingId: z.uuid(), reach: Reach, day: Day }),
    z.object({ kind: z.literal('absent'), absence: AbsenceBody }),
    z.object({
      kind: z.literal('present'),
      absenceId: z.uuid(),
      reach: Reach.default('all'),
      day: Day.nullable().default(null),
    }),
    z.object({
      kind: z.literal('copy-week'),
      from: Day.meta({ description: 'A day of the week to copy' }),
      to: Day.meta({ description: 'A day of the week that gets the same openings, as single occurrences' }),
    }),
  ])
  .meta({ id: 'AgendaChange' })
export type AgendaChange = z.output<typeof AgendaChange>

const ChangedSlot = z.object({
  id: z.uuid(),
  startsAt: Instant,
  endsAt: Instant,
  capacity: z.int(),
  fate: z.enum(['new', 'changed', 'gone']),
})

/** What stands in the way: the change is refused while there are any. */
const Conflict = z.object({
  code: z.enum(['places-overlap', 'time-does-not-exist', 'opening-in-the-past', 'nothing-to-open']),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
})

/** What is worth knowing before saying yes. */
const Warning = z.object({
  code: z.enum(['out-of-hours', 'public-holiday', 'busy', 'absent', 'clock-change', 'beyond-horizon']),
  days: z.array(Day).meta({ description: 'The first ones; `count` tells how many' }),
  count: z.int(),
})

const AgendaEffect = z.object({
  slots: z.array(ChangedSlot).max(500),
  counts: z.object({ new: z.int(), changed: z.int(), gone: z.int(), places: z.int() }),
  conflicts: z.array(Conflict).max(50),
  warnings: z.array(Warning),
  affected: z
    .array(VisitView.pick({ id: true, startsAt: true, endsAt: true, status: true, reason: true, patient: true }))
    .meta({
      description: 'Patients whose place the change would have moved or taken: they keep it until somebody decides',
    }),
  heldPlaces: z.int().meta({ description: 'Places held this minute that the change leaves as they are' }),
})
export type AgendaEffect = z.infer<typeof AgendaEffect>

const ChangeBody = z.object({
  practitionerId: z.uuid().optional().meta({ description: 'For a delegate: whose agenda' }),
  change: AgendaChange,
})

export const previewAgendaChange = endpoint({
  id: 'previewAgendaChange',
  summary: 'See what a change of the agenda would do, before doing it',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/preview',
  params: NoParams,
  body: ChangeBody,
  status: 200,
  reply: AgendaEffect,
})

export const changeAgenda = endpoint({
  id: 'changeAgenda',
  summary: 'Open, edit, remove, be absent, copy a week',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/changes',
  params: NoParams,
  body: ChangeBody.extend({
    affectedSeen: z.array(z.uuid()).max(5_000).default([]).meta({
      description:
        'Appointments that the preview listed: refused with 409 visits-affected when others are concerned too',
    }),
  }),
  status: 201,
  reply: AgendaEffect.extend({ editId: z.uuid(), openingIds: z.array(z.uuid()) }),
})

export const undoAgendaChange = endpoint({
  id: 'undoAgendaChange',
  summary: 'Take a change of the agenda back, unless something else changed the same since',
  tag: 'agenda',
  method: 'POST',
  path: '/agenda/changes/:editId/undo',
  params: z.object({ editId: z.uuid() }),
  status: 200,
  reply: AgendaEffect,
})

export const OpeningView = OpeningBody.safeExtend({ id: z.uuid(), seriesId: z.uuid(), zone: z.string() }).meta({
  id: 'Opening',
})
export type OpeningView = z.infer<typeof OpeningView>
export const AbsenceView = AbsenceBody.extend({ id: z.uuid(), zone: z.string() }).meta({ id: 'Absence' })
export type AbsenceView = z.infer<typeof AbsenceView>

export const listOpenings = endpoint({
  id: 'listOpenings',
  summary: 'Read the openings and absences of an agenda, what was set for it, and who changed what',
  tag: 'agenda',
  method: 'GET',
  path: '/agenda/openings',
  params: NoParams,
  query: z.object({ practitionerId: z.uuid().optional() }),
  status: 200,
  reply: z.object({
    zone: z.string(),
    today: Day,
    openings: z.array(OpeningView).meta({ description: 'Those that have an occurrence to come' }),
    absences: z.array(AbsenceView).meta({ description: 'Those that are not over' }),
    settings: z.object({
      weeklyCap: z.int().nullable(),
      dailyCap: z.int().nullable(),
      invitationEmail: z.string().nullable(),
    }),
    cpts: z
      .array(z.object({ id: z.uuid(), name: z.string() }))
      .meta({ description: 'The territories that see this agenda' }),
    edits: z
      .array(
        z.object({
          id: z.uuid(),
          at: Instant,
          by: z.string(),
          isMine: z.boolean(),
          kind: z.string(),
          summary: z.record(z.string(), z.unknown()),
          undoneAt: Instant.nullable(),
          canUndo: z.boolean(),
        }),
      )
      .max(50),
  }),
})

export const setAgendaSettings = endpoint({
  id: 'setAgendaSettings',
  summary: 'Set one’s own caps, and where appointments are sent as invitations',
  tag: 'agenda',
  method: 'PUT',
  path: '/agenda/settings',
  params: NoParams,
  body: z.object({
    practitionerId: z.uuid().optional(),
    weeklyCap: z.int().min(0).max(500).nullable(),
    dailyCap: z.int().min(0).max(100).nullable(),
    invitationEmail: z.email().max(254).nullable(),
  }),
  status: 200,
  reply: z.object({
    weeklyCap: z.int().nullable(),
    dailyCap: z.int().nullable(),
    invitationEmail: z.string().nullable(),
  }),
})
