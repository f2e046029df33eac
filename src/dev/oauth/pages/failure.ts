import { html, type Page, page } from './page.ts';

/** Says why a sign-in ended. Both texts are the OAuth server's own (RFC 6749 §4.1.2.1). */
export const failurePage = (error: string, description: string | undefined): Page =>
  page(
    'Sign-in ended',
    html`
<h1>This sign-in cannot go on</h1>
<p class="lead">${description ?? 'The server gave no reason.'}</p>
<dl><dt>Error</dt><dd><code>${error}</code></dd></dl>
<p class="small">Open the connect link that <code>fedpass dev</code> printed to start again.</p>`,
  );
