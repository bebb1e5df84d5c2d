import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notices.tsx'
import { type Credentials, useSignIn } from './session.ts'

interface SignInFormProps {
  /** Kept from the session that ended. */
  readonly email?: string
  readonly onSignedIn: (session: SessionView) => void
}

/** A refusal keeps what was typed. */
export function SignInForm({ email = '', onSignedIn }: SignInFormProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Credentials>({ email, password: '' })
  const [isChecked, setIsChecked] = useState(false)
  const signIn = useSignIn(onSignedIn)
  const errors = useMissing(typed)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    if (typed.email.trim() && typed.password && !signIn.isPending)
      signIn.mutate({ ...typed, email: typed.email.trim() })
  }
  return (
    <form className="sign-in-form" noValidate onSubmit={submit}>
      <TextField
        label={t('access.email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus={email === ''}
        spellCheck={false}
        value={typed.email}
        onChange={(value) => setTyped({ ...typed, email: value })}
        error={isChecked ? errors.email : undefined}
      />
      <PasswordField
        autoFocus={email !== ''}
        value={typed.password}
        onChange={(value) => setTyped({ ...typed, password: value })}
        error={isChecked ? errors.password : undefined}
      />
      {signIn.isError && <ProblemNotice error={signIn.error} />}
      <Button type="submit" variant="primary" wide busy={signIn.isPending}>
        {signIn.isPending ? t('access.signing_in') : t('access.sign_in')}
      </Button>
    </form>
  )
}

function useMissing({ email, password }: Credentials) {
  const { t } = useTranslation()
  return {
    email: email.trim() === '' ? t('access.email_missing') : undefined,
    password: password === '' ? t('access.password_missing') : undefined,
  }
}

interface PasswordFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
  readonly autoFocus: boolean
}

function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation()
  const [isShown, setIsShown] = useState(false)
  return (
    <TextField
      {...props}
      label={t('access.password')}
      type={isShown ? 'text' : 'password'}
      autoComplete="current-password"
      spellCheck={false}
      end={
        <Button variant="quiet" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          {t('access.show')}
        </Button>
      }
    />
  )
}
