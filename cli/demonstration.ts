import type { Instant } from '../domain/time/interval.ts'
import type { DatabaseAddress } from '../server/database/address.ts'
import { inBulk } from '../server/database/bulk.ts'
import { openCipher } from '../server/master-key.ts'
import { hashPassword } from '../server/password.ts'
import type { Settings } from '../server/settings.ts'
import { communitiesOf, liveThrough } from '../simulation/world.ts'
import { aroundAgendaRows, preparationRows } from './demonstration-agendas.ts'
import { editRows } from './demonstration-edits.ts'
import { accountRows, agendaRows, directoryRows, storyRows } from './demonstration-rows.ts'
import { demonstrationPlans, territoryRows } from './demonstration-territories.ts'

/** What opens every account of the demonstration; `demo.json` tells it. */
export const DEMONSTRATION_PASSWORD = 'passerelle-demo'

export interface Demonstration {
  readonly settings: Pick<Settings, 'key' | 'dataFolder'>
  readonly now: Instant
  /** Fewer territories than the three, for whoever needs less. */
  readonly keys?: Parameters<typeof demonstrationPlans>[1]
}

/**
 * Loads the demonstration territories: once per database, whole or not at all. Later starts keep what people did; the
 * clocks open the days that have come since.
 */
export async function loadDemonstration(
  database: DatabaseAddress,
  { settings, now, keys }: Demonstration,
  stopping?: AbortSignal,
): Promise<'loaded' | 'continued'> {
  const { plans, territories } = demonstrationPlans(now, keys)
  const communities = communitiesOf(plans)
  const cipher = await openCipher(settings)
  return inBulk(database, async (bulk) => {
    const known = await bulk.present(
      'territory',
      plans.map(({ id }) => id),
    )
    if (known.size > 0) return 'continued'
    const { lived, agendas } = liveThrough(communities, now)
    const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD)
    const rows = [
      ...territories.flatMap((territory) => entriesOf(territoryRows(territory, now))),
      ...directoryRows(communities.flatMap(({ professionals }) => professionals)),
      ...lived.flatMap((community) => accountRows(community, passwordHash)),
      ...agendaRows(agendas),
      ...aroundAgendaRows(agendas, cipher, now),
      ...lived.flatMap((community) => preparationRows(community, now)),
      ...lived.flatMap((community) => editRows(community, agendas, now)),
      ...lived.flatMap((community) => storyRows(community, cipher)),
    ]
    for (const [table, list] of rows) {
      stopping?.throwIfAborted()
      await bulk.insert(table, list)
    }
    return 'loaded'
  })
}

const entriesOf = (rows: ReturnType<typeof territoryRows>) =>
  Object.entries(rows) as [keyof typeof rows, readonly object[]][]
