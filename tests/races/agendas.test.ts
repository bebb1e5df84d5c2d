import { beforeEach, expect, test } from 'vitest'
import { DAY } from '../../domain/time/interval.ts'
import { addRequest, NOW, type TestApp, testApp } from '../../server/database/test-app.ts'
import { runDue } from '../../server/jobs/run-due.ts'
import { Refused } from '../../server/refusal.ts'
import { regenerateAgenda } from '../../server/use-cases/regenerate-agenda.ts'
import { testAgenda } from '../../server/use-cases/test-agenda.ts'
import { randomOf } from '../../simulation/random.ts'
import { findDrift } from './agenda-drift.ts'
import { OPERATIONS, type OperationName, type Turn } from './agenda-operations.ts'

const HANDS = 15
const WORKERS = 8
const NAMES = Object.keys(OPERATIONS) as OperationName[]

let app: TestApp
beforeEach(async () => {
  app = await testApp(NOW)
})

/** A patient who can wait, so that none is too late for a slot. */
async function patientRequest(): Promise<string> {
  const id = await addRequest(app)
  const patience = { due_at: new Date(NOW + 90 * DAY) }
  await app.admin.updateTable('care_request').set(patience).where('id', '=', id).execute()
  return id
}

/** All cards of each hand, shuffled. */
function deck(seed: string): OperationName[] {
  const hand = NAMES.flatMap((name) => Array.from({ length: OPERATIONS[name].cards }, () => name))
  const random = randomOf(seed)
  const shuffled = () =>
    hand
      .map((name) => ({ name, lot: random.next() }))
      .sort((one, other) => one.lot - other.lot)
      .map(({ name }) => name)
  return Array.from({ length: HANDS }, shuffled).flat()
}

/** Each operation has its own stream: what it chooses from a list is the same, whoever comes before. */
async function storm(seed: string, choices: Pick<Turn, 'requests'> & { readonly gps: readonly Turn['gp'][] }) {
  const cards = deck(seed).entries()
  const done = new Set<OperationName>()
  const errors: unknown[] = []
  const work = async () => {
    for (const [number, name] of cards) {
      const random = randomOf(`${seed} ${number}`)
      const turn = { app, random, gp: random.pick(choices.gps), requests: choices.requests }
      try {
        await OPERATIONS[name].run(turn)
        done.add(name)
      } catch (error) {
        if (!(error instanceof Refused)) errors.push([name, error])
      }
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  return { errors, never: NAMES.filter((name) => !done.has(name)) }
}

const regenerate = ({ own, practice }: Turn['gp']) =>
  app.within(own, (tx) => regenerateAgenda(app, tx, own, practice.practitionerId, app.clock))

test('whatever happens to two agendas at once, everybody keeps their place and nothing is left to set right', async () => {
  const seed = app.newId()
  const gps = [await testAgenda(app), await testAgenda(app)]
  const requests = await Promise.all(Array.from({ length: 80 }, patientRequest))
  const outcome = await storm(seed, { gps, requests })
  expect(outcome, `seed ${seed}`).toEqual({ errors: [], never: [] })
  await runDue(app, app.clock) // the last night, if it fell after the last of its clocks
  expect(await findDrift(app), `seed ${seed}`).toEqual({})
  for (const gp of gps) expect(await regenerate(gp), `seed ${seed}`).toEqual({ opened: 0, changed: 0, withdrawn: 0 })
}, 180_000)
