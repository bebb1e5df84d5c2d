import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ChangeEvent, type KeyboardEvent, useDeferredValue, useState } from 'react'
import type { FieldProps } from './field.tsx'
import { isSameText } from './matching-text.ts'

export interface ComboboxOption {
  readonly id: string
  readonly label: string
  readonly detail?: string
}

export interface ComboboxProps extends FieldProps {
  /** What is searched, as in `communes`: answers are kept under this name. */
  readonly name: string
  readonly value: ComboboxOption | undefined
  readonly onChange: (option: ComboboxOption | undefined) => void
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>
  /** What is typed and not chosen yet; left as it is when nothing was ever chosen, so that it can be put right. */
  readonly onText?: (text: string) => void
  readonly minLength?: number
  /** What was typed does not stay once the field is left: others see the screen. */
  readonly forgets?: boolean
  readonly placeholder?: string
  /** Says what to do when nothing is found. */
  readonly emptyText?: string
}

export interface Suggestions {
  readonly id: string
  readonly options: readonly ComboboxOption[]
  readonly active: number
  readonly typed: string
  readonly state: 'waiting' | 'failed' | 'ready'
  readonly choose: (option: ComboboxOption) => void
}

const NONE: readonly ComboboxOption[] = []
const FRESH_FOR = 60_000

type Asked = Pick<ComboboxProps, 'name' | 'search'> & { readonly minLength: number }

function useSuggestions({ name, search, minLength }: Asked, text: string, isOpen: boolean) {
  const asked = useDeferredValue(text.trim())
  const { data, status } = useQuery({
    queryKey: ['suggestions', name, asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: isOpen && asked.length >= minLength, // what is asked comes a moment after what is typed
    staleTime: FRESH_FOR,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const states = { pending: 'waiting', error: 'failed', success: 'ready' } as const
  return { options: status === 'success' ? data : NONE, state: states[status] }
}

/** `draft` is what is typed since the last choice; without one, the field shows the choice itself. */
export function useCombobox(props: ComboboxProps, listId: string) {
  const { value, minLength = 2 } = props
  const [draft, setDraft] = useState<string>()
  const [isWanted, setIsWanted] = useState(false)
  const [marked, setMarked] = useState(0)
  const typed = draft ?? value?.label ?? ''
  const isOpen = isWanted && typed.trim().length >= minLength
  const { options, state } = useSuggestions({ ...props, minLength }, typed, isOpen)
  const active = Math.min(marked, options.length - 1)

  const choose = (option: ComboboxOption | undefined) => {
    setDraft(undefined)
    setIsWanted(false)
    if (option?.id !== value?.id) props.onChange(option)
  }
  const type = (event: ChangeEvent<HTMLInputElement>) => {
    setDraft(event.target.value)
    setMarked(0)
    setIsWanted(true)
    props.onText?.(event.target.value)
  }
  const leave = () => {
    setIsWanted(false)
    if (draft === undefined) return
    const same = options.find((option) => isSameText(option.label, draft))
    if (same || draft.trim() === '') choose(same)
    else if (value || props.forgets) setDraft(undefined)
  }
  return {
    isOpen,
    isExpanded: isOpen && options.length > 0,
    suggestions: { id: listId, options, active, typed, state, choose } satisfies Suggestions,
    input: {
      value: typed,
      onChange: type,
      onKeyDown: usingKeys({ isOpen, options, active, choose, open: setIsWanted, mark: setMarked }),
      onBlur: leave,
      'aria-activedescendant': isOpen && active >= 0 ? `${listId}-${active}` : undefined,
    },
  }
}

interface Steering extends Pick<Suggestions, 'options' | 'active' | 'choose'> {
  readonly isOpen: boolean
  readonly open: (isWanted: boolean) => void
  readonly mark: (index: number) => void
}

/** The keys that the list takes from the field; the others go on to the page. */
function usingKeys({ isOpen, options, active, choose, open, mark }: Steering) {
  const chosen = options[active]
  const move = (by: number) => () => mark((active + by + options.length) % Math.max(1, options.length))
  const opened: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: move(1),
    ArrowUp: move(-1),
    Enter: chosen && (() => choose(chosen)),
    Escape: () => open(false),
  }
  const closed: typeof opened = { ArrowDown: () => open(true) }
  return (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey ? undefined : (isOpen ? opened : closed)[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}
