import { lazy, Suspense } from 'react'
import type { SaidCardProps } from './said-card.tsx'

/** Reading French needs the arithmetic of calendars, which no other screen of the phone waits for. */
const Loaded = lazy(async () => ({ default: (await import('./said-card.tsx')).SaidCard }))

/** The card once it has come; its place is kept, so that nothing moves. */
export const SaidCard = (props: SaidCardProps) => (
  <Suspense fallback={<div className="card said-waiting" />}>
    <Loaded {...props} />
  </Suspense>
)
