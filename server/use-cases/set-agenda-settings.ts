import type { Actor, App } from '../app.ts'
import { insertEdit } from '../database/agenda-edits.ts'
import { type AgendaSettings, getAgendaSettings, saveAgendaSettings } from '../database/agenda-settings.ts'
import { announce } from '../database/announce.ts'
import { record } from '../database/journal.ts'
import { lockAgenda } from '../database/openings.ts'
import { refuse } from '../refusal.ts'
import { practitionerOf } from './practitioner-of.ts'

interface SetAgendaSettings extends AgendaSettings {
  readonly practitionerId?: string | undefined
  /** Whether mail can be sent from here. */
  readonly canMail: boolean
}

const NO_ROWS = { openings: [], absences: [] }

/** Sets one's own caps, and where appointments are sent. Those who share the agenda see who did. */
export function setAgendaSettings(
  app: App,
  actor: Actor,
  { practitionerId: asked, canMail, weeklyCap, dailyCap, invitationEmail }: SetAgendaSettings,
): Promise<AgendaSettings> {
  const at = app.now()
  const settings = { weeklyCap, dailyCap, invitationEmail }
  return app.within(actor, async (tx) => {
    const practitionerId = practitionerOf(actor, asked)
    await lockAgenda(tx, practitionerId)
    const before = await getAgendaSettings(tx, practitionerId)
    if (invitationEmail !== null && invitationEmail !== before.invitationEmail && !canMail) refuse('mail-not-set-up')
    await saveAgendaSettings(tx, practitionerId, settings)
    const { territoryId, actor: accountId } = actor
    const edit = { id: app.newId(), practitionerId, at, accountId, kind: 'settings' as const }
    await insertEdit(tx, { ...edit, summary: { ...settings, before }, before: NO_ROWS, after: NO_ROWS })
    const line = { id: app.newId(), territoryId, at, actor: accountId, subject: practitionerId }
    await record(tx, { ...line, act: 'agenda-set', details: { editId: edit.id, weeklyCap, dailyCap } })
    await announce(tx, { territoryId, topic: 'agenda', subject: practitionerId, practitionerIds: [practitionerId] })
    return settings
  })
}
