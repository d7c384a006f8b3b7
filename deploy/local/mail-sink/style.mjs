export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2430; --quiet: #5c6675; --line: #e2dfd6; --accent: #1f5f8b;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181f; --card: #1c222b; --ink: #e8eaee; --quiet: #a0a9b8; --line: #303846; --accent: #7ec0ee; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; padding-top: 1.5rem; }
h1 { margin: 0; font-size: 1.25rem; }
h1 a { color: inherit; text-decoration: none; }
h2 { margin: 0.5rem 0 1rem; font-size: 1.4rem; line-height: 1.3; overflow-wrap: anywhere; }
header p { margin: 0; color: var(--quiet); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.search { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-bottom: 1rem; }
.search label { flex: 1 1 14rem; display: flex; gap: 0.5rem; align-items: center; }
.search input { flex: 1; min-width: 0; }
input, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 0.75rem; min-height: 44px; }
.count, .type { color: var(--quiet); font-size: 0.875rem; font-weight: normal; }
.mails { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto auto; gap: 0 0.75rem; padding: 0.75rem 1rem; color: inherit; text-decoration: none; }
.mails a:hover { background: var(--paper); }
.subject { font-weight: 600; overflow-wrap: anywhere; }
.badge { align-self: center; border: 1px solid var(--accent); color: var(--accent); border-radius: 999px; padding: 0 0.5rem; font-size: 0.75rem; }
time { grid-column: 3; grid-row: 1; color: var(--quiet); font-size: 0.875rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.badge { grid-column: 2; grid-row: 1; }
.people, .excerpt { grid-column: 1 / -1; color: var(--quiet); font-size: 0.875rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--quiet); background: var(--card); border: 1px dashed var(--line); border-radius: 12px; }
.pages { display: flex; gap: 1rem; justify-content: center; padding: 1rem; }
.envelope { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0 0 1rem; }
.envelope dt { color: var(--quiet); }
.envelope dd { margin: 0; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: min(70vh, 48rem); background: #fff; border: 1px solid var(--line); border-radius: 12px; }
details { margin-top: 0.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
summary { padding: 0.75rem 1rem; cursor: pointer; font-weight: 600; }
details > :not(summary) { margin: 0; padding: 0 1rem 1rem; }
pre { font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 500; }
@media (max-width: 36rem) {
  .mails a { grid-template-columns: 1fr auto; }
  .badge { grid-column: 2; }
  time { grid-column: 1 / -1; grid-row: auto; }
}
`;
