import type { Command } from 'commander'
import { readSettings } from '../server/settings.ts'
import { loadDemonstration } from './demonstration.ts'
import { writeDemonstrationFile } from './demonstration-file.ts'
import { Steps } from './steps.ts'
import { type Fill, supervise } from './supervise.ts'

/** `passerelle demo`: the demonstration territories, relative to today. */
export const addDemo = (program: Command) =>
  program
    .command('demo')
    .description('serve the demonstration territories')
    .option('--traffic', 'requests keep arriving')
    .option('--certification', 'the SAS certification set, with stand-ins for the national platform')
    .action(async () => {
      const settings = readSettings()
      const steps = new Steps({ done: 2, total: 6 }) // the bootstrap installs and builds before
      const work: Fill = async (database, stopping) => {
        await loadDemonstration(database, { settings, now: Date.now() }, stopping)
      }
      const onReady = (url: string) => writeDemonstrationFile(settings.dataFolder, url, Date.now())
      await supervise({ settings, steps, fill: { title: 'Load the demonstration', work }, onReady })
    })
