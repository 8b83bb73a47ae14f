import { defineConfig } from 'vitepress'
import { notesPackages } from '../../scripts/docs/bundled-packages.js'
import { diagrams, SITE_SOURCE } from '../../scripts/docs/diagrams.js'
import { outsideLinks } from '../../scripts/docs/outside-links.js'
import { codeTheme, colorsByClass } from './highlighting.js'
import { SIDEBAR } from './sidebar.js'

/** The documentation as a site: the Markdown of this folder and the reference that the build makes of the schema. */
const config = defineConfig({
  lang: 'en-US',
  title: 'Profiles gateway',
  description:
    'Find US physicians and physician assistants, order their verified professional profiles, account for every cent.',
  base: '/docs/',
  // Without a style inline that turns transitions off for a moment.
  appearance: { disableTransition: false },
  srcDir: `../${SITE_SOURCE}`,
  cacheDir: '../dist/docs-cache',
  vite: { plugins: [notesPackages()] },
  cleanUrls: true,
  metaChunk: true,
  lastUpdated: false,
  ignoreDeadLinks: [/^https?:\/\/localhost/],
  head: [
    ['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }],
    ['meta', { name: 'robots', content: 'noindex' }],
  ],
  markdown: {
    theme: codeTheme,
    codeTransformers: [colorsByClass],
    headers: { level: [2, 3] },
    config(markdown) {
      diagrams(markdown)
      outsideLinks(markdown)
      // Two braces in code are what they are, not an expression of the page.
      const code = markdown.renderer.rules.code_inline
      markdown.renderer.rules.code_inline = (tokens, index, ...more) =>
        code?.(tokens, index, ...more).replace(/^<code/, '<code v-pre') ?? ''
    },
  },
  themeConfig: {
    logo: { src: '/icon.svg', alt: '' },
    logoLink: { link: '/', target: '_self' },
    search: { provider: 'local', options: { detailedView: false } },
    nav: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'Schema', link: '/reference/' },
      { text: 'Explorer', link: '/graphiql', target: '_self' },
      { text: 'Verify', link: '/verify', target: '_self' },
    ],
    sidebar: SIDEBAR,
    outline: { level: [2, 3], label: 'On this page' },
    docFooter: { prev: 'Before', next: 'Next' },
  },
})
export default config
