import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Note } from '../ui/notices.tsx'
import { useSessionEnded } from '../ui/session-end.ts'
import { currentSession } from './session.ts'
import { SignInForm } from './sign-in-form.tsx'

/**
 * Above the open screen, which keeps what was typed. Somebody else signing in is told to the app, since what is on
 * screen is not theirs.
 */
export function SignInAgain({ onSomebodyElse }: { onSomebodyElse: (session: SessionView) => void }) {
  const { t } = useTranslation()
  const { data: before } = useQuery({ ...currentSession, enabled: false })
  const signedIn = (session: SessionView) => before && before.accountId !== session.accountId && onSomebodyElse(session)
  if (!useSessionEnded()) return null
  return (
    <Dialog title={t('access.again')}>
      <div className="sign-in-form">
        <Note tone="honey" icon="lock">
          {t('access.ended')}
        </Note>
        <SignInForm onSignedIn={signedIn} />
      </div>
    </Dialog>
  )
}
