import { ofKind } from '../flow/origin.ts';
import { placeIn } from '../flow/places.ts';
import { returnsOf } from '../flow/result-type.ts';
import { defineRule, finding } from '../lint/define.ts';

const chosen = ['client', 'client-credential', 'cookie', 'unverified'] as const;

const deputy = finding(
  '{what} chooses which {thing} is used, while the gateway asks for the token in its own name',
  'write the id down, choose it from a fixed table, or ask as the caller with `identity-type="jwt"`',
);

export default defineRule({
  code: 'credential/confused-deputy',
  severity: 'warning',
  summary: 'A client can choose the connection whose token the gateway fetches in its own name.',
  why: 'With `identity-type="managed"` the access policy of a connection is asked about the gateway, not about the caller. When the id of the connection comes from a header, the query, the body or a token that nobody has validated, any caller gets the use of any connection that the gateway may use: a confused deputy (CWE-441). Published samples do this; it is safe only where everybody may use every connection. With `identity-type="jwt"` the caller’s own token is checked and the access policy decides.',
  examples: {
    bad: [
      {
        xml: '<get-authorization-context provider-id="crm" authorization-id="@(«context.Request.Headers.GetValueOrDefault("X-Account", "")»)" context-variable-name="auth" />',
      },
      {
        title: 'A variable on the way changes nothing.',
        xml: `<set-variable name="account" value="@(context.Request.Url.Query.GetValueOrDefault("account", "default"))" />
<get-authorization-context provider-id="crm" authorization-id="@((string)«context.Variables["account"]»)" context-variable-name="auth" />`,
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="@(context.Request.Headers.GetValueOrDefault("X-Account", ""))" context-variable-name="auth"
  identity-type="jwt" identity="@(context.Request.Headers.GetValueOrDefault("Authorization", "").Replace("Bearer ", ""))" />`,
      },
      {
        title: 'The claims of a validated token are not the client’s to choose.',
        xml: `<validate-jwt header-name="Authorization" output-token-variable-name="jwt">
  <openid-config url="https://login.example.com/.well-known/openid-configuration" />
  <audiences><audience>fedpass</audience></audiences>
</validate-jwt>
<get-authorization-context provider-id="crm" authorization-id="@(((Jwt)context.Variables["jwt"]).Subject)" context-variable-name="auth" />`,
      },
      {
        xml: '<get-authorization-context provider-id="crm" authorization-id="@(context.Request.Headers.GetValueOrDefault("X-Region", "") == "eu" ? "europe" : "world")" context-variable-name="auth" />',
      },
    ],
  },
  messages: { deputy },
  check({ document, flow, report }) {
    for (const policy of document.named('get-authorization-context')) {
      const identity = policy.attribute('identity-type');
      if (identity !== undefined && identity.literal !== 'managed') continue;
      for (const [attribute, thing] of [
        ['provider-id', 'provider'],
        ['authorization-id', 'connection'],
      ] as const) {
        const value = policy.attribute(attribute);
        const parts = value === undefined ? undefined : flow.parts(value);
        if (value === undefined || parts === undefined) continue;
        const [origin] = ofKind(parts.result, ...chosen);
        if (origin !== undefined) report(deputy, placeIn(returnsOf(parts.body), parts, chosen) ?? value.span, { what: origin.what, thing });
      }
    }
  },
});
