import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { templatesFor } from '../../domain/agenda/templates.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Note, ProblemNotice } from '../ui/notices.tsx'
import { addDays } from '../ui/rhythm.ts'
import { serverNow } from '../ui/server-clock.ts'
import { dayOf } from '../ui/wall-time.ts'
import { openingOf } from './draft.ts'
import { DraftPreview } from './draft-preview.tsx'
import { OpeningFields } from './opening-fields.tsx'
import { type Member, type Prepared, usePrepare } from './preparations.ts'
import { useDraft } from './use-draft.ts'

interface DraftPanelProps {
  readonly member: Member | undefined
  readonly zone: string
  readonly onPrepared: (prepared: Prepared) => void
}

/** What is being prepared; nobody is chosen at first. */
export function DraftPanel({ member, zone, onPrepared }: DraftPanelProps) {
  const { t } = useTranslation()
  const titleId = useId()
  return (
    <section className="preparation-panel" aria-labelledby={titleId}>
      <h2 id={titleId}>{member ? t('preparation.for', { name: member.name }) : t('preparation.draft')}</h2>
      {member === undefined && <p className="quiet">{t('preparation.choose')}</p>}
      {member?.locations.length === 0 && (
        <Note tone="honey" icon="warning">
          {t('preparation.no_place')}
        </Note>
      )}
      {member && member.locations.length > 0 && <DraftForm member={member} zone={zone} onPrepared={onPrepared} />}
    </section>
  )
}

function DraftForm({ member, zone, onPrepared }: DraftPanelProps & { member: Member }) {
  const { t } = useTranslation()
  const tomorrow = addDays(dayOf(serverNow(), zone), 1)
  const draft = useDraft(member, tomorrow)
  const prepare = usePrepare()
  const openings = () => draft.drafts.map((one) => openingOf(one, draft.firstDay))
  const send = () =>
    prepare.mutate({ practitionerId: member.id, openings: openings() }, { onSuccess: (made) => onPrepared(made) })
  return (
    <>
      {member.hasAgenda && <p className="quiet">{t('preparation.adds')}</p>}
      <Templates professionCode={member.professionCode} onUse={draft.use} />
      {draft.drafts.map((one, index) => (
        <OpeningFields key={one.key} draft={one} number={index + 1} locations={member.locations} form={draft} />
      ))}
      <div className="draft-more">
        <Button icon="plus" onClick={draft.add}>
          {t('preparation.add')}
        </Button>
        <TextField
          label={t('preparation.first_day')}
          type="date"
          value={draft.firstDay}
          onChange={draft.chooseFirstDay}
          error={draft.firstDay < tomorrow ? t('preparation.first_day_past') : undefined}
        />
      </div>
      <DraftPreview draft={draft} />
      {prepare.isError && <ProblemNotice error={prepare.error} />}
      <div className="draft-send">
        <Button variant="primary" big busy={prepare.isPending} disabled={!draft.isReady} onClick={send}>
          {prepare.isPending ? t('preparation.creating') : t('preparation.create')}
        </Button>
        <p className="quiet small">{t('preparation.nothing_before')}</p>
      </div>
    </>
  )
}

function Templates({ professionCode, onUse }: { professionCode: string; onUse: ReturnType<typeof useDraft>['use'] }) {
  const { t } = useTranslation()
  const titleId = useId()
  return (
    <div>
      <p id={titleId} className="field-label">
        {t('preparation.templates')}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons */}
      <div className="chips" role="group" aria-labelledby={titleId}>
        {templatesFor(professionCode).map((template) => (
          <Button key={template.id} onClick={() => onUse(template)}>
            {t(`agenda.template.${template.id}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}
