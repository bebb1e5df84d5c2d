import { writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { dayNumber } from '../domain/time/wall-clock.ts'
import { connection } from '../server/database/address.ts'
import { EDITED, editTrials, growthOf } from '../simulation/benchmarks/agenda-edits.ts'
import { type Booked, bookingTrial, contendedTrial } from '../simulation/benchmarks/bookings.ts'
import { candidatesOf, expectedOffers } from '../simulation/benchmarks/expected-offers.ts'
import { type PublishedAgenda, productPrepared, publishingTrial } from '../simulation/benchmarks/publishing.ts'
import { forDocument, forTerminal } from '../simulation/benchmarks/report.ts'
import { load, type Plan, type Result, runRounds, type Trial } from '../simulation/benchmarks/rounds.ts'
import { checkSearches, type Searched, searchTrials } from '../simulation/benchmarks/searches.ts'
import { memoryFloor } from '../simulation/floors/memory.ts'
import { openSearchInSql } from '../simulation/floors/search-in-sql.ts'
import { type SearchedTerritory, startWorld, type World } from './bench-world.ts'
import { Steps } from './steps.ts'

interface Options {
  readonly long?: true
  readonly only?: string
}

/** How much is done: enough for a look, or for the documents. */
const SHORT = { rounds: 5, seconds: 0.3, bookings: 12, publishers: 50, patience: 80 }
const LONG = { rounds: 15, seconds: 1, bookings: 30, publishers: 20, patience: 1_200 }
type Amount = typeof SHORT

/** `passerelle bench`: the product against its floors, as ratios. */
export const addBench = (program: Command) =>
  program
    .command('bench')
    .description('measure searching, booking and publishing against their floors')
    .option('--long', 'more and longer rounds, for the documents')
    .option('--only <work>', 'W1, W3 or W4')
    .action(async ({ long, only }: Options) => {
      const undo: (() => Promise<void>)[] = []
      const cleanUp = async () => {
        for (const step of undo.splice(0).reverse()) await step()
      }
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => void cleanUp().finally(() => process.exit(1)))
      }
      const steps = new Steps({ done: 0, total: 4 })
      const loadBefore = load()
      try {
        const at = Date.now()
        const wanted = only ?? 'W'
        const world = await startWorld(steps, { at, isSearched: 'W1'.startsWith(wanted) }, undo)
        const results = await measure(world, steps, long ? LONG : SHORT, wanted, undo)
        await report(results, { at, loadBefore, mode: long ? 'long' : 'short' })
      } finally {
        await cleanUp()
      }
    })

async function measure(world: World, steps: Steps, amount: Amount, only: string, undo: (() => Promise<void>)[]) {
  const plan = { ...amount, used: world.used, say: steps.say }
  const trials = await trialsOf(world, steps, amount, only, undo)
  const results = trials.length > 0 ? await runRounds(trials, plan) : []
  if ('W4'.startsWith(only)) results.push(...(await publishing(world, amount, plan)))
  if (results.length === 0) throw new Error(`Nothing is called ${only}: W1, W3 or W4`)
  return results
}

async function trialsOf(world: World, steps: Steps, amount: Amount, only: string, undo: (() => Promise<void>)[]) {
  const trials: Trial[] = []
  if ('W1'.startsWith(only)) {
    const searched = await steps.run('Check every answer of the searches', async () => {
      const prepared = await Promise.all(world.searched.map((territory) => prepareSearches(world, territory, undo)))
      for (const one of prepared) await checkSearches(one)
      return prepared
    })
    trials.push(...searched.flatMap((one) => [1, 16].flatMap((clients) => searchTrials(one, clients, amount.seconds))))
  }
  if ('W3'.startsWith(only)) trials.push(...bookingTrials(world, amount))
  return trials
}

const MOST_CLIENTS = 16

async function prepareSearches(
  { database, serverUrl, floorUrl }: World,
  { dataset, requestIds, cookie }: SearchedTerritory,
  undo: (() => Promise<void>)[],
): Promise<Searched> {
  const candidates = candidatesOf(dataset)
  const sql = await openSearchInSql(connection(database, 'administrator'), dataset, candidates, MOST_CLIENTS)
  undo.push(sql.close)
  return {
    dataset,
    requestIds: dataset.name === 'territory' ? requestIds : [],
    expected: dataset.needs.map((need) => expectedOffers(dataset, candidates, need)),
    product: { url: serverUrl, cookie },
    emptyRoute: floorUrl,
    sql,
    memory: memoryFloor(dataset, candidates),
  }
}

function bookingTrials(world: World, { bookings }: Amount): Trial[] {
  const { database, serverUrl, floorUrl, tables, bookingCookies } = world
  const booked: Booked = {
    product: { url: serverUrl, cookies: bookingCookies },
    floor: floorUrl,
    tables,
    arrange: (slots, requests) => world.bookings.arrange(database, slots, requests),
  }
  const uncontended = [1, 8, 16].map((clients) => bookingTrial(booked, clients, bookings * (clients + 8)))
  return [...uncontended, contendedTrial(booked)]
}

/** Edits while few have published; then three hundred publish, sixty days each; then the same edits again. */
async function publishing(world: World, { publishers }: Amount, plan: Plan): Promise<Result[]> {
  const { serverUrl, tables } = world
  const firstDay = dayNumber(Date.now(), 'Europe/Paris') + 1
  const arranged = { url: serverUrl, publishers: world.publishers, firstDay, tables }
  const published: PublishedAgenda[] = []
  const publish = async (count: number) => {
    if (count <= 0) return
    const { run, check } = productPrepared(arranged, count, published)
    await run()
    await check()
  }
  await publish(EDITED)
  const few = await runRounds(editTrials(arranged, published.slice(0, EDITED), EDITED), plan)
  const results = await runRounds([publishingTrial(arranged, publishers, published)], plan)
  await publish(MANY - published.length)
  await tables.settle()
  const edited = published.slice(EDITED, 2 * EDITED)
  const many = await runRounds(editTrials(arranged, edited, published.length), plan)
  return [...results, ...few, ...many, ...growthOf(few, many)]
}

const MANY = 300

interface When {
  readonly at: number
  readonly mode: string
  readonly loadBefore: string
}

/** Printed, and kept in the temporary folder for whoever compares or writes them down. */
async function report(results: readonly Result[], { at, mode, loadBefore }: When): Promise<void> {
  const machine = { node: process.version, processors: cpus().length, loadBefore, loadAfter: load() }
  const name = join(tmpdir(), `passerelle-bench-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`)
  const head = `${new Date(at).toISOString()}, ${mode} mode, Node ${machine.node}, ${machine.processors} cores, load ${loadBefore} before and ${machine.loadAfter} after.`
  await writeFile(`${name}.json`, `${JSON.stringify({ at, mode, machine, results }, undefined, 2)}\n`)
  await writeFile(`${name}.md`, `${head}\n\n${forDocument(results)}`)
  console.log(`\n${head}\n\n${forTerminal(results)}\n\nKept in ${name}.json and .md`)
}
