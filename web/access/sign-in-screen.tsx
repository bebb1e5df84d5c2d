import { useTranslation } from 'react-i18next'
import type { Session } from '../../contract/access.ts'
import { Logo } from '../ui/logo.tsx'
import { type Plank, Planks } from '../ui/planks.tsx'
import { SignInForm } from './sign-in-form.tsx'

const CROSSING: readonly Plank[] = ['done', 'done', 'done', 'done', 'held', 'to-come', 'to-come', 'to-come', 'to-come']

/** The way in; `onSignedIn` decides where to. */
export function SignInScreen({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const { t } = useTranslation()
  return (
    <main className="sign-in">
      <div className="sign-in-brand">
        <Logo height={64} onBar />
        <h1>{t('app.name')}</h1>
        <p>{t('app.purpose')}</p>
      </div>
      <section className="sign-in-card" aria-label={t('access.sign_in')}>
        <SignInForm onSignedIn={onSignedIn} />
      </section>
      <div className="sign-in-foot">
        <Planks steps={CROSSING} large decorative />
        <p>{t('access.emergency')}</p>
      </div>
    </main>
  )
}
