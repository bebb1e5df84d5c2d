import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button.tsx'
import { LiveRegions } from './notices.tsx'

interface DialogProps {
  readonly title: string
  /** Escape and the cross; without it the dialog must be answered. */
  readonly onClose?: () => void
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/**
 * Modal while it is drawn: draw it to open, stop drawing it to close. The focus goes back where it was.
 * It has its own live regions, since a modal dialog silences those of the page.
 */
export function Dialog({ title, onClose, foot, children }: DialogProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const dialog = useModal()
  const closed = (event: SyntheticEvent<HTMLDialogElement>) => (onClose ? onClose() : event.currentTarget.showModal())
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => !onClose && event.preventDefault()}
      onClose={closed}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        {onClose && <IconButton icon="cross" label={t('dialog.close')} onClick={onClose} />}
      </div>
      <div className="dialog-body">{children}</div>
      {foot && <div className="dialog-foot">{foot}</div>}
      <LiveRegions />
    </dialog>
  )
}

const FIELDS = '.dialog-body :is(input:checked, input:not([type=radio]), textarea, select)'

/** What is asked, or else the answer: never the cross, which the browser would take for it. */
function firstToAnswer(dialog: HTMLElement): HTMLElement | null {
  const fields = [...dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(FIELDS)]
  const asked = fields.find(({ type, value }) => type === 'radio' || value === '')
  return asked ?? dialog.querySelector<HTMLElement>('.dialog-foot .button-primary')
}

/** Back to the words that an open dialog asks for, when they are missing. */
export const focusWords = () => document.querySelector<HTMLElement>('dialog:modal textarea')?.focus()

function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const node = dialog.current
    const opener = document.activeElement
    if (node && !node.open) {
      node.showModal()
      firstToAnswer(node)?.focus()
    }
    return () => {
      if (!node?.isConnected && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return dialog
}
