import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { Logo } from '../ui/logo.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The way in; `onSignedIn` decides where to. */
export function SignInScreen({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  const { t } = useTranslation()
  return (
    <main className="sign-in">
      <div className="sign-in-brand">
        <Logo height={72} onBar />
        <h1>{t('app.name')}</h1>
        <p>{t('app.purpose')}</p>
        <Footbridge />
      </div>
      <section className="sign-in-card" aria-label={t('access.sign_in')}>
        <SignInForm onSignedIn={onSignedIn} />
      </section>
      <p className="sign-in-foot">{t('access.emergency')}</p>
    </main>
  )
}

/** From bank to bank, plank after plank; the honey one, in the middle, is the way in. */
const Footbridge = () => (
  <div className="footbridge" aria-hidden="true">
    <Planking side="crossed" />
    <span className="footbridge-missing" />
    <Planking side="to-come" />
  </div>
)

function Planking({ side }: { side: 'crossed' | 'to-come' }) {
  const id = useId()
  return (
    <svg className={`footbridge-${side}`} height="16" aria-hidden="true">
      <pattern id={id} width="64" height="16" patternUnits="userSpaceOnUse">
        <rect x="4" y="1" width="56" height="14" rx="4" />
      </pattern>
      <rect width="100%" height="16" stroke="none" fill={`url(#${id})`} />
    </svg>
  )
}
