import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SignInAgain } from '../access/sign-in-again.tsx'
import { LiveRegions, ProblemNotice, Waiting } from '../ui/notices.tsx'
import { ShortcutsHelp } from '../ui/shortcuts-dialog.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'

/** Around every screen: what speaks, what undoes, what lists the shortcuts, what asks to sign in again. */
export function RootScreen() {
  return (
    <>
      <LiveRegions />
      <Outlet />
      <UndoBar />
      <ShortcutsHelp />
      <SignInAgain onSomebodyElse={() => window.location.assign('/')} />
    </>
  )
}

export function ScreenWaiting() {
  const { t } = useTranslation()
  return <Waiting>{t('app.waiting')}</Waiting>
}

/** A screen that could not be drawn, or a session that could not be read. */
export function ScreenProblem({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <main className="problem-screen">
      <h1>{t('app.failed')}</h1>
      <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} retry={retry} />
    </main>
  )
}

export function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <main className="problem-screen">
      <h1>{t('app.not_found')}</h1>
      <p>{t('app.not_found_why')}</p>
      <Link to="/" className="button button-primary">
        {t('app.home')}
      </Link>
    </main>
  )
}
