import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exclusion } from '../../contract/matching.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, focusWords } from '../ui/dialog.tsx'
import { TextAreaField } from '../ui/field.tsx'
import { clockTime, dayName } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { ProblemNotice, Waiting } from '../ui/notices.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { grouped } from './grouped.ts'
import { exclusionsFor } from './offer-queries.ts'

interface ExclusionsDialogProps {
  readonly requestId: string
  readonly isHolding: boolean
  readonly onOverride: (excluded: Exclusion, reason: string) => void
  readonly onClose: () => void
}

/** Who was left out and why, by professional; a guard that a person may pass over asks for a reason. */
export function ExclusionsDialog(props: ExclusionsDialogProps) {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useQuery(exclusionsFor(props.requestId))
  const [asked, setAsked] = useState<Exclusion>()
  const people = byPerson(data?.excluded ?? [])
  const first = people.flat().find(({ overridable }) => overridable)
  useShortcuts(asked || !first ? {} : { O: () => setAsked(first) }, { inDialog: true })
  return (
    <Dialog title={t('matching.why_not')} onClose={props.onClose}>
      {isPending && <Waiting>{t('matching.waiting')}</Waiting>}
      {error && <ProblemNotice error={error} retry={refetch} />}
      {asked && <Override {...props} excluded={asked} onBack={() => setAsked(undefined)} />}
      {data && !asked && (
        <>
          <p className="quiet">{t('matching.left_out', { count: people.length })}</p>
          <ul className="exclusions">
            {people.map((slots) => (
              <Person
                key={slots[0]?.practitionerId}
                slots={slots}
                isFirst={slots.includes(first as Exclusion)}
                onAsk={setAsked}
              />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

const byPerson = (excluded: readonly Exclusion[]) => grouped(excluded, ({ practitionerId }) => practitionerId)

interface PersonProps {
  readonly slots: readonly Exclusion[]
  readonly isFirst: boolean
  readonly onAsk: (excluded: Exclusion) => void
}

function Person({ slots, isFirst, onAsk }: PersonProps) {
  const { t } = useTranslation()
  const why = useWhyNot()
  const [one] = slots
  if (!one) return null
  const open = slots.find(({ overridable }) => overridable)
  return (
    <li>
      <div>
        <p>
          <strong>{one.practitioner}</strong> <span className="quiet">{one.commune}</span>
        </p>
        <p className="small quiet">{why(slots)}</p>
      </div>
      {open && (
        <Button {...(isFirst && { keys: 'O' })} onClick={() => onAsk(open)}>
          {t('matching.override')}
        </Button>
      )}
    </li>
  )
}

/** « plafond de la semaine atteint (20 sur 20), 3 places ; après l’échéance, 2 places » */
function useWhyNot() {
  const { t } = useTranslation()
  return (slots: readonly Exclusion[]): string => {
    const counts = new Map<Exclusion['reasons'][number], number>()
    for (const { reasons } of slots) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const { taken = 0, cap = 0 } = slots[0] ?? {}
    return [...counts]
      .map(([reason, count]) =>
        t('matching.excluded', { why: t(`matching.ineligible.${reason}`, { taken, cap }), count }),
      )
      .join(' · ')
  }
}

function Override({
  excluded,
  isHolding,
  onOverride,
  onBack,
  onClose,
}: ExclusionsDialogProps & { excluded: Exclusion; onBack: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const { reasons, taken, cap } = excluded
  const why = reasons.map((one) => t(`matching.ineligible.${one}`, { taken, cap })).join(' · ')
  const isMissing = reason.trim().length < 3
  const send = () => {
    setIsChecked(true)
    if (isMissing) focusWords()
    if (isMissing || isHolding) return
    onOverride(excluded, reason.trim())
    onClose()
  }
  useShortcuts({ 'Ctrl+Enter': send }, { inDialog: true })
  const when = `${dayName(excluded.startsAt, serverNow())} ${clockTime(excluded.startsAt)}`
  return (
    <div className="stack">
      <p>
        <strong>{excluded.practitioner}</strong> {`${excluded.commune}, ${when}`}
      </p>
      <p className="tone-honey override-guard">
        <Icon name="warning" /> {why}
      </p>
      <TextAreaField
        label={t('matching.override_reason')}
        autoFocus
        value={reason}
        onChange={setReason}
        error={isChecked && isMissing ? t('matching.override_missing') : undefined}
      />
      <div className="note-actions">
        <Button variant="primary" icon="hourglass" keys="Ctrl+Enter" busy={isHolding} onClick={send}>
          {t('matching.override_hold')}
        </Button>
        <Button onClick={onBack}>{t('matching.back')}</Button>
      </div>
    </div>
  )
}
