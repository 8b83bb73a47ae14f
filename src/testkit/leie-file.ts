/** Values of a row of OIG's list by the names of its columns; the others are empty. */
export type LeieFileRow = Readonly<Record<string, string>>

const LEIE_COLUMNS =
  'LASTNAME FIRSTNAME MIDNAME BUSNAME GENERAL SPECIALTY UPIN NPI DOB ADDRESS CITY STATE ZIP EXCLTYPE EXCLDATE REINDATE WAIVERDATE WVRSTATE'.split(
    ' ',
  )

/** What a row of a person has who is not described further. */
const FICTIONAL: LeieFileRow = {
  LASTNAME: 'FICTIONAL',
  FIRSTNAME: 'TESTA',
  GENERAL: 'DOCTOR(MD, DO)',
  SPECIALTY: 'INTERNAL MEDICINE',
  NPI: '0000000000',
  STATE: 'NE',
  ZIP: '68848',
  EXCLTYPE: '1128a1',
  EXCLDATE: '20260120',
  REINDATE: '00000000',
  WAIVERDATE: '00000000',
}

/** A list as it is written today: values quoted, the header not, CRLF. */
export function leieText(rows: readonly LeieFileRow[]): string {
  const lines = rows.map((row) => LEIE_COLUMNS.map((name) => `"${{ ...FICTIONAL, ...row }[name] ?? ''}"`).join(','))
  return [LEIE_COLUMNS.join(','), ...lines, ''].join('\r\n')
}

/** A supplement as it was written in 2016: header quoted, empty values not, blanks that pad, LF. */
export function leieSupplementText(rows: readonly LeieFileRow[]): string {
  const padded = (row: LeieFileRow) => ({
    ...FICTIONAL,
    ...row,
    MIDNAME: `${row['MIDNAME'] ?? ''} `,
    EXCLTYPE: (row['EXCLTYPE'] ?? '1128a1').padEnd(9),
  })
  const lines = rows.map((row) => {
    const values: LeieFileRow = padded(row)
    return LEIE_COLUMNS.map((name) => ((values[name] ?? '') === '' ? '' : `"${values[name]}"`)).join(',')
  })
  return [`"${LEIE_COLUMNS.join('","')}"`, ...lines, ''].join('\n')
}
