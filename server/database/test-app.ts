import { randomBytes, randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Role } from '../../domain/access/roles.ts'
import { type Instant, MINUTE } from '../../domain/time/interval.ts'
import type { App } from '../app.ts'
import { cipherOf } from '../cipher.ts'
import { slotId } from '../slot-id.ts'
import { connection } from './address.ts'
import { connect } from './connect.ts'
import type { DB } from './tables.ts'
import { testDatabase } from './test-database.ts'
import type { Scope, Within } from './within.ts'

/** A Tuesday, 14:22:07 in France. */
export const NOW = Date.parse('2026-11-24T13:22:07Z')

/** Some list that was shown: use cases keep what they are given. */
export const asOf = {
  watermark: '1',
  at: '2026-11-24T13:22:05Z',
  policyVersion: 1,
  count: 1,
  digest: '0'.repeat(16),
  first: [],
}

export interface TestApp extends App {
  clock: Instant
  readonly scope: Scope & { readonly role: Role }
  /** The administrator's own connection: sees and does everything, for what a test arranges or checks. */
  readonly admin: Kysely<DB>
}

let practitioners = 0
/** In the range of people who do not exist. */
export const newRpps = () => `99700${String(++practitioners).padStart(6, '0')}`

let worker: Promise<{ within: Within; admin: Kysely<DB> }> | undefined

async function openWorker() {
  const address = await testDatabase()
  const { within } = connect({ ...connection(address, 'app'), max: 20 })
  const pool = new pg.Pool({ ...connection(address, 'administrator'), max: 4 })
  return { within, admin: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) }
}

const master = randomBytes(32)

/** The worker's own database, emptied, and one territory with its policy. Time stands still until a test sets `clock`. */
export async function testApp(clock: Instant): Promise<TestApp> {
  worker ??= openWorker()
  const { within, admin } = await worker
  await admin.executeQuery(
    sql`truncate territory, practitioner, location, account, due, availability_change, session, sign_in_failure cascade`.compile(
      admin,
    ),
  )
  const scope = await addTerritory(admin)
  const app: TestApp = {
    within,
    admin,
    clock,
    scope,
    now: () => app.clock,
    newId: () => randomUUID(),
    cipher: cipherOf(master, 'test'),
  }
  return app
}

/** Ends every listening session, as a restart of the server would. */
export async function endListeners(admin: Kysely<DB>): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen %'`.execute(admin)
}

let territories = 0

/** One more territory of the given communes, with the policy that the demonstration has. */
export async function addTerritory(admin: Kysely<DB>, communes = ['42218', '42279']): Promise<TestApp['scope']> {
  const id = randomUUID()
  const number = ++territories
  await admin
    .insertInto('territory')
    .values({
      id,
      name: `CPTS ${number}`,
      short_code: `T${number}`,
      finess: String(420_000_000 + number),
      zone: 'Europe/Paris',
      holiday_region: 'FR',
      emergency_phone: '04 65 71 00 15',
    })
    .execute()
  await admin
    .insertInto('territory_commune')
    .values(communes.map((commune_code) => ({ territory_id: id, commune_code })))
    .execute()
  await admin
    .insertInto('sas_enrolment')
    .values({ id: randomUUID(), territory_id: id, sas_code: '42', from_on: '2022-12-01', source: 'Illustrative' })
    .execute()
  await admin
    .insertInto('policy')
    .values({ ...POLICY, territory_id: id })
    .execute()
  return { territoryId: id, actor: randomUUID(), role: 'operator' }
}

const POLICY = {
  version: 1,
  from_on: '2020-01-01',
  author: 'Assemblée générale',
  source: 'Illustrative vote',
  hold_minutes: 3,
  hold_extension_minutes: 1,
  weekly_cap: 20,
  cap_warning: 18,
  tiers: ['same-practice', 'own-territory', 'offered-place'],
  weight_soonest: 1,
  weight_nearest: 2,
  weight_fair_share: 1,
  sources_without_regulation: ['professional', 'cpts', 'telesecretariat'],
}

/** A GP with one place of care in `commune`, seen by the territory for good. */
export async function addPractitioner(
  { admin, scope }: Pick<TestApp, 'admin' | 'scope'>,
  { commune = '42218', professionCode = '10', standing = 'member', territoryId = scope.territoryId } = {},
): Promise<{ practitionerId: string; locationId: string }> {
  const [practitionerId, locationId] = [randomUUID(), randomUUID()]
  const rpps = newRpps()
  await admin
    .insertInto('practitioner')
    .values({
      id: practitionerId,
      rpps,
      civility: 'Dr',
      family_name: `Essai${rpps.slice(-4)}`,
      given_name: 'Camille',
      profession_code: professionCode,
      specialty_codes: professionCode === '10' ? ['SM54'] : [],
    })
    .execute()
  await admin
    .insertInto('location')
    .values({
      id: locationId,
      name: 'Cabinet',
      address: '3 place du Marché',
      postal_code: '42000',
      commune_code: commune,
      zone: 'Europe/Paris',
      latitude: 45.43,
      longitude: 4.39,
    })
    .execute()
  await admin
    .insertInto('practitioner_location')
    .values({ practitioner_id: practitionerId, location_id: locationId })
    .execute()
  await admin
    .insertInto('audience')
    .values({ practitioner_id: practitionerId, territory_id: territoryId, standing, during: '[2020-01-01,)' })
    .execute()
  return { practitionerId, locationId }
}

interface SlotWish {
  readonly practitioner?: { practitionerId: string; locationId: string }
  readonly startsIn?: number
  readonly places?: number
  readonly kind?: 'slots' | 'range' | 'en-sus'
  readonly minAgeMonths?: number
}

/** A slot that begins in 20 minutes and lasts 15; of a new GP unless said otherwise. */
export async function addSlot(app: TestApp, wish: SlotWish = {}): Promise<string> {
  const { practitionerId, locationId } = wish.practitioner ?? (await addPractitioner(app))
  const { places = 1, kind = places > 1 ? 'range' : 'slots', startsIn = 20 * MINUTE, minAgeMonths = 0 } = wish
  const openingId = randomUUID()
  const start = app.now() + startsIn
  const id = slotId(openingId, start)
  const shared = {
    practitioner_id: practitionerId,
    location_id: locationId,
    kind,
    start_at: new Date(start),
    end_at: new Date(start + 15 * MINUTE),
    modality: 'AMB',
    visibility: ['SNP', 'CPTS', 'PRO'],
    min_age_months: minAgeMonths,
  }
  await app.admin
    .insertInto('opening')
    .values({
      ...shared,
      id: openingId,
      series_id: openingId,
      zone: 'Europe/Paris',
      slot_minutes: 15,
      places: kind === 'slots' ? 1 : places,
      opened_by: randomUUID(),
      opened_at: new Date(app.now()),
    })
    .execute()
  await app.admin
    .insertInto('slot')
    .values({ ...shared, id, opening_id: openingId, capacity: places, free_places: places })
    .execute()
  await app.admin
    .insertInto('place')
    .values(Array.from({ length: places }, (_, ordinal) => ({ id: randomUUID(), slot_id: id, ordinal })))
    .execute()
  return id
}

/** A regulated request of an adult, to be seen within 24 h, in state SEARCHING. */
export async function addRequest(
  { admin, scope, now }: TestApp,
  wish: { attendingId?: string; territoryId?: string; state?: string } = {},
): Promise<string> {
  const id = randomUUID()
  await admin
    .insertInto('care_request')
    .values({
      id,
      territory_id: wish.territoryId ?? scope.territoryId,
      number: `T-${id.slice(0, 8)}`,
      idempotency_key: randomUUID(),
      state: wish.state ?? 'SEARCHING',
      source: 'sas',
      sas_code: '42',
      age_months: 400,
      sex: 'F',
      residence_commune: '42218',
      place_commune: '42218',
      attending_status: wish.attendingId ? 'known' : 'none',
      attending_id: wish.attendingId ?? null,
      profession_code: '10',
      reason: 'Douleur lombaire aiguë',
      modalities: ['AMB'],
      delay: '24h',
      due_at: new Date(now() + 24 * 60 * MINUTE),
      created_by: randomUUID(),
      created_at: new Date(now()),
      moved_at: new Date(now()),
    })
    .execute()
  return id
}

/** An account with one grant in the scope's territory; its password is `passerelle-demo`, hashed by the test that needs it. */
export async function addAccount(
  { admin, scope }: Pick<TestApp, 'admin' | 'scope'>,
  {
    role = 'operator' as Role,
    territoryId = scope.territoryId,
    practitionerId,
    passwordHash = '',
  }: { role?: Role; territoryId?: string; practitionerId?: string; passwordHash?: string } = {},
): Promise<{ accountId: string; grantId: string; email: string }> {
  const [accountId, grantId] = [randomUUID(), randomUUID()]
  const email = `${accountId}@example.org`
  await admin
    .insertInto('account')
    .values({ id: accountId, email, password_hash: passwordHash, name: 'Camille Lorentz' })
    .execute()
  await admin
    .insertInto('account_grant')
    .values({
      id: grantId,
      account_id: accountId,
      territory_id: territoryId,
      role,
      practitioner_id: practitionerId ?? null,
      during: '[2020-01-01,)',
    })
    .execute()
  return { accountId, grantId, email }
}
