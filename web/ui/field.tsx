import { type HTMLAttributes, type InputHTMLAttributes, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'

export interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong and how to put it right; read out with the field. */
  readonly error?: string | undefined
  readonly optional?: boolean
}

export interface FieldIds {
  readonly control: string
  readonly note: string
}

/** What ties a control to its label, hint and error. */
export const described = ({ hint, error }: FieldProps, { control, note }: FieldIds) => ({
  id: control,
  'aria-describedby': hint || error ? note : undefined,
  'aria-invalid': error ? true : undefined,
})

export function useFieldIds(): FieldIds {
  const id = useId()
  return { control: `${id}control`, note: `${id}note` }
}

/** Label above, hint or error below. */
export function FieldFrame({ ids, children, ...field }: FieldProps & { ids: FieldIds; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={ids.control}>
        <LabelText {...field} />
      </label>
      {children}
      <FieldNote id={ids.note} {...field} />
    </div>
  )
}

function LabelText({ label, optional }: FieldProps) {
  const { t } = useTranslation()
  return (
    <>
      {label}
      {optional && <span className="field-optional">{` ${t('field.optional')}`}</span>}
    </>
  )
}

function FieldNote({ id, hint, error }: FieldProps & { id: string }) {
  if (error)
    return (
      <p id={id} className="field-error">
        <Icon name="warning" />
        {error}
      </p>
    )
  return hint ? (
    <p id={id} className="field-hint">
      {hint}
    </p>
  ) : null
}

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'type'
  | 'name'
  | 'autoComplete'
  | 'autoFocus'
  | 'placeholder'
  | 'required'
  | 'disabled'
  | 'readOnly'
  | 'maxLength'
  | 'onBlur'
> &
  Pick<HTMLAttributes<HTMLElement>, 'inputMode' | 'spellCheck'>

interface Valued extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** `end` stands beside the input, such as a button that belongs to it. */
export interface TextFieldProps extends Valued, Native {
  readonly end?: ReactNode
}

export function TextField({ label, hint, error, optional, value, onChange, end, ...native }: TextFieldProps) {
  const field = { label, hint, error, ...(optional && { optional }) }
  const ids = useFieldIds()
  const input = (
    <input
      type="text"
      {...native}
      {...described(field, ids)}
      className="input"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
  return (
    <FieldFrame {...field} ids={ids}>
      {end ? (
        <div className="input-end">
          {input}
          {end}
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  )
}

export function TextAreaField({
  value,
  onChange,
  rows = 2,
  autoFocus,
  ...field
}: Valued & Pick<Native, 'autoFocus'> & { rows?: number }) {
  const ids = useFieldIds()
  return (
    <FieldFrame {...field} ids={ids}>
      <textarea
        {...described(field, ids)}
        className="input"
        rows={rows}
        {...(autoFocus && { autoFocus })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  )
}

export interface Option<Value extends string = string> {
  readonly value: Value
  readonly label: string
}

interface SelectFieldProps<Value extends string> extends FieldProps {
  readonly options: readonly Option<Value>[]
  readonly value: Value | ''
  readonly onChange: (value: Value) => void
  /** Shown while nothing is chosen. */
  readonly placeholder?: string
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { options, value, onChange, placeholder, ...field } = props
  const ids = useFieldIds()
  const choose = (chosen: string) => {
    const option = options.find((one) => one.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <FieldFrame {...field} ids={ids}>
      <div className="select">
        <select
          {...described(field, ids)}
          className="input"
          value={value}
          onChange={(event) => choose(event.target.value)}
        >
          {value === '' && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </div>
    </FieldFrame>
  )
}
