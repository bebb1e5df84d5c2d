import { useNavigate, useSearch } from '@tanstack/react-router'
import { SignInScreen } from '../access/sign-in-screen.tsx'

/** Goes on to what was asked for before signing in, else to the home of the role. */
export function SignInPage() {
  const navigate = useNavigate()
  const { suite = '/' } = useSearch({ from: '/connexion' })
  return <SignInScreen onSignedIn={() => void navigate({ href: suite, replace: true })} />
}
