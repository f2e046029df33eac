import type { DemoApplication } from '../applications.ts';
import type { DemoPerson } from '../people.ts';
import { html, type Markup, type Page, page } from './page.ts';

const tick = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 8.5l3.2 3.2L13 4.8"/></svg>`;
const arrows = html`<svg class="link" width="28" height="16" viewBox="0 0 28 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 5h21m-3-3 3 3-3 3M25 11H4m3 3-3-3 3-3"/></svg>`;

const initials = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);

/** Somebody who can be chosen. */
export const choice = (person: DemoPerson, chosen: boolean): Markup => html`<label class="person">
<span class="face" aria-hidden="true">${initials(person.name)}</span>
<span class="who">${person.name}<span>${person.role}</span></span>
<input type="radio" name="person" value="${person.id}" required${chosen ? html` checked` : ''}>
</label>`;

/** Asks who is there and whether the client may act for them: one form, `person` and `decision` (`allow` or `deny`). */
export function consentPage(ask: {
  readonly action: string;
  readonly application: DemoApplication;
  /** What is asked for, in words. */
  readonly permissions: readonly string[];
  readonly people: readonly DemoPerson[];
  readonly chosen: DemoPerson;
  /** Where the browser goes afterwards. */
  readonly redirectUri: string;
}): Page {
  const { title } = ask.application;
  const returnsTo = new URL(ask.redirectUri).origin;
  return page(
    `Connect ${title}`,
    html`
<div class="parties" aria-hidden="true"><span class="party">F</span>${arrows}<span class="party other">${title.charAt(0)}</span></div>
<h1>Fedpass wants to use ${title} for you</h1>
<p class="lead">It will answer GraphQL queries with what you can see there.</p>
<form method="post" action="${ask.action}">
<fieldset><legend>Continue as</legend>
${ask.people.map((person) => choice(person, person.id === ask.chosen.id))}
</fieldset>
<h2>It will be able to</h2>
<ul>
${ask.permissions.map((permission) => html`<li>${tick}<span>${permission}</span></li>`)}
</ul>
<div class="actions">
<button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="deny" formnovalidate>Cancel</button>
</div>
</form>
<p class="small">Afterwards you return to <code>${returnsTo}</code></p>`,
    [returnsTo],
  );
}
