import { useId } from 'react'
import type { Option } from './field.tsx'
import { Icon } from './icon.tsx'

interface ChipOption<Value extends string> extends Option<Value> {
  /** The whole word, where the label is its beginning. */
  readonly spoken?: string
}

interface GroupProps<Value extends string> {
  readonly legend: string
  readonly options: readonly ChipOption<Value>[]
  /** Keeps the legend for screen readers only, where the heading above says the same. */
  readonly legendHidden?: boolean
}

/** Any number of these. A tick marks what is on, so colour is never alone. */
export function Toggles<Value extends string>({
  value,
  onChange,
  ...group
}: GroupProps<Value> & { value: readonly Value[]; onChange: (value: Value[]) => void }) {
  const legendId = useId()
  const turn = (one: Value) => onChange(value.includes(one) ? value.filter((on) => on !== one) : [...value, one])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, these are buttons
    <div role="group" aria-labelledby={legendId}>
      <p id={legendId} className={group.legendHidden ? 'visually-hidden' : 'field-label'}>
        {group.legend}
      </p>
      <div className="chips">
        {group.options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="chip"
            aria-label={option.spoken}
            aria-pressed={value.includes(option.value)}
            onClick={() => turn(option.value)}
          >
            {value.includes(option.value) && <Icon name="tick" />}
            {option.label}
          </button>
        ))}
      </div>
    </div>
  )
}

/** One of these; arrows move the choice, as with any radio buttons. */
export function Choice<Value extends string>({
  value,
  onChange,
  ...group
}: GroupProps<Value> & { value: Value | undefined; onChange: (value: Value) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend className={group.legendHidden ? 'visually-hidden' : 'field-label'}>{group.legend}</legend>
      <div className="chips">
        {group.options.map((option) => (
          <label key={option.value} className="chip">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface SwitchProps {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

/** Takes effect at once. */
export function Switch({ label, on, onChange }: SwitchProps) {
  const labelId = useId()
  return (
    <div className="setting">
      <span id={labelId}>{label}</span>
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={on}
        aria-labelledby={labelId}
        onClick={() => onChange(!on)}
      />
    </div>
  )
}
