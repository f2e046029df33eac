import { createHash } from 'node:crypto';

/** What a page says. All of it is plain text; `facts` are shown as names with their values. */
export interface Page {
  readonly status: number;
  readonly mood: 'good' | 'waiting' | 'bad';
  readonly title: string;
  readonly text: string;
  /** What the reader can do now. */
  readonly next: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Questions have a form: hidden fields, and a button for each answer. */
  readonly form?: PageForm;
}

/** Sent by POST to an address of our own, as `answer` with the fields. */
export interface PageForm {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly answers: readonly (readonly [value: string, label: string])[];
}

const style = `
:root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1d2129; --soft: #565e6c; --line: #d9dde3; --good: #0b6b3a; --waiting: #7a4b00; --bad: #a51d24; }
@media (prefers-color-scheme: dark) { :root { --back: #14161a; --card: #1d2026; --text: #eceff4; --soft: #a9b1bf; --line: #343943; --good: #5fd394; --waiting: #f0b95a; --bad: #ff8a8f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--back); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
main { width: 100%; max-width: 34rem; padding: 2rem 2.25rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--mood); border-radius: 0.5rem; }
.good { --mood: var(--good); } .waiting { --mood: var(--waiting); } .bad { --mood: var(--bad); }
h1 { margin: 0 0 0.75rem; font-size: 1.5rem; line-height: 1.3; color: var(--mood); }
p { margin: 0 0 0.75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 1.25rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
form { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.5rem; }
button { padding: 0.6rem 1.2rem; border: 1px solid var(--line); border-radius: 0.375rem; background: none; color: inherit; font: inherit; cursor: pointer; }
button:first-of-type { background: var(--text); border-color: var(--text); color: var(--card); }
button:focus-visible { outline: 3px solid var(--mood); outline-offset: 2px; }
footer { margin-top: 1.5rem; color: var(--soft); font-size: 0.875rem; }
`;

/**
 * No script, no frame, nothing loaded, and no form that leads elsewhere; only the style above, by its digest. Nothing of the address, which held a code, is told
 * to whatever the reader opens next, and nothing is kept.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};

/** The page as HTML. */
export function render({ mood, title, text, next, facts, form }: Page): string {
  const rows = facts.map(([name, value]) => `<dt>${plain(name)}</dt><dd>${plain(value)}</dd>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${plain(title)} · Fedpass</title>
<style>${style}</style>
</head>
<body>
<main class="${mood}">
<h1>${plain(title)}</h1>
<p role="status">${plain(text)}</p>
<p>${plain(next)}</p>
${rows === '' ? '' : `<dl>${rows}</dl>\n`}${form === undefined ? '' : rendered(form)}<footer>Fedpass</footer>
</main>
</body>
</html>
`;
}

function rendered({ action, fields, answers }: PageForm): string {
  const hidden = fields.map(([name, value]) => `<input type="hidden" name="${plain(name)}" value="${plain(value)}">`).join('');
  const buttons = answers.map(([value, label]) => `<button name="answer" value="${plain(value)}">${plain(label)}</button>`).join('');
  return `<form method="post" action="${plain(action)}">${hidden}${buttons}</form>\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const plain = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
