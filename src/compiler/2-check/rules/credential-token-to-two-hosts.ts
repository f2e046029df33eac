import { ofKind } from '../flow/origin.ts';
import { targetOf } from '../flow/structure.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';

const shared = finding(
  '{what} is sent to `{host}` and to {other}',
  'get a token for each service: a token that two services see can be used by each at the other',
);

export default defineRule({
  code: 'credential/token-to-two-hosts',
  severity: 'warning',
  summary: 'One token is sent to two different services.',
  why: 'A service that receives a token can use it wherever the token is good. Sent to a second service, a token of the first is a gift (RFC 9700 §4.9). Ask for a token of its own for each; where one issuer’s token is meant for several services, suppress the finding and say so.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization">
  <value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value>
</set-header>
<set-backend-service base-url="https://crm.example.com" />
<send-one-way-request mode="new">
  <set-url>https://audit.example.net/log</set-url>
  <set-method>POST</set-method>
  <set-header name="Authorization">
    <value>«@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)»</value>
  </set-header>
</send-one-way-request>`,
      },
    ],
    good: [
      {
        title: 'Two calls to one service.',
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<send-request mode="new" response-variable-name="profile" timeout="10">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
  <set-header name="Authorization">
    <value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value>
  </set-header>
</send-request>
<set-backend-service base-url="https://crm.example.com/v2" />
<set-header name="Authorization">
  <value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value>
</set-header>`,
      },
    ],
  },
  messages: { shared },
  check({ document, flow, report }) {
    const seen = new Map<string, string>();
    for (const header of document.named('set-header')) {
      const host = hostOf(header, document.named('set-backend-service'));
      if (host === undefined) continue;
      for (const { text } of header.named('value')) {
        const [token] = text === undefined ? [] : ofKind(flow.origins(text), 'token');
        if (text === undefined || token === undefined) continue;
        const other = seen.get(token.what);
        if (other === undefined) seen.set(token.what, host);
        else if (other !== host) report(shared, text.span, { what: token.what, host, other: `\`${other}\`` });
      }
    }
  },
});

/** The host that a header goes to, where it is written down. */
function hostOf(header: ElementView, backends: readonly ElementView[]): string | undefined {
  const target = targetOf(header);
  if (target.kind === 'call') return written(target.policy.child('set-url')?.text?.literal);
  const [backend, ...others] = backends;
  return target.kind !== 'request' || others.length > 0 ? undefined : written(backend?.literal('base-url'));
}

const written = (url: string | undefined): string | undefined => /^https?:\/\/([^/:?#{}]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
