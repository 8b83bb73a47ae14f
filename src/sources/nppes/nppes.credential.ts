/** `MD`, `DO`, also before a number, `MD1208`, or glued to the commonest companions, `MDPHD`; not `DMD`, not `MDS`. */
const IN_ONE = /(?<![A-Z])(?:MD|DO)(?:PHD|MPH|MBA|FA[A-Z]{1,3})?(?![A-Z])/

/** `M.D.`, `M. D.`, `M D`, `M.D.PH.D.`; not the end of `D.M.D.` nor of `D. M. D.`, nor the start of `M.D.S.`, `D.O.M.`. */
const IN_PARTS =
  /(?<![A-Z])(?<![A-Z]\.)(?<!(?:^|[^A-Z.])[A-Z]\.? )(?:M[. ]+D|D[. ]+O)(?![A-Z])(?!\.[SM](?:\.?$|\.?[^A-Z.]))/

const IN_WORDS = /\b(?:DOCTOR OF MEDICINE|MEDICAL DOCTOR|DOCTOR OF OSTEOPATH)/

/** Credential texts repeat by the hundred thousand; the bound is for files that are full of free text. */
const seen = new Map<string, boolean>()
const MAX_SEEN = 10_000

/** Whether the credential text, free text in NPPES, says that its bearer is a physician: MD or DO in any spelling. */
export function saysPhysician(credential: string): boolean {
  let answer = seen.get(credential)
  if (answer === undefined) {
    const text = credential.toUpperCase().replace(/\s+/g, ' ').trim()
    answer = IN_ONE.test(text) || IN_PARTS.test(text) || IN_WORDS.test(text)
    if (seen.size < MAX_SEEN) seen.set(credential, answer)
  }
  return answer
}
