import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../ui/notices.tsx'
import { offerUndo } from '../ui/undo-bar.tsx'
import type { Intent, Reach, Shape } from './intents.ts'
import type { Group } from './layout.ts'
import type { Row } from './rows.ts'
import type { Period } from './team.ts'
import type { TeamEdits } from './team-edits.ts'
import { dayWords, groupWords, wallWords } from './team-words.ts'

interface Around {
  readonly edits: TeamEdits
  readonly period: Period
  readonly today: string
}

interface How {
  readonly reach?: Reach
  readonly inSteps?: boolean
}

/** What can be done to a group, with the words that say it and the time to undo it. */
export function useDoings({ edits, period, today }: Around) {
  const { t } = useTranslation()
  const clipboard = useRef<{ readonly practitionerId: string; readonly group: Group }>(undefined)

  const put = (practitionerId: string, intent: Intent, message: string, inSteps = false) => {
    const onDone = (undo: () => void) => offerUndo({ message, undo })
    edits.wish({ practitionerId, period, intent, onDone }, { inSteps })
  }
  const wish = ({ practitioner }: Row, intent: Intent, message: string, inSteps = false) =>
    put(practitioner.id, intent, message, inSteps)
  const standing = (row: Row, start: number, end: number) => ({
    name: row.practitioner.name,
    day: dayWords(Math.floor(start / 1_440), today),
    from: wallWords(start),
    until: wallWords(end),
  })
  return {
    reshape: (row: Row, group: Group, to: Shape, { reach = 'one', inSteps = false }: How = {}) => {
      const message = t(`team.done.${MOVED[reach]}`, standing(row, to.start, to.end))
      wish(row, { kind: 'reshape', key: group.key, to, reach }, message, inSteps)
    },
    remove: (row: Row, group: Group, { reach = 'one' }: How = {}) => {
      const message = t(`team.done.${REMOVED[reach]}`, standing(row, group.start, group.end))
      wish(row, { kind: 'remove', key: group.key, reach }, message)
    },
    copy: (row: Row, group: Group) => {
      clipboard.current = { practitionerId: row.practitioner.id, group }
      announce(t('team.copied', { what: groupWords(t, group, today) }))
    },
    copyWeek: (who: { readonly id: string; readonly name: string }, from: string, to: string) => {
      const message = t('team.done.week', { name: who.name })
      put(who.id, { kind: 'copy-week', from, to }, message)
    },
    paste: (row: Row, day: number) => {
      const copied = clipboard.current
      if (!copied) return announce(t('team.nothing_copied'), 'assertive')
      if (copied.practitionerId !== row.practitioner.id) return announce(t('team.paste_elsewhere'), 'assertive')
      const { group } = copied
      const at = day * 1_440 + (group.start - group.day * 1_440)
      const message = t('team.done.pasted', standing(row, at, at + group.end - group.start))
      wish(row, { kind: 'paste', copied: group, at }, message)
    },
  }
}

const MOVED = { one: 'moved', following: 'following', all: 'all' } as const
const REMOVED = { one: 'removed', following: 'removed_following', all: 'removed_all' } as const
