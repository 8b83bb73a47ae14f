const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Whether it is the ISO 4217 code of a currency, in capitals. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code)
}
