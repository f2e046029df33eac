import { CookieJar } from '../../../src/dev/consent/cookie-jar.ts';
import { firstForm } from '../../../src/dev/consent/page-form.ts';

/** Opens a connect link and does what a person would: signs in as this person where it is asked, and says yes. The text of the last page. */
export async function walkAs(person: string, link: string): Promise<string> {
  const jar = new CookieJar();
  let step: { readonly url: URL; readonly form?: URLSearchParams } = { url: new URL(link) };
  for (let steps = 0; steps < 20; steps++) {
    const { url, form } = step;
    if (url.pathname.startsWith('/interaction/')) url.searchParams.set('as', person);
    const cookie = jar.header(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: cookie === undefined ? {} : { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    jar.store(url, response.headers.getSetCookie());
    const location = response.headers.get('location');
    const page = await response.text();
    if (location !== null) {
      step = { url: new URL(location, url) };
      continue;
    }
    const next = firstForm(page, url);
    if (next === undefined) return page;
    step = { url: next.action, form: next.fields };
  }
  throw new Error('the way does not end');
}
