/** The one stylesheet of the simulator's pages; colours follow the system's light or dark. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #eef1f5; --card: #ffffff; --text: #1c2430; --muted: #566172; --line: #c6cdd8;
  --field: #7b8798; --accent: #0b57c9; --accent-hover: #08469f; --on-accent: #ffffff;
  --soft: #e7effb; --error: #a8190f; --banner: #1d2b45; --on-banner: #eef3fb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161d; --card: #1b212b; --text: #e8ecf2; --muted: #a8b3c2; --line: #38424f;
    --field: #7f8b9c; --accent: #86b6ff; --accent-hover: #a9ccff; --on-accent: #0c1930;
    --soft: #223149; --error: #ff9d94; --banner: #0a0d12; --on-banner: #c9d6ea;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.banner {
  padding: 8px 16px; background: var(--banner); color: var(--on-banner);
  text-align: center; font-size: 14px;
}
main { max-width: 496px; margin: 48px auto; padding: 0 16px; }
.card {
  padding: 32px; border: 1px solid var(--line); border-radius: 12px; background: var(--card);
  box-shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 8px 24px rgb(0 0 0 / 6%);
}
.card + .card { margin-top: 16px; padding: 24px 32px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 32px; letter-spacing: -0.01em; }
h2 { margin: 0 0 4px; font-size: 16px; line-height: 24px; }
p { margin: 0 0 16px; }
.muted { color: var(--muted); font-size: 14px; }
.card > :last-child { margin-bottom: 0; }
label { display: block; margin: 16px 0 4px; font-weight: 600; font-size: 14px; }
input {
  width: 100%; padding: 9px 12px; border: 1px solid var(--field); border-radius: 8px;
  background: var(--card); color: inherit; font: inherit;
}
input[aria-invalid="true"] { border-color: var(--error); }
.error { color: var(--error); font-size: 14px; margin: 4px 0 0; }
.note { padding: 10px 12px; border-radius: 8px; background: var(--soft); font-size: 14px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 24px; }
button {
  padding: 9px 16px; border: 1px solid var(--field); border-radius: 8px; background: transparent;
  color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
button:hover { background: var(--soft); }
.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.primary:hover { border-color: var(--accent-hover); background: var(--accent-hover); }
.actions .primary { flex: 1; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.people { list-style: none; margin: 12px 0 0; padding: 0; display: grid; gap: 8px; }
.people button {
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; width: 100%;
  border-color: var(--line); text-align: left; font-weight: 400; font-size: 14px;
}
.people strong { display: block; font-size: 15px; }
.people .muted { align-self: center; }
dl { margin: 16px 0; display: grid; align-items: baseline; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt { color: var(--muted); font-size: 14px; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: 14px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
a { color: var(--accent); }
@media (max-width: 480px) { main { margin: 16px auto; } .card, .card + .card { padding: 24px 20px; } }
`
