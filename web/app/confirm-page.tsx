import '../preparation/preparation.css'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ConfirmScreen } from '../preparation/confirm-screen.tsx'
import { Logo } from '../ui/logo.tsx'

/** A prepared agenda by its link. The token is in the fragment, which no server and no other site is told. */
export function ConfirmPage() {
  const { t } = useTranslation()
  const { hash } = useLocation()
  const [token] = /^[A-Za-z0-9_-]{43}$/.exec(hash) ?? []
  return (
    <div className="phone">
      <header className="phone-head">
        <Logo height={24} />
        <h1>{t('preparation.your_agenda')}</h1>
      </header>
      <main className="phone-main">
        <ConfirmScreen key={token} token={token} />
      </main>
    </div>
  )
}
