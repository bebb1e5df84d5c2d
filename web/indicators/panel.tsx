import { type ReactNode, useId } from 'react'

interface PanelProps {
  /** The finding, not the subject. */
  readonly title: string
  readonly hint?: string
  readonly className?: string
  readonly children: ReactNode
}

export function Panel({ title, hint, className = '', children }: PanelProps) {
  const titleId = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {hint && <p className="quiet small">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
