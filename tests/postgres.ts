import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { embedded } from '../server/database/address.ts'
import { prepareDatabase } from '../server/database/prepare.ts'
import { startThrowAway } from '../server/postgres/throw-away.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the socket of the worker's PostgreSQL. */
    postgresHost: string
    /** Why there is none, with the command that mends it. */
    postgresMissing: string
  }
}

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'

/** Vitest global setup: one PostgreSQL per project, one migrated template; each worker clones it. */
export default async function setup({ name, provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const onDebian15 = name === 'postgresql-15'
  const isMissing = onDebian15 && !existsSync(DEBIAN_15)
  provide('postgresMissing', isMissing ? 'PostgreSQL 15 is missing: apt-get install postgresql-15' : '')
  if (isMissing) {
    provide('postgresHost', '')
    return undefined
  }
  const { host, stop } = await startThrowAway(onDebian15 ? DEBIAN_15 : undefined)
  try {
    await prepareDatabase(embedded(host, 'template_migrated'))
  } catch (error) {
    await stop()
    throw error
  }
  provide('postgresHost', host)
  return stop
}
