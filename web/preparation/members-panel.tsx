import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../ui/field.tsx'
import { Status } from '../ui/notices.tsx'
import { Tag } from '../ui/state-tag.tsx'
import { isWaiting } from './preparation-state.ts'
import type { Member, Preparations } from './preparations.ts'

interface MembersPanelProps {
  readonly list: Preparations
  readonly chosenId: string | undefined
  readonly onChoose: (practitionerId: string) => void
}

/** Those for whom one may prepare; those who share nothing yet come first. */
export function MembersPanel({ list, chosenId, onChoose }: MembersPanelProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const [wanted, setWanted] = useState('')
  const shown = found(list.practitioners, wanted)
  const waiting = new Set(list.preparations.filter(isWaiting).map(({ practitioner }) => practitioner.id))
  return (
    <section className="preparation-panel" aria-labelledby={titleId}>
      <h2 id={titleId}>{t('preparation.members')}</h2>
      <TextField label={t('preparation.search')} value={wanted} onChange={setWanted} autoComplete="off" />
      <div className="visually-hidden">
        <Status>{wanted && t('preparation.found', { count: shown.length })}</Status>
      </div>
      {shown.length === 0 && <p className="quiet">{t('preparation.nobody')}</p>}
      <ul className="member-list">
        {shown.slice(0, MOST_SHOWN).map((member) => (
          <li key={member.id}>
            <button
              type="button"
              className="member"
              aria-pressed={member.id === chosenId}
              onClick={() => onChoose(member.id)}
            >
              <span>
                {member.name}
                <span className="member-where quiet small">{wordsOfPlaces(member)}</span>
              </span>
              <MemberState member={member} isWaiting={waiting.has(member.id)} />
            </button>
          </li>
        ))}
      </ul>
      {shown.length > MOST_SHOWN && (
        <p className="quiet small">{t('preparation.others', { count: shown.length - MOST_SHOWN })}</p>
      )}
    </section>
  )
}

/** A territory has hundreds: a name is found faster than scrolled to. */
const MOST_SHOWN = 40

function MemberState({ member, isWaiting }: { member: Member; isWaiting: boolean }) {
  const { t } = useTranslation()
  if (isWaiting)
    return (
      <Tag tone="honey" icon="clock">
        {t('preparation.state.waiting')}
      </Tag>
    )
  return member.hasAgenda ? (
    <Tag tone="green" icon="calendar-tick">
      {t('preparation.has_agenda')}
    </Tag>
  ) : null
}

const wordsOfPlaces = ({ locations }: Member) => [...new Set(locations.map(({ commune }) => commune))].join(', ')

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

function found(members: readonly Member[], wanted: string): Member[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  return members
    .filter((member) => words.every((word) => plain(`${member.name} ${wordsOfPlaces(member)}`).includes(word)))
    .sort((one, other) => Number(one.hasAgenda) - Number(other.hasAgenda))
}
