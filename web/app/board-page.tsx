import { useTranslation } from 'react-i18next'

/** What becomes of the requests of a territory, without any identity. */
export function BoardPage() {
  const { t } = useTranslation()
  return (
    <main className="page">
      <h1>{t('page.board')}</h1>
    </main>
  )
}
