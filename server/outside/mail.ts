import { createTransport } from 'nodemailer'

/** Where mail is handed over, and in whose name. */
export interface MailSettings {
  readonly smtpUrl: string
  /** A bare address: calendars compare it with the organiser of an invitation. */
  readonly from: string
}

export interface Mail {
  /** The same when it is sent again: whoever got it twice sees one. */
  readonly messageId: string
  readonly at: number
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly calendar: { readonly method: 'REQUEST' | 'CANCEL'; readonly text: string }
}

/** Why a mail was not taken; the next try may go better. */
export type MailTrouble = 'unreachable' | 'too-slow' | 'credentials-refused' | 'deferred' | 'refused'

export interface Mailer {
  readonly from: string
  /** `sent` once the mail server took it over; throws when `signal` ends it, and nobody knows then. */
  readonly send: (mail: Mail, signal?: AbortSignal) => Promise<'sent' | MailTrouble>
}

/** In all, whatever the server does meanwhile: less than an effect's lease. */
const PATIENCE_MS = 30_000
const STEP_MS = 10_000

/** Hands mail to an SMTP server, a connection each. `patienceMs` is how long one may take. */
export function openMailer({ smtpUrl, from }: MailSettings, patienceMs = PATIENCE_MS): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    dnsTimeout: STEP_MS,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    from,
    send: async (mail, signal) => {
      const patience = AbortSignal.timeout(patienceMs)
      try {
        await transport.sendMail(messageOf(mail, from, signal ? AbortSignal.any([signal, patience]) : patience))
        return 'sent'
      } catch (error) {
        signal?.throwIfAborted()
        return patience.aborted ? 'too-slow' : troubleOf(error)
      }
    },
  }
}

const messageOf = ({ messageId, at, to, subject, text, calendar }: Mail, from: string, signal: AbortSignal) => ({
  from: { name: 'Passerelle', address: from },
  to: { name: '', address: to },
  envelope: { from, to: [to] },
  messageId: `<${messageId}>`,
  date: new Date(at),
  subject,
  text,
  icalEvent: { method: calendar.method, content: calendar.text, filename: 'invitation.ics' },
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  signal,
})

const BY_CODE: Readonly<Record<string, MailTrouble>> = {
  ETIMEDOUT: 'too-slow',
  EAUTH: 'credentials-refused',
  ENOAUTH: 'credentials-refused',
}

/** What the server said, or that it said nothing: 4yz is for now, 5yz is no (RFC 5321). */
function troubleOf(error: unknown): MailTrouble {
  const { code = '', responseCode = 0 } = Object(error) as { code?: string; responseCode?: number }
  const known = BY_CODE[code]
  if (known) return known
  if (responseCode >= 500) return 'refused'
  return responseCode >= 400 ? 'deferred' : 'unreachable'
}
