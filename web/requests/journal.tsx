import type { ParseKeys } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { JournalEntry, RequestView } from '../../contract/requests.ts'
import { clockTime, clockTimeWithSeconds, dayName } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { serverNow } from '../ui/server-clock.ts'

interface Words {
  readonly icon: IconName
  readonly text: ParseKeys
}

const ACTS: Readonly<Record<string, Words>> = {
  'request-created': { icon: 'phone', text: 'requests.journal.created' },
  'request-taken': { icon: 'person', text: 'requests.journal.taken' },
  'request-handed-over': { icon: 'handshake', text: 'requests.journal.handed_over' },
  'request-moved': { icon: 'arrow-right', text: 'requests.journal.moved' },
  'request-closed': { icon: 'box', text: 'requests.journal.closed' },
  'slot-held': { icon: 'hourglass', text: 'requests.journal.held' },
  'hold-extended': { icon: 'hourglass', text: 'requests.journal.extended' },
  'hold-released': { icon: 'return', text: 'requests.journal.released' },
  'hold-expired': { icon: 'return', text: 'requests.journal.expired' },
  'appointment-booked': { icon: 'calendar-tick', text: 'requests.journal.booked' },
  'appointment-proposed': { icon: 'envelope', text: 'requests.journal.proposed' },
  'proposal-accepted': { icon: 'calendar-tick', text: 'requests.journal.accepted' },
  'proposal-declined': { icon: 'return', text: 'requests.journal.declined' },
  'appointment-cancelled': { icon: 'cross', text: 'requests.journal.cancelled' },
  'outcome-recorded': { icon: 'tick', text: 'requests.journal.outcome' },
  'outcome-withdrawn': { icon: 'return', text: 'requests.journal.outcome_withdrawn' },
  'feedback-sent': { icon: 'envelope-tick', text: 'requests.journal.feedback' },
  'refill-proposed': { icon: 'calendar', text: 'requests.journal.freed' },
  'refill-passed': { icon: 'return', text: 'requests.journal.freed_passed' },
}
const OTHER: Words = { icon: 'document', text: 'requests.journal.other' }

const MOVES: Readonly<Record<string, ParseKeys>> = {
  QUALIFIED: 'requests.journal.to_regulator',
  REGULATED: 'requests.journal.regulated',
  MT_CONTACT: 'requests.journal.attending_contacted',
  SEARCHING: 'requests.journal.searching',
}

/** Who did what, when and why, in words. */
export function Journal({ journal }: Pick<RequestView, 'journal'>) {
  const { t } = useTranslation()
  return (
    <section className="facts journal">
      <h3>{t('requests.panel.journal')}</h3>
      <ol>
        {journal.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  )
}

function Line({ entry }: { entry: JournalEntry }) {
  const { icon } = wordsOf(entry)
  return (
    <li>
      <time className="faint tabular" dateTime={entry.at}>
        {clockTime(entry.at)}
      </time>
      <Icon name={icon} />
      <span>{useSentence(entry)}</span>
    </li>
  )
}

const wordsOf = ({ act }: JournalEntry): Words => ACTS[act] ?? OTHER

const detail = ({ details }: JournalEntry, name: string): string => {
  const value = details?.[name]
  return typeof value === 'string' ? value : ''
}

function useSentence(entry: JournalEntry): string {
  const { t } = useTranslation()
  const word = (known: ParseKeys | undefined) => (known ? String(t(known)) : '')
  const until = detail(entry, 'expiresAt')
  const startsAt = detail(entry, 'startsAt')
  const key = (entry.act === 'request-moved' && MOVES[detail(entry, 'to')]) || wordsOf(entry).text
  const values = {
    actor: entry.actor,
    until: until && clockTimeWithSeconds(until),
    when: startsAt && `${dayName(startsAt, serverNow())} ${clockTime(startsAt)}`,
    as: word(CLOSING_WORDS[detail(entry, 'as')]),
    outcome: word(OUTCOME_WORDS[detail(entry, 'outcome')]),
  }
  const sentence = String(t(key, values))
  const reason = detail(entry, 'reason') || detail(entry, 'note')
  return reason ? t('requests.journal.because', { sentence, reason }) : sentence
}

const CLOSING_WORDS: Readonly<Record<string, ParseKeys>> = {
  advice: 'requests.closing.advice',
  emergency: 'requests.closing.emergency',
  unplaced: 'requests.closing.unplaced',
  abandoned: 'requests.closing.abandoned',
  done: 'requests.closing.done',
}

const OUTCOME_WORDS: Readonly<Record<string, ParseKeys>> = {
  came: 'requests.outcome.came',
  late: 'requests.outcome.late',
  'did-not-come': 'requests.outcome.did-not-come',
  'sent-on': 'requests.outcome.sent-on',
}
