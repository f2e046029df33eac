/** The look of the demo's pages: one card on a quiet ground, light or dark as the browser prefers. No asset is loaded. */
export const stylesheet = `
:root {
  --ground: #eef1f6; --card: #ffffff; --line: #dde2ea; --ink: #172033; --soft: #5b6678;
  --accent: #3552d9; --accent-ink: #ffffff; --accent-soft: #eef1fd; --good: #14804a; --note: #fff4d6; --note-ink: #6b4a00;
  --shadow: 0 1px 2px rgb(23 32 51 / 6%), 0 12px 32px rgb(23 32 51 / 10%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1320; --card: #171e2e; --line: #2a3448; --ink: #e8ecf5; --soft: #9aa6bb;
    --accent: #8aa0ff; --accent-ink: #0e1320; --accent-soft: #202a45; --good: #5fd39a; --note: #3a2f12; --note-ink: #ffdf94;
    --shadow: 0 12px 32px rgb(0 0 0 / 40%);
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  min-height: 100vh; display: grid; grid-template-rows: auto 1fr; justify-items: center; align-items: center; gap: 1.5rem;
  padding: 0 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.notice {
  width: calc(100% + 2rem); padding: .55rem 1rem; text-align: center; font-size: .875rem;
  background: var(--note); color: var(--note-ink);
}
.notice strong {
  margin-right: .5rem; padding: .1rem .5rem; border: 1px solid currentcolor; border-radius: 999px;
  font-size: .75rem; letter-spacing: .04em; text-transform: uppercase;
}
main {
  width: 100%; max-width: 27rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow);
}
.parties { display: flex; align-items: center; justify-content: center; gap: .75rem; margin-bottom: 1.25rem; }
.parties svg { display: block; }
.party {
  display: grid; place-items: center; width: 3.25rem; height: 3.25rem; border-radius: .9rem;
  background: var(--accent); color: var(--accent-ink); font-weight: 700; font-size: 1.25rem;
}
.party.other { background: var(--accent-soft); color: var(--accent); border: 1px solid var(--line); }
.link { color: var(--soft); }
h1 { font-size: 1.3rem; line-height: 1.3; text-align: center; text-wrap: balance; }
.lead { margin-top: .4rem; text-align: center; color: var(--soft); font-size: .95rem; text-wrap: balance; }
fieldset { margin-top: 1.5rem; padding: 0; border: 0; }
legend, h2 { padding: 0; margin-bottom: .5rem; font-size: .8rem; font-weight: 600; color: var(--soft); }
h2 { margin-top: 1.5rem; }
.person {
  display: flex; align-items: center; gap: .75rem; padding: .6rem .75rem; cursor: pointer;
  border: 1px solid var(--line); border-radius: .7rem;
}
.person + .person { margin-top: .5rem; }
.person:hover { border-color: var(--accent); }
.person:has(input:checked) { border-color: var(--accent); background: var(--accent-soft); }
.person:has(input:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.person input { margin-left: auto; width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
.face {
  display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  background: var(--accent-soft); color: var(--accent); font-size: .8rem; font-weight: 700;
}
.person:has(input:checked) .face { background: var(--accent); color: var(--accent-ink); }
.who { display: grid; line-height: 1.3; }
.who span { color: var(--soft); font-size: .85rem; }
ul { padding: 0; list-style: none; }
li { display: flex; gap: .6rem; padding: .3rem 0; }
li svg { flex: none; margin-top: .2rem; color: var(--good); }
.actions { display: flex; flex-direction: row-reverse; gap: .75rem; margin-top: 1.75rem; }
button {
  flex: 1; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .7rem; cursor: pointer;
  font: inherit; font-weight: 600; background: transparent; color: var(--ink);
}
button:hover { border-color: var(--soft); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button.primary:hover { filter: brightness(1.08); }
.small { margin-top: 1.25rem; text-align: center; font-size: .8rem; color: var(--soft); }
code { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .4rem 1rem; margin-top: 1.25rem; font-size: .95rem; }
dt { color: var(--soft); }
dd { overflow-wrap: anywhere; }
a { color: var(--accent); }
`;
