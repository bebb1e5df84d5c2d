/** TRE_G15: médecin. */
export const DOCTOR = '10'

/** TRE_R38: qualified in general practice, and the two forms of general medicine. */
const GENERAL_PRACTICE: readonly string[] = ['SM26', 'SM53', 'SM54']

/** Whether a doctor is one of first recourse: general practice, or no specialty in the directory (dossier §4.2). */
export const isFirstRecourse = (specialtyCodes: readonly string[]): boolean =>
  specialtyCodes.length === 0 || specialtyCodes.some((code) => GENERAL_PRACTICE.includes(code))
