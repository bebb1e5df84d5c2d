import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'

export type Plank = 'to-come' | 'done' | 'skipped' | 'running' | 'held' | 'placed'

const CURRENT: readonly Plank[] = ['running', 'held', 'placed']

/** The steps of an escalation plan; read out as « étape 5 sur 9 » unless `decorative`. */
export function Planks({
  steps,
  large,
  decorative,
}: {
  steps: readonly Plank[]
  large?: boolean
  decorative?: boolean
}) {
  const { t } = useTranslation()
  const step = steps.findIndex((plank) => CURRENT.includes(plank)) + 1
  return (
    <>
      <span className={classes('planks', large && 'planks-large')} aria-hidden="true">
        {steps.map((plank, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the plan
          <i key={index} className={classes('plank', plank !== 'to-come' && `plank-${plank}`)} />
        ))}
      </span>
      {!decorative && step > 0 && (
        <span className="visually-hidden">{t('planks.step', { step, count: steps.length })}</span>
      )}
    </>
  )
}
