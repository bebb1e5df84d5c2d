import { useTranslation } from 'react-i18next'

/** The operators' room: who waits, what is needed, who can, where. */
export function ConsolePage() {
  const { t } = useTranslation()
  return (
    <main className="page">
      <h1>{t('page.console')}</h1>
    </main>
  )
}
