/**
 * The look of every page that the gateway makes: quiet, light or dark as the reader's system says, and to be used with one
 * thumb. The documentation and the explorer take the same colors; all texts have a contrast of 4.5:1 or more.
 */
export const PAGE_STYLES = `
:root {
  color-scheme: light dark;
  --text: #1d2733; --quiet: #55606d; --line: #d5dbe1; --ground: #ffffff; --raised: #f5f7f9; --accent: #0b5cad; --wrong: #a4161a;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e9ee; --quiet: #a3aeb9; --line: #38424d; --ground: #14191f; --raised: #1b222a; --accent: #7db8f0; --wrong: #ff9b9b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
body > header > div, main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem; }
body > header { border-bottom: 1px solid var(--line); }
body > header > div { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding-block: .75rem; }
body > header nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
body > header a { display: inline-block; padding: .25rem 0; color: var(--text); text-decoration: none; }
body > header a:hover { text-decoration: underline; }
body > header .product { font-weight: 600; color: var(--accent); }
main.narrow { max-width: 44rem; }
h1 { font-size: 1.4rem; margin: .5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
a { color: var(--accent); }
:is(a, pre, .scroll, input, button, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
td { overflow-wrap: anywhere; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .25rem; padding: 1rem; margin: 0;
  background: var(--raised); font: .875rem/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 40rem; border: 1px solid var(--line); background: #ffffff; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; font: inherit; padding: .5rem .625rem; color: inherit; background: var(--ground);
  border: 1px solid var(--quiet); border-radius: .25rem; }
input[readonly] { border-style: dashed; }
input[aria-invalid] { border: 2px solid var(--wrong); }
button { font: inherit; font-weight: 600; margin-top: 1rem; min-height: 2.75rem; padding: .5rem 1.25rem;
  border: 0; border-radius: .25rem; background: var(--accent); color: var(--ground); cursor: pointer; }
.hint { color: var(--quiet); margin: .25rem 0; }
.wrong { color: var(--wrong); margin: .25rem 0; }
[role=status]:not(:empty), [role=alert] { border: 2px solid currentcolor; border-radius: .25rem; padding: .25rem 1rem; margin: 1rem 0; }
[role=alert] { border-style: double; border-width: 4px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 1rem; list-style: none; padding: 0; margin: 1rem 0; }
.cards > li { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; background: var(--raised); }
.cards p { margin: .25rem 0 0; }
.copy { display: grid; grid-template-columns: 1fr auto; align-items: start; gap: .5rem; }
.copy button { margin: 0; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
`
