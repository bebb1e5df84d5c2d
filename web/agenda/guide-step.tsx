import { useTranslation } from 'react-i18next'
import type { AgendaView } from '../../contract/agenda.ts'
import type { AgendaEffect } from '../../contract/openings.ts'
import { templatesFor } from '../../domain/agenda/templates.ts'
import { Choice } from '../ui/chips.tsx'
import { TextField } from '../ui/field.tsx'
import { inWords, offeredWords, span, whenWords } from '../ui/opening-words.ts'
import { AudienceFields } from './audience-fields.tsx'
import { ConfirmChange } from './confirm-change.tsx'
import { capOf, type Guide } from './guide-steps.ts'
import { HoursFields } from './hours-fields.tsx'
import { draftOfTemplate, type OpeningDraft, openingsFrom, outputOf } from './opening-draft.ts'
import { ReleaseField, SizeFields, WhenFields } from './opening-fields.tsx'
import { type OpeningsView, useSetSettings } from './openings.ts'

interface GuideStepProps {
  readonly practitionerId: string
  readonly agenda: AgendaView
  readonly guide: Guide
  readonly cpts: OpeningsView['cpts']
  readonly change: (part: Partial<OpeningDraft>) => void
  readonly keep: (guide: Guide) => void
  readonly onOpened: (effect: AgendaEffect) => void
}

/** What the step asks. */
export function GuideStep(props: GuideStepProps) {
  const { t } = useTranslation()
  const { agenda, guide, change, keep, cpts } = props
  const fields = { draft: guide.opening, change }
  switch (guide.step) {
    case 'where':
      return <WhereStep {...props} />
    case 'model':
      return <ModelStep agenda={agenda} guide={guide} keep={keep} />
    case 'days':
      return <WhenFields {...fields} today={agenda.today} />
    case 'hours':
      return <HoursFields {...fields} several />
    case 'whom':
      return <AudienceFields {...fields} cpts={cpts} />
    case 'many':
      return <ManyStep {...props} />
    case 'release':
      return (
        <>
          <p className="quiet">{t('agenda.guide.release_why')}</p>
          <ReleaseField release={guide.opening.release} onChange={(release) => change({ release })} legendHidden />
        </>
      )
    case 'check':
      return <CheckStep {...props} />
  }
}

function WhereStep({ agenda, guide, change }: GuideStepProps) {
  const { t } = useTranslation()
  return (
    <div className="line-choice">
      <Choice
        legend={t('agenda.place')}
        legendHidden
        options={agenda.locations.map(({ id, name, commune }) => ({
          value: id,
          label: t('agenda.place_of', { name, commune }),
        }))}
        value={guide.opening.locationId}
        onChange={(locationId) => change({ locationId })}
      />
    </div>
  )
}

/** A usual way of sharing; everything after it may be changed. */
function ModelStep({ agenda, guide, keep }: Pick<GuideStepProps, 'agenda' | 'guide' | 'keep'>) {
  const { t } = useTranslation()
  const templates = templatesFor(agenda.practitioner.professionCode)
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id)
    keep({ ...guide, templateId: id, opening: draftOfTemplate(template, guide.opening.locationId) })
  }
  return (
    <div className="line-choice">
      <Choice
        legend={t('agenda.guide.model')}
        legendHidden
        options={[
          ...templates.map(({ id }) => ({ value: id as string, label: t(`agenda.template.${id}`) })),
          { value: OWN, label: t('agenda.template.own') },
        ]}
        value={guide.templateId}
        onChange={choose}
      />
    </div>
  )
}

const OWN = 'own'

function ManyStep({ guide, change, keep }: GuideStepProps) {
  const { t } = useTranslation()
  return (
    <>
      <SizeFields draft={guide.opening} change={change} />
      <div className="two-fields">
        <TextField
          label={t('agenda.caps.weekly')}
          optional
          inputMode="numeric"
          value={guide.weeklyCap}
          onChange={(weeklyCap) => keep({ ...guide, weeklyCap })}
        />
        <TextField
          label={t('agenda.caps.daily')}
          optional
          inputMode="numeric"
          value={guide.dailyCap}
          onChange={(dailyCap) => keep({ ...guide, dailyCap })}
        />
      </div>
      <p className="quiet small">{t('agenda.caps.why')}</p>
    </>
  )
}

/** In words, then as a calendar: nothing is shared before this button. */
function CheckStep({ practitionerId, agenda, guide, onOpened }: GuideStepProps) {
  const { t } = useTranslation()
  const settings = useSetSettings(practitionerId)
  const openings = openingsFrom(guide.opening, agenda.today)
  const weeklyCap = capOf(guide.weeklyCap)
  const dailyCap = capOf(guide.dailyCap)
  const [first] = openings.map(outputOf)
  const done = (effect: AgendaEffect) => {
    if (weeklyCap !== null || dailyCap !== null) settings.mutate({ weeklyCap, dailyCap })
    onOpened(effect)
  }
  if (!first) return null
  return (
    <>
      <p>
        <strong>{`${whenWords(t, first)}, ${inWords(
          t,
          openings.map(({ from, until }) => span(from, until)),
        )}`}</strong>
        <span className="quiet small slot-detail">{offeredWords(t, first)}</span>
      </p>
      <ConfirmChange
        practitionerId={practitionerId}
        zone={agenda.zone}
        today={agenda.today}
        change={{ kind: 'open', openings }}
        label={t('agenda.guide.open')}
        done={({ counts }) => t('agenda.change.opened', { count: counts.places })}
        onDone={done}
        calendar
      />
    </>
  )
}
