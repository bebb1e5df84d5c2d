import type { RefObject } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contract/requests.ts'
import type { Source } from '../../domain/requests/states.ts'
import { Button } from '../ui/button.tsx'
import { Note, ProblemNotice } from '../ui/notices.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { StateTag } from '../ui/state-tag.tsx'
import { EmergencyDialog } from './emergency-dialog.tsx'
import { DetailFields, HowFields } from './fields-details.tsx'
import { IdentityFields } from './fields-identity.tsx'
import { NeedFields, RegulationFields } from './fields-need.tsx'
import { refusedFields } from './form-error.ts'
import { KnownCaller } from './known-caller.tsx'
import { useCloseRequest } from './request-queries.ts'
import { isOpenElsewhere, useRequestForm } from './use-request-form.ts'

export interface RequestFormProps {
  readonly draftId: string
  readonly zone: string
  readonly emergencyPhone: string | null
  /** Sources that go straight to the search, as voted. */
  readonly directSources: readonly Source[]
  readonly onCreated: (request: RequestView) => void
  readonly onOpenRequest: (requestId: string) => void
  readonly onAside: () => void
  readonly onDrop: () => void
}

export type RequestFormState = ReturnType<typeof useRequestForm>

/** What the caller says, in the order it is said. Every keystroke is kept. */
export function RequestForm(props: RequestFormProps) {
  const { t } = useTranslation()
  const form = useRequestForm(props)
  const [isVital, setIsVital] = useState(false)
  useShortcuts({
    F2: { label: t('requests.keys.emergency'), run: () => setIsVital(true) },
    'Ctrl+Enter': { label: t('requests.keys.send'), run: () => void form.send() },
    Escape: { label: t('requests.keys.aside'), run: props.onAside },
  })
  return (
    <section className="zone" aria-label={t('requests.form.title')} data-zone="request">
      <div className="zone-head">
        <h2>{t('requests.form.title')}</h2>
        <StateTag state="DRAFT" />
        <Keeping keeping={form.keeping} isBlank={form.isBlank} />
      </div>
      <VitalBanner onVital={() => setIsVital(true)} />
      <Fields form={form} formProps={props} />
      <FormFoot form={form} onAside={props.onAside} />
      {isVital && <Emergency form={form} formProps={props} onClose={() => setIsVital(false)} />}
    </section>
  )
}

function Keeping({ keeping, isBlank }: { keeping: RequestFormState['keeping']; isBlank: boolean }) {
  const { t } = useTranslation()
  return (
    <span className="zone-head-end small faint" role="status">
      {isBlank ? '' : t(`requests.form.${keeping}`)}
    </span>
  )
}

function VitalBanner({ onVital }: { onVital: () => void }) {
  const { t } = useTranslation()
  const call = (
    <Button tone="brick" icon="phone" keys="F2" onClick={onVital}>
      {t('requests.form.fifteen')}
    </Button>
  )
  return (
    <div className="banner">
      <Note tone="brick" icon="warning" action={call}>
        <strong>{t('requests.form.vital')}</strong> {t('requests.form.vital_do')}
      </Note>
    </div>
  )
}

interface FormParts {
  readonly form: RequestFormState
  readonly formProps: RequestFormProps
}

function Fields({ form, formProps }: FormParts) {
  const { t } = useTranslation()
  const parts = { typed: form.typed, type: form.type, errors: form.errors }
  const ref: RefObject<HTMLFormElement | null> = form.form
  const { error } = form.create
  const isElsewhere = isOpenElsewhere(error)
  return (
    <form
      ref={ref}
      className="zone-body request-form"
      noValidate
      aria-label={t('requests.form.title')}
      onSubmit={(event) => event.preventDefault()}
    >
      <IdentityFields {...parts}>
        <KnownCaller
          phone={form.typed.phone}
          isRefused={isElsewhere}
          isDespite={form.despite}
          onTakeUp={form.type}
          onOpen={formProps.onOpenRequest}
          onDespite={() => {
            form.setDespite(true)
            form.create.reset()
          }}
        />
      </IdentityFields>
      <NeedFields {...parts} zone={formProps.zone} />
      <RegulationFields {...parts} isDirect={formProps.directSources.includes(form.typed.source)} />
      <HowFields {...parts} />
      <DetailFields {...parts} />
      <div>
        <Button variant="quiet" onClick={formProps.onDrop}>
          {t('requests.form.drop')}
        </Button>
      </div>
      {error && !isElsewhere && Object.keys(refusedFields(error)).length === 0 && <ProblemNotice error={error} />}
    </form>
  )
}

function FormFoot({ form, onAside }: { form: RequestFormState } & Pick<RequestFormProps, 'onAside'>) {
  const { t } = useTranslation()
  const isBusy = form.create.isPending
  return (
    <div className="zone-foot">
      <Button variant="primary" wide keys="Ctrl+Enter" busy={isBusy} onClick={() => void form.send()}>
        {isBusy ? t('requests.form.sending') : t('requests.form.send')}
      </Button>
      <Button keys="Escape" onClick={onAside}>
        {t('requests.form.aside')}
      </Button>
    </div>
  )
}

/** A form that can be sent leaves a trace as reoriented; one that cannot stays a draft: the call comes first. */
function Emergency({ form, formProps, onClose }: FormParts & { onClose: () => void }) {
  const { t } = useTranslation()
  const close = useCloseRequest()
  const transferred = () => {
    if (!form.isComplete) return onClose()
    const reason = t('requests.emergency.reason')
    void form.send({
      despiteOpenRequest: true,
      andThen: ({ id }) =>
        close.mutate({ requestId: id, body: { as: 'emergency', reason } }, { onSuccess: formProps.onAside }),
    })
  }
  return (
    <EmergencyDialog
      phone={formProps.emergencyPhone}
      leavesTrace={form.isComplete}
      isBusy={form.create.isPending || close.isPending}
      error={form.create.error ?? close.error}
      onTransferred={transferred}
      onClose={onClose}
    />
  )
}
