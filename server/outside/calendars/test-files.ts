/** A calendar file with these components. */
export const calendar = (...components: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR', ...components, 'END:VCALENDAR', ''].join('\r\n')

let uids = 0

/** An event with these lines; a UID of its own unless they have one. */
export const event = (...lines: string[]): string => {
  const uid = lines.some((line) => line.startsWith('UID')) ? [] : [`UID:essai-${++uids}@calendrier.example`]
  return ['BEGIN:VEVENT', ...uid, 'DTSTAMP:20261101T080000Z', ...lines, 'SUMMARY:Réunion', 'END:VEVENT'].join('\r\n')
}
