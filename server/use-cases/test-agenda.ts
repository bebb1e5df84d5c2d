import type { OpeningDraft } from '../../domain/agenda/draft.ts'
import { DAY } from '../../domain/time/interval.ts'
import type { Actor } from '../app.ts'
import { addPractitioner, addRequest, asOf, NOW, type TestApp } from '../database/test-app.ts'
import { bookAppointment } from './book-appointment.ts'
import { changeAgenda } from './change-agenda.ts'
import { holdSlot } from './hold-slot.ts'
import { undoAgendaChange } from './undo-agenda-change.ts'

type Change = Parameters<typeof changeAgenda>[2]['change']

/** A GP who shares places, and what tests do with their agenda. NOW is a Tuesday. */
export async function testAgenda(app: TestApp) {
  const practice = await addPractitioner(app)
  const actingFor = (...practitionerIds: string[]): Actor => ({
    ...app.scope,
    role: 'professional',
    actingFor: practitionerIds,
  })
  const own = actingFor(practice.practitionerId)
  const change = (wish: Change, affectedSeen: string[] = [], actor = own) =>
    changeAgenda(app, actor, { change: wish, affectedSeen })

  const slots = () => app.admin.selectFrom('slot').selectAll().orderBy('start_at').orderBy('id').execute()
  const shared = async () => (await slots()).filter(({ withdrawn_at }) => withdrawn_at === null)
  /** When those of a day begin, by UTC: an hour less than the clock of the place in winter. */
  const onDay = async (day: string) =>
    (await shared())
      .map(({ start_at }) => start_at.toISOString())
      .flatMap((at) => (at.startsWith(day) ? at.slice(11, 16) : []))
  const firstShared = async () => (await shared())[0] ?? Promise.reject(new Error('nothing is shared'))

  async function hold(slotId: string) {
    const requestId = await addRequest(app)
    await app.admin
      .updateTable('care_request')
      .set({ due_at: new Date(NOW + 90 * DAY) })
      .where('id', '=', requestId)
      .execute()
    return holdSlot(app, app.scope, { slotId, requestId, asOf })
  }
  async function book(slotId: string): Promise<string> {
    const { requestId, id: holdId } = await hold(slotId)
    const wish = { requestId, holdId, idempotencyKey: app.newId(), message: null, asOf }
    return (await bookAppointment(app, app.scope, wish)).id
  }

  return {
    ...{ practice, actingFor, own, change, slots, shared, onDay, firstShared, hold, book },
    open: (...openings: OpeningDraft[]) => change({ kind: 'open', openings }),
    undo: (editId: string) => undoAgendaChange(app, own, { editId }),
    acts: async () => {
      const lines = await app.admin.selectFrom('journal').select('act').orderBy('xid').execute()
      return lines.map(({ act }) => act)
    },
    /** Mondays from 09:00 to 10:00, by quarters. */
    mondays: (more: Partial<OpeningDraft> = {}): OpeningDraft => ({
      ...MONDAYS,
      locationId: practice.locationId,
      ...more,
    }),
    /** Monday 30 November alone. */
    once: (more: Partial<OpeningDraft> = {}): OpeningDraft => ({
      ...MONDAYS,
      locationId: practice.locationId,
      recurrence: null,
      ...more,
    }),
  }
}

const MONDAYS: Omit<OpeningDraft, 'locationId'> = {
  day: '2026-11-30',
  from: '09:00',
  until: '10:00',
  recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO', exceptOn: [], onPublicHolidays: false },
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
  release: null,
  answerBy: null,
}

/** Away from a day to another, at midnight. */
export const away = (from: string, until: string | null) => ({
  kind: 'absent' as const,
  absence: {
    locationId: null,
    from: { day: from, time: '00:00' },
    until: until === null ? null : { day: until, time: '00:00' },
    recurrence: null,
  },
})
