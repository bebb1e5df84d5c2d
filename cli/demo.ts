import type { Command } from 'commander'
import { readSettings } from '../server/settings.ts'
import { loadDemonstration } from './demonstration.ts'
import { writeDemonstrationFile } from './demonstration-file.ts'
import { Steps } from './steps.ts'
import { type Fill, supervise } from './supervise.ts'
import { keepTraffic } from './traffic.ts'

/** `passerelle demo`: the demonstration territories, relative to today. */
export const addDemo = (program: Command) =>
  program
    .command('demo')
    .description('serve the demonstration territories')
    .option('--traffic [seconds]', 'requests keep arriving, one every so many seconds (30)')
    .option('--certification', 'the SAS certification set, with stand-ins for the national platform')
    .action(async ({ traffic }: { traffic?: string | true }) => {
      const settings = readSettings()
      const steps = new Steps({ done: 2, total: 6 }) // the bootstrap installs and builds before
      const work: Fill = async (database, stopping) => {
        await loadDemonstration(database, { settings, now: Date.now() }, stopping)
      }
      const ending = new AbortController()
      const onReady = async (url: string) => {
        await writeDemonstrationFile(settings.dataFolder, url, Date.now())
        if (traffic) void keepTraffic({ url, now: Date.now, seconds: secondsOf(traffic), stopping: ending.signal })
      }
      const fill = { title: 'Load the demonstration', work }
      await supervise({ settings, steps, fill, onReady }).finally(() => ending.abort())
    })

const SECONDS = 30

const secondsOf = (traffic: string | true): number =>
  traffic === true ? SECONDS : Math.max(1, Number(traffic) || SECONDS)
