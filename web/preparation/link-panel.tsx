import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { fullDay } from '../ui/format.ts'
import { announce, Note } from '../ui/notices.tsx'
import type { Prepared } from './preparations.ts'

interface LinkPanelProps {
  readonly prepared: Prepared
  readonly zone: string
  readonly onDone: () => void
}

/** The link, this once: it cannot be shown again, only replaced. */
export function LinkPanel({ prepared, zone, onDone }: LinkPanelProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { name } = prepared.practitioner
  const day = fullDay(prepared.expiresAt, zone)
  const sentence = t('preparation.sentence', { name, url: prepared.url, day, by: prepared.preparedBy })
  return (
    <section className="preparation-panel" aria-labelledby={titleId}>
      <h2 id={titleId} ref={title} tabIndex={-1}>
        {t('preparation.ready', { name })}
      </h2>
      <Note tone="honey" icon="eye">
        {t('preparation.once')}
      </Note>
      <TextField
        label={t('preparation.link')}
        value={prepared.url}
        onChange={() => undefined}
        end={<Copy text={prepared.url} label={t('preparation.copy_link')} />}
      />
      <div>
        <p className="field-label">{t('preparation.message')}</p>
        <p className="link-sentence">{sentence}</p>
      </div>
      <div className="draft-send">
        <Copy text={sentence} label={t('preparation.copy_message')} primary />
        <Button onClick={onDone}>{t('preparation.done')}</Button>
      </div>
    </section>
  )
}

function Copy({ text, label, primary = false }: { text: string; label: string; primary?: boolean }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<boolean>()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say(true),
      () => say(false),
    )
  const say = (went: boolean) => {
    setCopied(went)
    announce(t(went ? 'preparation.copied' : 'preparation.copy_failed'))
  }
  return (
    <Button {...(primary && { variant: 'primary' })} icon={copied ? 'tick' : 'document'} onClick={() => void copy()}>
      {wordFor(copied)}
    </Button>
  )

  function wordFor(went: boolean | undefined) {
    if (went === undefined) return label
    return t(went ? 'preparation.copied' : 'preparation.copy_failed')
  }
}
