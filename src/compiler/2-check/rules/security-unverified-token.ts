import { ofKind } from '../flow/origin.ts';
import { defineRule, finding } from '../lint/define.ts';

const unverified = finding(
  'the claims of this token are used, and nobody has checked its signature',
  'put <validate-jwt> or <validate-azure-ad-token> before it',
);

export default defineRule({
  code: 'security/unverified-token',
  severity: 'warning',
  summary: 'Claims of a client’s token are used although no policy has validated the token.',
  why: '`AsJwt()` reads a token without checking who signed it: any client can write any claims. A role, a tenant or a user id taken from it is the client’s own word. After `validate-jwt` the claims are the issuer’s; its `output-token-variable-name` gives them without parsing again. Where an inherited policy or a fragment that is not seen may have validated the token, nothing is reported.',
  examples: {
    bad: [
      {
        xml: `<policies>
  <inbound>
    <set-header name="X-User"><value>@(«context.Request.Headers.GetValueOrDefault("Authorization", "").AsJwt()»?.Subject)</value></set-header>
  </inbound>
  <backend>
    <forward-request />
  </backend>
</policies>`,
      },
    ],
    good: [
      {
        xml: `<policies>
  <inbound>
    <validate-jwt header-name="Authorization" output-token-variable-name="jwt">
      <openid-config url="https://login.example.com/.well-known/openid-configuration" />
      <audiences><audience>fedpass</audience></audiences>
    </validate-jwt>
    <set-header name="X-User"><value>@(((Jwt)context.Variables["jwt"]).Subject)</value></set-header>
  </inbound>
  <backend>
    <forward-request />
  </backend>
</policies>`,
      },
    ],
  },
  messages: { unverified },
  check({ document, flow, report }) {
    for (const value of document.expressions) {
      if (!value.nodes.some(isParse)) continue;
      const parts = flow.parts(value);
      if (parts === undefined) continue;
      for (const node of value.nodes)
        if (isParse(node) && ofKind(parts.of(node), 'unverified').length > 0) report(unverified, node.span, {});
    }
  },
});

const isParse = (node: { readonly kind: string; readonly method?: { readonly name: string } }): boolean =>
  node.kind === 'call' && node.method?.name === 'AsJwt';
