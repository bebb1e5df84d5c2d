import { sql } from 'kysely'
import type { Db, Tx } from './within.ts'

/** What a professional set for the whole agenda. */
export interface AgendaSettings {
  /** Patients who are not their own, a week or a day at most; null: as many as are opened. */
  readonly weeklyCap: number | null
  readonly dailyCap: number | null
  readonly invitationEmail: string | null
}

const NOTHING_SET: AgendaSettings = { weeklyCap: null, dailyCap: null, invitationEmail: null }

export async function getAgendaSettings(db: Db, practitionerId: string): Promise<AgendaSettings> {
  const row = await db
    .selectFrom('agenda_settings')
    .selectAll()
    .where('practitioner_id', '=', practitionerId)
    .executeTakeFirst()
  if (!row) return NOTHING_SET
  return { weeklyCap: row.weekly_cap, dailyCap: row.daily_cap, invitationEmail: row.invitation_email }
}

export async function saveAgendaSettings(tx: Tx, practitionerId: string, settings: AgendaSettings): Promise<void> {
  const set = {
    weekly_cap: settings.weeklyCap,
    daily_cap: settings.dailyCap,
    invitation_email: settings.invitationEmail,
  }
  await tx
    .insertInto('agenda_settings')
    .values({ practitioner_id: practitionerId, ...set })
    .onConflict((conflict) =>
      conflict.column('practitioner_id').doUpdateSet({ ...set, version: sql`agenda_settings.version + 1` }),
    )
    .execute()
}
