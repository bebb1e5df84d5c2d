import { defineConfig, type TestUserConfig } from 'vitest/config'

const beside = ['domain', 'contract', 'server', 'web', 'cli', 'simulation', 'reference'].map(
  (room) => `${room}/**/*.test.{ts,tsx}`,
)

/** One database per worker, so files share a thread and a clone; `inject` and `beforeEach` tell them which. */
const onPostgres = {
  globalSetup: ['tests/postgres.ts'],
  setupFiles: ['tests/require-postgres.ts'],
  pool: 'threads',
  isolate: false,
  testTimeout: 60_000, // races on a busy machine; nothing is judged by its time
  hookTimeout: 60_000,
} satisfies TestUserConfig

export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    projects: [
      { test: { ...onPostgres, name: 'embedded', include: [...beside, 'tests/{races,calendars}/**/*.test.ts'] } },
      {
        test: {
          ...onPostgres,
          name: 'postgresql-15',
          include: ['server/{database,use-cases}/**/*.test.ts', 'tests/races/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'outside',
          globalSetup: ['tests/loaded-demonstration.ts'],
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{races,calendars}/**'],
          pool: 'forks',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
