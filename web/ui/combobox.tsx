import { useTranslation } from 'react-i18next'
import { described, FieldFrame, useFieldIds } from './field.tsx'
import { highlight } from './matching-text.ts'
import { Status } from './notices.tsx'
import { type ComboboxOption, type ComboboxProps, type Suggestions, useCombobox } from './use-combobox.ts'

/** A text field that suggests while one types, and keeps the last choice when left. */
export function Combobox({ placeholder, emptyText, ...props }: ComboboxProps) {
  const { label, hint, error, optional } = props
  const field = { label, hint, error, ...(optional && { optional }) }
  const ids = useFieldIds()
  const box = useCombobox(props, `${ids.control}list`)
  return (
    <FieldFrame {...field} ids={ids}>
      <div className="combobox">
        <input
          {...described(field, ids)}
          {...box.input}
          type="text"
          role="combobox"
          aria-expanded={box.isExpanded}
          aria-controls={box.isExpanded ? `${ids.control}list` : undefined}
          className="input"
          autoComplete="off"
          aria-autocomplete="list"
          placeholder={placeholder}
        />
        {box.isOpen && <Popup {...box.suggestions} label={label} emptyText={emptyText} />}
      </div>
    </FieldFrame>
  )
}

function Popup({ label, emptyText, ...list }: Suggestions & { label: string; emptyText: string | undefined }) {
  const { t } = useTranslation()
  const count = list.options.length
  return (
    <div className="combobox-list">
      {count > 0 && (
        <div id={list.id} role="listbox" className="combobox-options" aria-label={label}>
          {list.options.map((option, index) => (
            <Suggestion key={option.id} option={option} index={index} {...list} />
          ))}
        </div>
      )}
      <div className={count > 0 ? 'visually-hidden' : 'combobox-message'}>
        <Status>{statusOf(list.state, t('combobox.found', { count }))}</Status>
      </div>
    </div>
  )

  function statusOf(state: Suggestions['state'], found: string) {
    if (state === 'waiting') return t('combobox.waiting')
    if (state === 'failed') return t('combobox.failed')
    return count > 0 ? found : (emptyText ?? t('combobox.none'))
  }
}

interface SuggestionProps extends Suggestions {
  readonly option: ComboboxOption
  readonly index: number
}

function Suggestion({ option, index, id, active, typed, choose }: SuggestionProps) {
  const [before, match, after] = highlight(option.label, typed)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which owns the list
    // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
    <div
      id={`${id}-${index}`}
      role="option"
      className="combobox-option"
      aria-selected={index === active}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(option)}
    >
      <span>
        {before}
        <b>{match}</b>
        {after}
      </span>
      {option.detail && <span className="combobox-detail">{option.detail}</span>}
    </div>
  )
}
