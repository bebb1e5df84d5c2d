import type { z } from 'zod'
import type * as contract from '../../contract/preparations.ts'
import type { WantedSlot } from '../../domain/agenda/agenda.ts'
import { isReadable } from '../../domain/agenda/preparation.ts'
import { dayIn } from '../../domain/time/dated.ts'
import { DAY, type Instant } from '../../domain/time/interval.ts'
import { wallTime } from '../../domain/time/wall-clock.ts'
import type { Actor, App } from '../app.ts'
import { listNamedPractitioners } from '../database/directory.ts'
import {
  findPreparation,
  listMembers,
  listPlacesOf,
  listPreparations,
  type Preparation,
} from '../database/preparations.ts'
import { getTerritory } from '../database/territory.ts'
import type { Reference } from '../reference.ts'
import { refuse } from '../refusal.ts'
import type { Confirmed } from '../use-cases/confirm-preparation.ts'
import { preparedSlots } from '../use-cases/prepared-slots.ts'
import { loadAgenda } from '../use-cases/regenerate-agenda.ts'
import { withinLink } from '../use-cases/within-link.ts'
import { communeName } from './appointment-view.ts'
import { openingView } from './opening-view.ts'

type Prepared = z.infer<typeof contract.listPreparations.reply>
type Read = z.infer<typeof contract.readPreparation.reply>

/** What was prepared longer ago has been confirmed, replaced or forgotten. */
const SHOWN = 90 * DAY

/** What was prepared in the territory lately, and for whom one may prepare. */
export function readPreparations(app: App, reference: Reference, actor: Actor): Promise<Prepared> {
  const at = app.now()
  return app.within(actor, async (tx) => {
    const preparations = await listPreparations(tx, { since: at - SHOWN })
    const members = await listMembers(tx, actor.territoryId, at)
    const named = await listNamedPractitioners(tx, [...new Set(preparations.map((one) => one.practitionerId))])
    const ids = members.map(({ id }) => id)
    const places = await listPlacesOf(tx, ids)
    return {
      preparations: preparations.flatMap((preparation) => {
        const practitioner = named.find(({ id }) => id === preparation.practitionerId)
        if (!practitioner) return []
        return [{ ...preparationView(preparation, practitioner), withdrawnAt: isoOrNull(preparation.withdrawnAt) }]
      }),
      practitioners: members.map((member) => ({
        ...member,
        locations: places
          .filter(({ practitionerId }) => practitionerId === member.id)
          .map(({ id, name, communeCode }) => ({ id, name, commune: communeName(reference, communeCode) })),
      })),
    }
  })
}

/** A prepared agenda as whoever has its link reads it. */
export function readPreparation(app: App, token: string): Promise<Read> {
  const at = app.now()
  return withinLink(app, token, async (tx, { id, territoryId, practitionerId }) => {
    const preparation = await findPreparation(tx, id)
    if (!preparation || !isReadable(preparation, at)) return refuse('link-not-valid')
    const [practitioner = refuse('link-not-valid')] = await listNamedPractitioners(tx, [practitionerId])
    const territory = await getTerritory(tx, territoryId)
    const loaded = await loadAgenda(tx, practitionerId, at)
    const { places, zone } = loaded
    return {
      practitioner,
      territory: territory.name,
      preparedBy: preparation.preparedBy.name,
      expiresAt: iso(preparation.expiresAt),
      confirmedAt: isoOrNull(preparation.confirmedAt),
      zone,
      openings: preparation.openings.map((opening) => ({
        ...opening,
        location: places.find(({ id }) => id === opening.locationId)?.name ?? '',
        firstDays: firstDaysOf(preparedSlots(app, loaded, opening, at), zone),
      })),
    }
  })
}

const SHOWN_DAYS = 5

function firstDaysOf(slots: readonly WantedSlot[], zone: string): { day: string; times: string[] }[] {
  const days = new Map<string, string[]>()
  for (const { start } of slots) {
    const day = dayIn(zone, start)
    days.set(day, [...(days.get(day) ?? []), wallTime(start, zone)])
  }
  return [...days].slice(0, SHOWN_DAYS).map(([day, times]) => ({ day, times }))
}

/** What a link opened. */
export const confirmedView = ({
  openings,
  places,
  firstAt,
}: Confirmed): z.infer<typeof contract.confirmPreparation.reply> => ({
  openings: openings.map(openingView),
  places,
  firstAt: isoOrNull(firstAt),
})

/** Without its token. */
export const preparationView = (
  { id, preparedBy, preparedAt, expiresAt, confirmedAt, openings }: Preparation,
  practitioner: { readonly id: string; readonly name: string; readonly professionCode: string },
) => ({
  id,
  practitioner,
  preparedBy: preparedBy.name,
  preparedAt: iso(preparedAt),
  expiresAt: iso(expiresAt),
  confirmedAt: isoOrNull(confirmedAt),
  openings: [...openings],
})

const iso = (at: Instant): string => new Date(at).toISOString()
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at))
