import { html, type Markup, type Page, page } from '../oauth/pages/page.ts';
import { misbehaviours } from './misbehaviours.ts';
import type { Plan } from './plan.ts';

const choice = ([name, { about }]: [string, { readonly about: string }], chosen: string | undefined): Markup => html`<label class="person">
<span class="who">${name}<span>${about}</span></span>
<input type="radio" name="how" value="${name}" required${name === chosen ? html` checked` : ''}>
</label>`;

/** Asks how the next token request, or every one, is to be answered: one form, `how` and `times` (`once`, `always` or `never`). */
export const controlPage = ({ order, count }: Plan): Page =>
  page(
    'Adversarial provider',
    html`
<h1>How shall it misbehave?</h1>
<p class="lead">${
      order.how === undefined
        ? 'It behaves. '
        : `It answers ${order.times === 'once' ? 'the next token request' : 'every token request'} by “${order.how}”. `
    }${`${count} token requests so far.`}</p>
<form method="post" action="/">
<fieldset><legend>The token endpoint</legend>
${Object.entries(misbehaviours).map((entry) => choice(entry, order.how))}
</fieldset>
<div class="actions">
<button class="primary" name="times" value="once">Next request</button>
<button name="times" value="always">Every request</button>
<button name="times" value="never" formnovalidate>Behave</button>
</div>
</form>
<p class="small">From a terminal: <code>curl -d how=slow -d times=once</code> at this address; <code>/state</code> shows what it did.</p>`,
  );
