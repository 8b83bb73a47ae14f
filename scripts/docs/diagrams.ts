import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { renderMermaidSVG } from 'beautiful-mermaid'

/** What the site is built from: a copy of the Markdown, with what is made of the schema and of diagrams. */
export const SITE_SOURCE = path.join('dist', 'docs-source')

/** VitePress copies the folder `public` as it is. */
const DIAGRAMS_FOLDER = path.join(SITE_SOURCE, 'public', 'diagrams')

const LOOKS = {
  light: { bg: '#ffffff', fg: '#1d2733', line: '#55606d', muted: '#4a5561', accent: '#0b5cad', border: '#55606d' },
  dark: { bg: '#14191f', fg: '#e4e9ee', line: '#a3aeb9', muted: '#b3bdc7', accent: '#7db8f0', border: '#a3aeb9' },
} as const

/** What of a Markdown renderer is used here. */
interface FenceRenderer {
  renderer: { rules: { fence?: FenceRule | undefined } }
}
type FenceRule = (tokens: { info: string; content: string }[], index: number, ...rest: unknown[]) => string

/**
 * Draws fences of Mermaid as files, once for light and once for dark: no script draws in the browser, and the policy of the
 * pages needs no exception. What follows the word `mermaid` is what the drawing shows, for those who do not see it.
 */
export function diagrams(markdown: unknown): void {
  const { rules } = (markdown as FenceRenderer).renderer
  const inner = rules.fence
  rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index]
    const [language, ...words] = token?.info.trim().split(/\s+/) ?? []
    if (token === undefined || language !== 'mermaid') return inner?.(tokens, index, ...rest) ?? ''
    if (words.length === 0) throw new Error(`a diagram says what it shows: \`\`\`mermaid <text>\n${token.content}`)
    return (['light', 'dark'] as const).map((look) => imageOf(token.content, look, words.join(' '))).join('\n')
  }
}

function imageOf(source: string, look: keyof typeof LOOKS, text: string): string {
  const drawn = renderMermaidSVG(source, { ...LOOKS[look], font: 'system-ui', padding: 8 })
  // Fonts are those of the reader's system: nothing is asked of anybody else.
  const svg = drawn.replace(/^\s*@import url\([^)]*\);\n/m, '')
  const name = `${createHash('sha256').update(svg).digest('hex').slice(0, 16)}.svg`
  mkdirSync(DIAGRAMS_FOLDER, { recursive: true })
  writeFileSync(path.join(DIAGRAMS_FOLDER, name), svg)
  const [, width = '', height = ''] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  const alt = text.replaceAll('"', '&quot;')
  return `<img class="diagram of-${look}" src="/diagrams/${name}" alt="${alt}" width="${Math.round(Number(width))}" height="${Math.round(Number(height))}">`
}
