import type { Command } from 'commander'
import { readSettings } from '../server/settings.ts'
import { withDatabase } from './with-database.ts'

/** `passerelle migrate`: brings the database to the newest schema. */
export const addMigrate = (program: Command) =>
  program
    .command('migrate')
    .description('bring the database to the newest schema')
    .action(async () => {
      await withDatabase(readSettings(), async () => console.log('The database has the newest schema.'))
    })
