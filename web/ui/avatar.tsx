import { classes } from './classes.ts'

/** « CL » for Camille Lorentz: the first letters of the first and the last word, titles left out. */
export function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => word && !/^(Dre?|M|Mme)\.?$/.test(word))
  const first = words.at(0)?.[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return `${first}${last}`.toUpperCase()
}

/** Drawn letters only; put the name in the text or label of what holds it. */
export function Avatar({ name, you = false, small = false }: { name: string; you?: boolean; small?: boolean }) {
  return (
    <span className={classes('avatar', you && 'avatar-you', small && 'avatar-small')} title={name} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
