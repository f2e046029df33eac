import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const relative = message(
  'config/url',
  'error',
  '`{path}` is not an absolute http or https URL',
  'write it whole, such as `https://api.example.com/graphql`',
);
const credentials = message(
  'config/url-credentials',
  'error',
  '`{path}` holds a user name or a password',
  'take them out of the URL; credentials come from a connection and a policy document',
);
const fragment = message('config/url-fragment', 'error', '`{path}` holds a fragment (`#…`), which is never sent', 'remove it');
const query = message('config/url-query', 'error', '`{path}` holds a query (`?…`)', 'write the URL up to its path');

/** The parsed URL, or undefined when the text is no absolute http or https URL. */
export function httpUrl(text: string): URL | undefined {
  if (!/^https?:\/\/[^/\s]/i.test(text) || /[\s\\]/.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** True for hosts that never leave this machine: `localhost`, names under it, 127.0.0.0/8, `[::1]`. */
export const loopback = (url: URL): boolean => /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);

/** An absolute http or https URL without credentials or fragment; `base` ones take no query either and lose their trailing slash. */
export const url = (use: 'address' | 'base') =>
  z
    .string()
    .check(
      refuse((value, report) => {
        const parsed = httpUrl(value);
        if (parsed === undefined) return report(new Refusal(relative));
        if (parsed.username !== '' || parsed.password !== '') report(new Refusal(credentials));
        if (value.includes('#')) report(new Refusal(fragment));
        if (use === 'base' && value.includes('?')) report(new Refusal(query));
      }),
    )
    .transform((value) => (use === 'base' ? value.replace(/\/+$/, '') : value))
    .meta({ words: 'URL', format: 'uri', pattern: '^[hH][tT][tT][pP][sS]?://' });
