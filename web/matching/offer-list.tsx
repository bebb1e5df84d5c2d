import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferView } from '../../contract/matching.ts'
import type { Entry } from './entries.ts'
import { runsOf } from './entries.ts'
import { OfferCard } from './offer-card.tsx'

interface OfferListProps {
  readonly entries: readonly Entry[]
  readonly chosen?: OfferView | undefined
  /** Just came free. */
  readonly freedSlot?: string | undefined
  readonly onChoose?: (offer: OfferView) => void
  /** What the chosen one opens on. */
  readonly children?: ReactNode
}

/** The list, headed by group without moving any offer. */
export function OfferEntries({ entries, chosen, freedSlot, onChoose, children }: OfferListProps) {
  return (
    <>
      {runsOf(entries).map((run) => (
        <section key={run[0]?.best.slotId} aria-labelledby={`group-${run[0]?.number}`}>
          <GroupHead run={run} />
          <ul>
            {run.map((entry) => {
              const isChosen = entry.times.some(({ slotId }) => slotId === chosen?.slotId)
              return (
                <OfferCard
                  key={entry.best.practitioner.id}
                  entry={entry}
                  offer={isChosen && chosen ? chosen : entry.best}
                  isChosen={isChosen}
                  freed={entry.times.find(({ slotId }) => slotId === freedSlot)}
                  {...(onChoose && { onChoose: () => onChoose(entry.best) })}
                >
                  {isChosen && children}
                </OfferCard>
              )
            })}
          </ul>
        </section>
      ))}
    </>
  )
}

function GroupHead({ run }: { run: readonly Entry[] }) {
  const { t } = useTranslation()
  const group = run[0]?.group ?? 'territory'
  const count = run.reduce((sum, { times }) => sum + times.length, 0)
  return (
    <div className="group-head small">
      <h3 id={`group-${run[0]?.number}`}>{t(`matching.group.${group}`)}</h3>
      <span>{group === 'attending' ? t('matching.group.always_first') : t('matching.offers', { count })}</span>
    </div>
  )
}
