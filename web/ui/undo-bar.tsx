import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

interface Undoable {
  readonly message: string
  readonly undo: () => void
}

const TIME_TO_UNDO = 10_000

let offered: (Undoable & { readonly id: number }) | undefined
let count = 0
const listeners = new Set<() => void>()

/** Says what was just done and lets it be undone for 10 s; a later one takes its place. */
export function offerUndo(undoable: Undoable | undefined) {
  count += 1
  offered = undoable && { ...undoable, id: count }
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Once, at the root of the app. The time stands still while the pointer or the focus is on it. */
export function UndoBar() {
  const undoable = useSyncExternalStore(listen, () => offered)
  return <div role="status">{undoable && <UndoMessage key={undoable.id} {...undoable} />}</div>
}

function UndoMessage({ message, undo }: Undoable) {
  const { t } = useTranslation()
  const [stays, setStays] = useState(false)
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => offerUndo(undefined), TIME_TO_UNDO)
    return () => clearTimeout(timer)
  }, [stays])
  const undoIt = () => {
    offerUndo(undefined)
    undo()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only holds the clock, the button does the rest
    <div
      className="undo-bar"
      onPointerEnter={() => setStays(true)}
      onPointerLeave={() => setStays(false)}
      onFocus={() => setStays(true)}
      onBlur={() => setStays(false)}
    >
      <span>{message}</span>
      <button type="button" onClick={undoIt}>
        {t('undo.undo')}
      </button>
    </div>
  )
}
