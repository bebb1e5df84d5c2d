import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  freePort,
  type Instance,
  leftOn,
  newDataFolder,
  postmasterOf,
  processesOn,
  serverOf,
  signal,
  socketFolderOf,
  start,
} from '../instance.ts'
import { until } from '../until.ts'
import { type BookingLoad, bookingLoad } from './booking-load.ts'
import { openDesks, type Tries } from './desk.ts'
import { expectNothingLostOrDoubled } from './reconcile.ts'

const KILLS = 10
/** What a kill falls into the middle of, and what must follow it. */
const SOME_BOOKINGS = 6
const PATIENCE_MS = 60_000
/** Some 60 s on two cores of its own. */
const LONGEST_MS = 300_000

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

const someBookings = (load: BookingLoad, since: number, wanted = SOME_BOOKINGS) =>
  until('bookings', () => load.bookedSince(since) >= wanted, PATIENCE_MS)

/** Does the harm while bookings are under way, until what it took is back; then waits for a booking asked for since. */
async function survives(load: BookingLoad, what: string, harm: () => Promise<void>): Promise<void> {
  await someBookings(load, performance.now())
  const since = performance.now()
  await harm()
  await someBookings(load, performance.now(), 1)
  console.log(`${what}: a booking again after ${seconds(since)}`)
}

async function check(load: BookingLoad, data: string): Promise<void> {
  await load.pause()
  await expectNothingLostOrDoubled(await socketFolderOf(data), load.ledger)
}

/** The server or PostgreSQL, in turns; until another one is there. */
async function killOne({ pid }: Instance, data: string, turn: number): Promise<void> {
  const current = turn % 2 === 0 ? () => serverOf(pid) : () => postmasterOf(data).catch(() => undefined)
  const victim = await until('somebody to kill', current)
  expect(signal(victim, 'SIGKILL')).toBe(true)
  await until('another one', async () => ![undefined, victim].includes(await current()))
}

/** Nothing hears it coming, not even a session of PostgreSQL. */
async function killEverything({ pid, ended }: Instance, data: string): Promise<void> {
  const everything = [-pid, ...(await processesOn(data))]
  for (const victim of everything) signal(victim, 'SIGKILL')
  expect(await ended).toBe('SIGKILL')
}

async function killSupervisor({ pid, ended }: Instance, data: string): Promise<void> {
  signal(pid, 'SIGKILL')
  expect(await ended).toBe('SIGKILL')
  expect(await processesOn(data)).toContain(await postmasterOf(data)) // left to itself
}

describe('no acknowledged booking is lost or doubled', () => {
  test(
    'by kill -9 of the server, of PostgreSQL, of everything and of the supervisor, while bookings go on',
    async () => {
      const { data } = await newDataFolder()
      const again = { data, port: await freePort(), command: 'demo' }
      let instance = await start(again)
      const tries: Tries = { lost: 0, unavailable: 0, faults: [] }
      const load = bookingLoad(await openDesks(JSON.parse(await readFile(join(data, 'demo.json'), 'utf8')), tries))

      load.begin()
      for (let turn = 0; turn < KILLS; turn += 1) {
        await survives(load, `kill ${turn + 1}`, () => killOne(instance, data, turn))
      }
      await check(load, data)

      for (const [what, kill] of [
        ['everything', killEverything],
        ['the supervisor', killSupervisor],
      ] as const) {
        load.begin()
        await survives(load, what, async () => {
          await kill(instance, data)
          instance = await start(again)
        })
        await check(load, data)
      }
      await load.askAgain()
      await check(load, data)

      const { requests, holds, appointments } = load.ledger
      const kept = `${requests.size} requests, ${holds.size} holds, ${appointments.size} bookings acknowledged`
      console.log(`${kept}; ${tries.lost} tries lost, ${tries.unavailable} answered "unavailable"`)
      expect(tries.faults, instance.said()).toEqual([])
      const socketFolder = await socketFolderOf(data)
      instance.signalGroup('SIGINT')
      expect(await instance.ended, instance.said()).toBe(0)
      expect(await leftOn(data, socketFolder)).toEqual([])
    },
    LONGEST_MS,
  )
})
