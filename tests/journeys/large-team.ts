import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { connection, embedded } from '../../server/database/address.ts'
import { socketFolderOf } from '../instance.ts'

const DELEGATE = 'delegue@set.demo.invalid'
const PEOPLE = 30
const DAYS = 5
const STARTS = ['09:00', '14:00'] as const

/** A delegate of thirty doctors who share nothing yet; told in no order. */
export async function delegateToThirty(data: string): Promise<readonly string[]> {
  const client = new pg.Client(connection(embedded(await socketFolderOf(data)), 'administrator'))
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `select p.id from practitioner p
        join account a on a.email = $1
        join account_grant g on g.account_id = a.id
        join audience seen on seen.practitioner_id = p.id and seen.territory_id = g.territory_id and seen.standing = 'member'
      where p.profession_code = '10'
        and exists (select 1 from practitioner_location l where l.practitioner_id = p.id and l.gone_on is null)
        and not exists (select 1 from opening o where o.practitioner_id = p.id)
      order by p.id limit $2`,
      [DELEGATE, PEOPLE],
    )
    await client.query('delete from delegation where account_id = (select id from account where email = $1)', [
      DELEGATE,
    ])
    for (const { id } of rows)
      await client.query(
        `insert into delegation (id, account_id, practitioner_id, during)
          select $1, id, $2, '[2024-01-01,)' from account where email = $3`,
        [randomUUID(), id, DELEGATE],
      )
    return rows.map(({ id }) => id)
  } finally {
    await client.end()
  }
}

/** The Monday after today. */
export function nextMonday(): string {
  const now = new Date()
  const away = ((8 - now.getUTCDay()) % 7 || 7) * 86_400_000
  return new Date(now.getTime() + away).toISOString().slice(0, 10)
}

/** Ten slots of a quarter of an hour a day for each, over the five days from `monday`: 1,500 in all. */
export function openWeek(page: Page, people: readonly string[], monday: string): Promise<number> {
  const days = Array.from({ length: DAYS }, (_, index) =>
    new Date(Date.parse(monday) + index * 86_400_000).toISOString().slice(0, 10),
  )
  const openings = days.flatMap((day) =>
    STARTS.map((from) => ({ day, from, until: `${Number(from.slice(0, 2)) + 1}:15`, slotMinutes: 15 })),
  )
  return page.evaluate(openForAll, { people, openings: openings.map(padded) })
}

const padded = <One extends { readonly until: string }>(one: One) => ({ ...one, until: one.until.padStart(5, '0') })

interface Wanted {
  readonly people: readonly string[]
  readonly openings: readonly object[]
}

/** Runs in the page, with the session that is open there; answers how many slots were made. */
async function openForAll({ people, openings }: Wanted): Promise<number> {
  let made = 0
  for (const practitionerId of people) {
    const agenda = await (await fetch(`/api/agenda?practitionerId=${practitionerId}&days=1`)).json()
    const locationId = agenda.locations[0].id
    const change = { kind: 'open', openings: openings.map((opening) => ({ ...opening, locationId })) }
    const answer = await fetch('/api/agenda/changes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ practitionerId, change }),
    })
    const { counts, title } = await answer.json()
    if (answer.status !== 201) throw new Error(`Not opened: ${title}`)
    made += counts.new
  }
  return made
}
