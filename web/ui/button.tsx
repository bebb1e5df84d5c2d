import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { KeyCap } from './key-cap.tsx'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly variant?: 'primary' | 'plain' | 'quiet'
  /** Colours the text and edge of a plain button. */
  readonly tone?: 'brick' | 'green'
  readonly icon?: IconName
  /** The shortcut that does the same, as given to `useShortcuts`. */
  readonly keys?: string
  /** Not sent twice while the server answers; stays in the tab order, unlike `disabled`. */
  readonly busy?: boolean
  readonly wide?: boolean
  readonly big?: boolean
  readonly children: ReactNode
}

export function Button({ variant = 'plain', tone, icon, keys, busy, wide, big, children, ...rest }: ButtonProps) {
  const name = classes(
    'button',
    variant !== 'plain' && `button-${variant}`,
    tone && `button-${tone}`,
    wide && 'button-wide',
    big && 'button-big',
  )
  return (
    <button
      type="button"
      {...rest}
      className={name}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={keys === '+' ? 'plus' : keys?.replace('Ctrl', 'Control')}
      onClick={(event) => (busy || isEcho(event, busy) ? event.preventDefault() : rest.onClick?.(event))}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {keys && <KeyCap keys={keys} />}
    </button>
  )
}

/** The second tap of a double one, on what sends something: it may come before `busy` is drawn. */
const isEcho = ({ detail }: MouseEvent, busy: boolean | undefined): boolean => busy !== undefined && detail > 1

/** Only for call, close and back: everywhere else an icon comes with words. */
export function IconButton({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}
