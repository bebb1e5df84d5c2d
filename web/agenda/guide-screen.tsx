import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import type { AgendaEffect } from '../../contract/openings.ts'
import { templatesFor } from '../../domain/agenda/templates.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/notices.tsx'
import { WithAgenda } from './agenda-states.tsx'
import { useKeptGuide } from './guide-kept.ts'
import { GuideStep } from './guide-step.tsx'
import { type Guide, missingIn, type Step, stepAfter, stepBefore, stepsFor } from './guide-steps.ts'
import { draftOfTemplate, type OpeningDraft } from './opening-draft.ts'
import { openingsOf } from './openings.ts'

/** The agenda set in two minutes: one decision per step, each already answered the usual way. */
export function GuideScreen({ practitionerId }: { practitionerId: string }) {
  const { t } = useTranslation()
  return (
    <WithAgenda practitionerId={practitionerId}>
      {(agenda) =>
        agenda.locations.length === 0 ? (
          <Note tone="honey" icon="warning">
            {t('agenda.no_place')}
          </Note>
        ) : (
          <GuidedPath practitionerId={practitionerId} agenda={agenda} />
        )
      }
    </WithAgenda>
  )
}

function begin({ locations, practitioner }: AgendaView): Guide {
  const [usual] = templatesFor(practitioner.professionCode)
  return {
    step: stepsFor(locations.length)[0] ?? 'model',
    templateId: usual?.id,
    opening: draftOfTemplate(usual, locations[0]?.id ?? ''),
    weeklyCap: '',
    dailyCap: '',
  }
}

interface GuidedPathProps {
  readonly practitionerId: string
  readonly agenda: AgendaView
}

function GuidedPath({ practitionerId, agenda }: GuidedPathProps) {
  const { t } = useTranslation()
  const { guide, keep, forget } = useKeptGuide(practitionerId, () => begin(agenda))
  const [opened, setOpened] = useState<AgendaEffect>()
  const steps = stepsFor(agenda.locations.length)
  const heading = useHeadingFocus(opened ? 'done' : guide.step)
  const known = useQuery(openingsOf(practitionerId)).data
  const before = stepBefore(steps, guide.step)
  if (opened) return <Done effect={opened} />
  const go = (step: Step) => keep({ ...guide, step })
  const onOpened = (effect: AgendaEffect) => {
    forget()
    setOpened(effect)
  }
  return (
    <section className="card stack guide">
      <Progress steps={steps} step={guide.step} />
      <h2 ref={heading} tabIndex={-1}>
        {t(`agenda.guide.${guide.step}`)}
      </h2>
      <GuideStep
        practitionerId={practitionerId}
        agenda={agenda}
        guide={guide}
        cpts={known?.cpts ?? []}
        change={(part: Partial<OpeningDraft>) => keep({ ...guide, opening: { ...guide.opening, ...part } })}
        keep={keep}
        onOpened={onOpened}
      />
      <div className="guide-onwards">
        <Onwards guide={guide} today={agenda.today} onNext={() => go(stepAfter(steps, guide.step))} />
        {before && (
          <Button variant="quiet" icon="return" wide onClick={() => go(before)}>
            {t('agenda.guide.back')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** The heading is read out when the step changes, and the page is at its top. */
function useHeadingFocus(step: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const seen = useRef(step)
  useEffect(() => {
    if (seen.current === step) return
    seen.current = step
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [step])
  return heading
}

function Progress({ steps, step }: { steps: readonly Step[]; step: Step }) {
  const { t } = useTranslation()
  const at = steps.indexOf(step)
  return (
    <div className="guide-progress">
      <span className="planks" aria-hidden="true">
        {steps.map((one, index) => (
          <i key={one} className={`plank${stateOf(index, at)}`} />
        ))}
      </span>
      <span className="quiet small">{t('agenda.guide.progress', { at: at + 1, count: steps.length })}</span>
    </div>
  )
}

const stateOf = (index: number, at: number): string => {
  if (index === at) return ' plank-running'
  return index < at ? ' plank-done' : ''
}

function Onwards({ guide, today, onNext }: { guide: Guide; today: string; onNext: () => void }) {
  const { t } = useTranslation()
  if (guide.step === 'check') return null
  const missing = missingIn(guide.step, guide, today)
  return (
    <>
      <p role="status" className="small">
        {missing && t(`agenda.guide.missing.${missing}`)}
      </p>
      <Button variant="primary" wide big disabled={missing !== undefined} onClick={onNext}>
        {t('agenda.guide.next')}
      </Button>
    </>
  )
}

function Done({ effect }: { effect: AgendaEffect }) {
  const { t } = useTranslation()
  const count = effect.counts.places
  return (
    <section className="card stack">
      <h2>
        <Icon name="circle-tick" /> {t('agenda.guide.done')}
      </h2>
      <p>{t('agenda.guide.done_what', { count })}</p>
      <p className="quiet small">{t('agenda.guide.done_next')}</p>
      <Link to="/jour/calendriers" search={true} className="button button-wide">
        {t('agenda.guide.link_calendar')}
      </Link>
      <Link to="/jour/ouvertures" search={true} className="button button-wide">
        {t('agenda.guide.see_openings')}
      </Link>
      <Link to="/jour" search={true} className="button button-primary button-big button-wide">
        {t('agenda.guide.home')}
      </Link>
    </section>
  )
}
