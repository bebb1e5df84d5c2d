import { describe, expect, test } from 'vitest'
import { HOUR } from '../time/interval.ts'
import { type CareNeed, practitionerMask, reasonsOf } from './eligibility.ts'

const need: CareNeed = {
  professionCode: '10',
  specialtyCode: null,
  modalities: ['AMB'],
  ageMonths: 400,
  placeCommune: '42218',
  attendingId: null,
  dueAt: 24 * HOUR,
  source: 'sas',
}
const doctor = { practitionerId: 'p', professionCode: '10', specialtyCodes: ['SM54'] }

describe('practitionerMask', () => {
  test.each([
    ['a general practitioner', {}, {}, []],
    ['a doctor without a listed specialty', { specialtyCodes: [] }, {}, []],
    ['a cardiologist, none being asked for', { specialtyCodes: ['SM04'] }, {}, ['specialty']],
    ['a cardiologist who is the médecin traitant', { specialtyCodes: ['SM04'] }, { attendingId: 'p' }, []],
    ['the cardiologist asked for', { specialtyCodes: ['SM04'] }, { specialtyCode: 'SM04' }, []],
    ['a general practitioner for a cardiologist', {}, { specialtyCode: 'SM04' }, ['specialty']],
    ['a nurse for a doctor', { professionCode: '60', specialtyCodes: [] }, {}, ['profession']],
    ['a nurse for a nurse', { professionCode: '60', specialtyCodes: [] }, { professionCode: '60' }, []],
  ])('%s', (_, who, wanted, reasons) => {
    expect(reasonsOf(practitionerMask({ ...doctor, ...who }, { ...need, ...wanted }))).toEqual(reasons)
  })
})
