import type { Command } from 'commander'
import { readSettings } from '../server/settings.ts'
import { loadDemonstration, writeDemonstrationFile } from './demonstration.ts'
import { Steps } from './steps.ts'
import { supervise } from './supervise.ts'

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
      const fill = { title: 'Load the demonstration', work: loadDemonstration }
      await supervise({ settings, steps, fill, onReady: (url) => writeDemonstrationFile(settings.dataFolder, url) })
    })
