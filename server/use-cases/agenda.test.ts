import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../domain/time/interval.ts'
import type { Actor } from '../app.ts'
import {
  addPractitioner,
  addRequest,
  addSlot,
  addTerritory,
  asOf,
  NOW,
  type TestApp,
  testApp,
} from '../database/test-app.ts'
import { slotId } from '../slot-id.ts'
import { holdSlot } from './hold-slot.ts'
import { openSlots } from './open-slots.ts'
import { reopenSlot } from './reopen-slot.ts'
import { withdrawSlot } from './withdraw-slot.ts'

let app: TestApp
let practice: { practitionerId: string; locationId: string }
beforeEach(async () => {
  app = await testApp(NOW)
  practice = await addPractitioner(app)
})

const actingFor = (...practitionerIds: string[]): Actor => ({
  ...app.scope,
  role: 'professional',
  actingFor: practitionerIds,
})
const own = () => actingFor(practice.practitionerId)
const wish = () => ({
  locationId: practice.locationId,
  day: '2026-11-25',
  times: ['11:40', '17:20'],
  minutes: 15,
  kind: 'slots' as const,
  places: 1,
  modality: 'AMB' as const,
  visibility: ['SNP' as const],
  minAgeMonths: 0,
  maxAgeMonths: null,
})
const open = (more: Partial<Parameters<typeof openSlots>[2]> = {}, actor = own()) =>
  openSlots(app, actor, { ...wish(), ...more })
const slotRow = (id: string) => app.admin.selectFrom('slot').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const slots = () => app.admin.selectFrom('slot').selectAll().orderBy('start_at').execute()
const acts = async () =>
  (await app.admin.selectFrom('journal').select('act').orderBy('xid').execute()).map(({ act }) => act)

describe('opening places', () => {
  test('shares them at the hours of the place, with a line in the journal', async () => {
    const opened = await open()
    expect(opened.map(({ start }) => new Date(start).toISOString())).toEqual([
      '2026-11-25T10:40:00.000Z',
      '2026-11-25T16:20:00.000Z',
    ])
    expect(await slots()).toMatchObject([
      { id: opened[0]?.id, capacity: 1, free_places: 1, practitioner_id: practice.practitionerId },
      { id: opened[1]?.id, capacity: 1, free_places: 1 },
    ])
    expect(await acts()).toEqual(['slots-opened'])
  })

  test('gives each slot an id made of its opening and start, which other ids are not', async () => {
    const [slot] = await open()
    const row = await slotRow(slot?.id ?? '')
    expect(row.id).toBe(slotId(row.opening_id, row.start_at.getTime()))
    expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('shares a range as one slot for several patients, which one may then hold', async () => {
    const [range] = await open({ kind: 'range', minutes: 120, places: 6, day: '2026-11-24', times: ['16:00'] })
    expect(await slots()).toMatchObject([{ capacity: 6, free_places: 6 }])
    expect(await app.admin.selectFrom('place').select('ordinal').orderBy('ordinal').execute()).toHaveLength(6)
    await holdSlot(app, app.scope, { slotId: range?.id ?? '', requestId: await addRequest(app), asOf })
    expect(await slotRow(range?.id ?? '')).toMatchObject({ free_places: 5 })
  })

  test.each([
    ['an hour that does not exist', { day: '2027-03-28', times: ['02:30'] }, 'time-does-not-exist'],
    ['an hour that is over', { day: '2026-11-24', times: ['14:22'] }, 'opening-in-the-past'],
    ['a place of somebody else', { locationId: '00000000-0000-4000-8000-000000000000' }, 'not-your-place'],
    ['two hours that share minutes', { times: ['11:40', '11:50'] }, 'places-overlap'],
  ])('refuses %s, and opens nothing', async (_, more, code) => {
    await expect(open(more)).rejects.toMatchObject({ code })
    expect(await slots()).toEqual([])
  })

  test('refuses an hour already open, not one that was taken back, nor a range over it', async () => {
    const [first] = await open({ times: ['11:40'] })
    await expect(open({ times: ['11:50'] })).rejects.toMatchObject({ code: 'places-overlap' })
    await open({ kind: 'range', minutes: 120, places: 4, times: ['11:00'] })
    await withdrawSlot(app, own(), { slotId: first?.id ?? '' })
    await open({ times: ['11:50'] })
    await expect(reopenSlot(app, own(), { slotId: first?.id ?? '' })).rejects.toMatchObject({ code: 'places-overlap' })
  })

  test('refuses a year typed wrong, however it is reached', async () => {
    await expect(open({ day: '2062-11-25' })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await slots()).toEqual([])
  })

  test('opens the same minute once, whoever asks at the same time', async () => {
    const both = await Promise.allSettled([open({ times: ['11:40'] }), open({ times: ['11:45'] })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await slots()).toHaveLength(1)
  })

  test('is for those one acts for: a delegate of two says whose', async () => {
    const other = await addPractitioner(app)
    const delegate = actingFor(practice.practitionerId, other.practitionerId)
    await expect(open({}, delegate)).rejects.toMatchObject({ code: 'practitioner-not-found' })
    await expect(open({ practitionerId: other.practitionerId })).rejects.toMatchObject({
      code: 'practitioner-not-found',
    })
    await expect(open({ practitionerId: other.practitionerId }, delegate)).rejects.toMatchObject({
      code: 'not-your-place',
    })
    expect(await open({ practitionerId: practice.practitionerId }, delegate)).toHaveLength(2)
  })
})

describe('taking a place back', () => {
  test('hides it until it is shared again, and each change is a version', async () => {
    const id = await addSlot(app, { practitioner: practice })
    await withdrawSlot(app, own(), { slotId: id })
    await withdrawSlot(app, own(), { slotId: id })
    expect(await slotRow(id)).toMatchObject({ version: '2', withdrawn_at: new Date(NOW) })
    await reopenSlot(app, own(), { slotId: id })
    expect(await slotRow(id)).toMatchObject({ version: '3', withdrawn_at: null })
    expect(await acts()).toEqual(['slot-withdrawn', 'slot-reopened'])
  })

  test('is refused once held, and takes back only what is free of a range', async () => {
    const asOf = { watermark: '1', at: '', policyVersion: 1, count: 1, digest: '', first: [] }
    const single = await addSlot(app, { practitioner: practice })
    await holdSlot(app, app.scope, { slotId: single, requestId: await addRequest(app), asOf })
    await expect(withdrawSlot(app, own(), { slotId: single })).rejects.toMatchObject({ code: 'slot-in-use' })
    const range = await addSlot(app, { practitioner: practice, places: 3, startsIn: 2 * HOUR })
    await holdSlot(app, app.scope, { slotId: range, requestId: await addRequest(app), asOf })
    await withdrawSlot(app, own(), { slotId: range })
    expect(await slotRow(range)).toMatchObject({ free_places: 2, withdrawn_at: new Date(NOW) })
  })

  test('is refused once it has begun, and to anybody else', async () => {
    const begun = await addSlot(app, { practitioner: practice, startsIn: -MINUTE })
    await expect(withdrawSlot(app, own(), { slotId: begun })).rejects.toMatchObject({ code: 'opening-in-the-past' })
    const theirs = await addSlot(app, { startsIn: DAY })
    await expect(withdrawSlot(app, own(), { slotId: theirs })).rejects.toMatchObject({ code: 'slot-not-found' })
    const abroad = await addPractitioner(app, { territoryId: (await addTerritory(app.admin)).territoryId })
    const far = await addSlot(app, { practitioner: abroad })
    await expect(reopenSlot(app, own(), { slotId: far })).rejects.toMatchObject({ code: 'slot-not-found' })
  })
})
