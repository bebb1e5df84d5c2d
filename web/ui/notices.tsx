import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { ProblemError, UnreachableError } from './http.ts'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './state-tag.tsx'

export const Waiting = ({ children }: { children: string }) => (
  <p className="waiting" aria-busy="true">
    {children}
  </p>
)

/** Read out politely, without moving the focus. */
export const Status = ({ children }: { children: ReactNode }) => <p role="status">{children}</p>

interface NoteProps {
  readonly tone: Exclude<Tone, 'plum'>
  readonly icon: IconName
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A coloured line that stays: what is known, with at most one thing to do. */
export const Note = ({ tone, icon, action, children }: NoteProps) => (
  <div className={`note tone-${tone}`}>
    <Icon name={icon} />
    <div className="note-text">{children}</div>
    {action}
  </div>
)

/** What happened, what is safe, what to do: the server's sentence, or ours when it could not be reached. */
export function ProblemNotice({ error, retry }: { error: Error; retry?: () => unknown }) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <Note tone="brick" icon="warning" action={retry && <Button onClick={() => retry()}>{t('problem.retry')}</Button>}>
        {useProblemText(error)}
      </Note>
    </div>
  )
}

/** The sentence of an error, for the places that show it in their own way. */
export function useProblemText(error: Error): string {
  const { t } = useTranslation()
  if (error instanceof ProblemError) return error.message
  return error instanceof UnreachableError ? t('problem.unreachable') : t('problem.unexpected')
}

interface Announcements {
  readonly polite: string
  readonly assertive: string
}

let said: Announcements = { polite: '', assertive: '' }
const listeners = new Set<() => void>()

/** Reads `text` out, now when `assertive`, else when the reader is free. The same text twice is read twice. */
export function announce(text: string, urgency: keyof Announcements = 'polite') {
  const repeated = said[urgency] === text
  said = { ...said, [urgency]: repeated ? `${text}\u00a0` : text }
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where `announce` speaks; once, at the root of the app. */
export function LiveRegions() {
  const { polite, assertive } = useSyncExternalStore(listen, () => said)
  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {assertive}
      </div>
    </>
  )
}
