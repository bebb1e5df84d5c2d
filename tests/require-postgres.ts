import { beforeEach, inject } from 'vitest'

/** Fails each test, rather than skip it, when the PostgreSQL it needs is not installed. */
beforeEach(() => {
  const missing = inject('postgresMissing')
  if (missing) throw new Error(missing)
})
