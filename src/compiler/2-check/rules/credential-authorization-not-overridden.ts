import { targetOf } from '../flow/structure.ts';
import { defineRule, finding } from '../lint/define.ts';

const survives = finding(
  'with `{action}` an `Authorization` header that is there already is sent to the backend {how}',
  'write `exists-action="override"`, the default',
);

const effects: Readonly<Record<string, string>> = { skip: 'in place of this one', append: 'beside this one' };

export default defineRule({
  code: 'credential/authorization-not-overridden',
  severity: 'warning',
  summary: 'The Authorization header of a call is set so that another one survives.',
  why: 'With `skip` the client decides which token the backend sees: it only has to send one itself, and its own token then reaches a service it was not made for. With `append` two credentials arrive in one header and the backend picks one. `override` sends exactly the token that the policy chose.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization" exists-action="«skip»">
  <value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value>
</set-header>`,
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization" exists-action="override">
  <value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value>
</set-header>`,
      },
      {
        title: 'Not to let the client’s own token through is always right.',
        xml: '<set-header name="Authorization" exists-action="delete" />',
      },
    ],
  },
  messages: { survives },
  check({ document, report }) {
    for (const header of document.named('set-header')) {
      const action = header.attribute('exists-action');
      const how = effects[action?.literal ?? ''];
      if (action === undefined || how === undefined || header.literal('name')?.toLowerCase() !== 'authorization') continue;
      if (targetOf(header).kind !== 'response') report(survives, action.span, { action: action.literal ?? '', how });
    }
  },
});
