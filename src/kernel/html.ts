const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML that may be put into HTML as it is. */
export class SafeHtml {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }
}

type Part = string | number | SafeHtml | readonly SafeHtml[]

/** A template in which every value is escaped unless it is HTML that this function made. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): SafeHtml {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    text +=
      typeof value === 'object' ? (Array.isArray(value) ? value.join('') : String(value)) : escapeHtml(String(value))
    text += strings[index + 1] ?? ''
  })
  return new SafeHtml(text)
}

/** `text` as HTML shows it, in content and in quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
