import { randomBytes } from 'node:crypto'
import type { PractitionerRecord } from '../domain/availability/picture.ts'
import type { Commune } from '../domain/territory/commune.ts'
import { DAY, type Instant } from '../domain/time/interval.ts'
import { hashOfToken } from '../server/use-cases/sign-in.ts'
import type { Publisher } from '../simulation/benchmarks/publishing.ts'
import { locationIn, POLICY } from '../simulation/datasets.ts'
import { randomOf } from '../simulation/random.ts'
import { accountRows, directoryRows, type Rows, territoryRows } from './bench-rows.ts'

/** Professionals who share nothing yet, each signed in, in a territory of their own. */
export interface AgendaTerritory {
  readonly publishers: readonly Publisher[]
  readonly rows: Rows
}

/** Enough for every round, repeated ones too: nobody publishes twice. */
const PROFESSIONALS = 700

export function agendaTerritory(communes: readonly Commune[], at: Instant): AgendaTerritory {
  const random = randomOf('benchmark agendas')
  const territoryId = random.uuid(at)
  const theirs = communes.slice(0, 10)
  const locations = theirs.map((commune) => locationIn(commune, random.uuid(at)))
  const practitioners = Array.from(
    { length: PROFESSIONALS },
    (_, number): PractitionerRecord => ({
      practitionerId: random.uuid(at),
      professionCode: '10',
      specialtyCodes: ['SM54'],
      audiences: [{ territoryId, standing: 'member', from: Date.parse('2020-01-01'), until: Number.POSITIVE_INFINITY }],
      locationIds: [locations[number % locations.length]?.locationId ?? ''],
      ownWeeklyCap: null,
      ownDailyCap: null,
    }),
  )
  const signedIn = practitioners.map((practitioner, number) => signIn(practitioner, number, territoryId, at))
  return {
    publishers: signedIn.map(({ publisher }) => publisher),
    rows: [
      ...territoryRows({ territoryId, policy: POLICY, communes: theirs, at }, 8),
      ...directoryRows(practitioners, locations),
      ...TABLES.map((name) => [name, signedIn.flatMap(({ rows }) => rowsOf(rows, name))] as const),
    ],
  }
}

const TABLES = ['account', 'account_grant', 'session'] as const

const rowsOf = (rows: Rows, table: (typeof TABLES)[number]): readonly object[] =>
  rows.flatMap(([name, list]) => (name === table ? list : []))

/** By a session that is there already: hundreds of passwords are not what is measured. */
function signIn({ practitionerId, locationIds }: PractitionerRecord, number: number, territoryId: string, at: Instant) {
  const email = `publisher${number}@example.org`
  const rows = accountRows({ email, passwordHash: '', role: 'professional', territoryId, practitionerId })
  const [account, grant] = rows.flatMap(([, list]) => list as readonly { id: string }[])
  const token = randomBytes(32).toString('base64url')
  const session = {
    tokenHash: Buffer.from(hashOfToken(token), 'hex'),
    accountId: account?.id,
    grantId: grant?.id,
    createdAt: at,
    seenAt: at,
    expiresAt: at + DAY,
  }
  const publisher = { practitionerId, locationId: locationIds[0] ?? '', cookie: `passerelle_session=${token}` }
  return { publisher, rows: [...rows, ['session', [session]]] as Rows }
}
