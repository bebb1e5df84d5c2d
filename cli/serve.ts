import type { Command } from 'commander'
import { readSettings } from '../server/settings.ts'
import { Steps } from './steps.ts'
import { supervise } from './supervise.ts'

/** `passerelle serve`: production, from settings. */
export const addServe = (program: Command) =>
  program
    .command('serve')
    .description('serve in production, from the settings of the environment')
    .action(async () => {
      await supervise({ settings: readSettings(), steps: new Steps({ done: 0, total: 3 }) })
    })
