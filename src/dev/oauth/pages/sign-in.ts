import type { DemoPerson } from '../people.ts';
import { choice } from './consent.ts';
import { html, type Page, page } from './page.ts';

/** Asks who is there: one form, `person` and `decision` (`allow` or `deny`). */
export function signInPage(ask: {
  readonly action: string;
  readonly people: readonly DemoPerson[];
  readonly chosen: DemoPerson;
  /** Where the browser goes afterwards. */
  readonly redirectUri: string;
}): Page {
  const returnsTo = new URL(ask.redirectUri).origin;
  return page(
    'Sign in',
    html`
<h1>Who are you?</h1>
<p class="lead">Fedpass asks before you connect something of your own, so that nobody else can use it.</p>
<form method="post" action="${ask.action}">
<fieldset><legend>Sign in as</legend>
${ask.people.map((person) => choice(person, person.id === ask.chosen.id))}
</fieldset>
<div class="actions">
<button class="primary" name="decision" value="allow">Sign in</button>
<button name="decision" value="deny" formnovalidate>Cancel</button>
</div>
</form>
<p class="small">Afterwards you return to <code>${returnsTo}</code></p>`,
    [returnsTo],
  );
}
