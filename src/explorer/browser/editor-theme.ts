import { useMonaco } from '@graphiql/react'
import { useLayoutEffect } from 'react'

const palettes = {
  'graphiql-LIGHT': {
    base: 'vs',
    accent: '#0b5cad',
    surface: '#ffffff',
    keyword: '#0b5cad',
    name: '#1d2733',
    type: '#0b6b74',
    argument: '#6b3fa0',
    string: '#17693f',
    number: '#9a4a00',
    comment: '#5b6876',
  },
  'graphiql-DARK': {
    base: 'vs-dark',
    accent: '#7db8f2',
    surface: '#161d28',
    keyword: '#7db8f2',
    name: '#e4e9f1',
    type: '#74d0d8',
    argument: '#c7abf0',
    string: '#7fd3a6',
    number: '#f0b37e',
    comment: '#93a1b3',
  },
} as const

/**
 * Replaces GraphiQL's two pink editor themes by the product's colours, under the same names. A layout effect, because
 * GraphiQL creates its editors in plain effects: they start in the right colours.
 */
export function useProductEditorTheme(): void {
  const monaco = useMonaco((state) => state.monaco)
  useLayoutEffect(() => {
    if (monaco === undefined) {
      return
    }
    for (const [name, palette] of Object.entries(palettes)) {
      monaco.editor.defineTheme(name, {
        base: palette.base,
        inherit: true,
        colors: colorsOf(palette),
        rules: [
          { token: 'keyword', foreground: palette.keyword },
          { token: 'key.identifier.gql', foreground: palette.name },
          { token: 'type.identifier.gql', foreground: palette.type },
          { token: 'argument.identifier.gql', foreground: palette.argument },
          { token: 'string', foreground: palette.string },
          { token: 'string.value.json', foreground: palette.string },
          { token: 'string.key.json', foreground: palette.keyword },
          { token: 'number', foreground: palette.number },
          { token: 'comment', foreground: palette.comment },
        ],
      })
    }
    // GraphiQL reads the system's preference once; follow it while nothing else was chosen in the settings.
    const preference = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => {
      if (!document.body.matches('.graphiql-light, .graphiql-dark')) {
        monaco.editor.setTheme(preference.matches ? 'graphiql-DARK' : 'graphiql-LIGHT')
      }
    }
    preference.addEventListener('change', follow)
    return () => preference.removeEventListener('change', follow)
  }, [monaco])
}

function colorsOf({ accent, surface, name, comment }: (typeof palettes)[keyof typeof palettes]) {
  const clear = '#ffffff00'
  const faint = `${accent}22`
  return {
    'editor.background': clear,
    'editor.foreground': name,
    // Brackets in one quiet colour: three colours in turn say nothing that the indentation does not.
    'editorBracketHighlight.foreground1': comment,
    'editorBracketHighlight.foreground2': comment,
    'editorBracketHighlight.foreground3': comment,
    'scrollbar.shadow': clear,
    focusBorder: accent,
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'editorLink.activeForeground': accent,
    'editorLineNumber.foreground': comment,
    'editorLineNumber.dimmedForeground': comment,
    'editorHoverWidget.background': surface,
    'editorSuggestWidget.background': surface,
    'editorSuggestWidget.selectedBackground': faint,
    'editorSuggestWidget.selectedForeground': accent,
    'editorWidget.background': surface,
    'list.hoverBackground': faint,
    'list.highlightForeground': accent,
    'list.focusHighlightForeground': accent,
    'menu.background': surface,
    'menu.selectionBackground': faint,
    'menu.selectionForeground': accent,
    'quickInput.background': surface,
    'quickInputList.focusBackground': faint,
    'quickInputList.focusForeground': name,
    'toolbar.hoverBackground': faint,
  }
}
