import { createHash } from 'node:crypto';
import { stylesheet } from './stylesheet.ts';

/** A finished page with the headers it must be sent with. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Markup that may stand in a page as it is. Made by {@link html} only. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const write = (value: string | Markup | readonly Markup[]): string => {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
  return value.map((part) => part.text).join('');
};

/** Markup from a template: texts put into it are escaped, markup is not. */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | Markup | readonly Markup[])[]): Markup =>
  new Markup(parts.map((part, index) => part + write(values[index] ?? '')).join(''));

const styleHash = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;

/**
 * A whole page around `main`. `returnsTo` is an origin that a form on it may lead to in the end: browsers hold the whole chain of
 * redirects after a form against `form-action`.
 */
export function page(title: string, main: Markup, returnsTo: readonly string[] = []): Page {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Fedpass demo</title>
<style>${new Markup(stylesheet)}</style>
</head>
<body>
<p class="notice"><strong>Demo</strong> This sign-in runs on your own machine. No password, no real account.</p>
<main>${main}</main>
</body>
</html>
`;
  return {
    html: document.text,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src ${styleHash}`,
        ["form-action 'self'", ...returnsTo].join(' '),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}
