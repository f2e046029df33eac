import { applications } from '../applications.ts';
import { html, type Page, page } from './page.ts';

/** What somebody finds who opens the OAuth server's address. */
export const homePage = (issuer: string): Page =>
  page(
    'OAuth server',
    html`
<h1>The demo's OAuth 2.0 server</h1>
<p class="lead">It gives the tokens that the stand-in services check.</p>
<dl>
<dt>Issuer</dt><dd><code>${issuer}</code></dd>
<dt>Metadata</dt><dd><a href="/.well-known/openid-configuration">openid-configuration</a></dd>
<dt>Counters</dt><dd><a href="/dev/stats">token requests so far</a></dd>
${applications.map((application) => html`<dt>${application.title}</dt><dd><code>${application.clientId}</code>, ${application.grant.replace('_', ' ')}</dd>`)}
</dl>`,
  );
