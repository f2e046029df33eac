import { CookieJar } from './cookie-jar.ts';
import { firstForm } from './page-form.ts';

/** Where a walk came to: the last page, or why it went no further. */
export type Walked =
  | { readonly kind: 'arrived'; readonly url: URL; readonly status: number }
  | { readonly kind: 'stopped'; readonly reason: string; readonly at: URL };

/** More than any sign-in takes: redirects, two forms, and the way back. */
const mostSteps = 20;

/**
 * Opens a connect link and does what a person would in a browser: follows redirects with cookies, and clicks the first button of
 * every form. It goes nowhere but to `origins`, so that it never presses a button on a page that is not the demo's.
 */
export async function walkConsent(link: string, origins: readonly string[], signal?: AbortSignal): Promise<Walked> {
  const jar = new CookieJar();
  let step: { readonly url: URL; readonly form?: URLSearchParams } = { url: new URL(link) };
  for (let steps = 0; steps < mostSteps; steps++) {
    const { url, form } = step;
    if (!origins.includes(url.origin))
      return { kind: 'stopped', reason: `the sign-in leads to ${url.origin}, which is not part of the demo`, at: url };
    const cookie = jar.header(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
      ...(signal === undefined ? {} : { signal }),
    });
    jar.store(url, response.headers.getSetCookie());
    const location = response.headers.get('location');
    const page = await response.text();
    if (location !== null && response.status >= 300 && response.status < 400) {
      step = { url: new URL(location, url) };
      continue;
    }
    const next = response.ok ? firstForm(page, url) : undefined;
    if (next === undefined) return { kind: 'arrived', url, status: response.status };
    if (next.method === 'POST') step = { url: next.action, form: next.fields };
    else step = { url: new URL(`?${next.fields}`, next.action) };
  }
  return { kind: 'stopped', reason: `the sign-in did not end after ${mostSteps} pages`, at: step.url };
}
