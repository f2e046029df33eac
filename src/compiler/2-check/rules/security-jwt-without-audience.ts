import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';

const anyAudience = finding('<{policy}> takes tokens that were made for anybody', 'add <audiences> with the audience of this gateway');

export default defineRule({
  code: 'security/jwt-without-audience',
  severity: 'warning',
  summary: 'A token is accepted whatever audience it was made for.',
  why: 'An issuer signs tokens for many services. Without a check of the audience, a token that a user gave to some other service, or that this other service kept, is accepted here as well (RFC 8725 §3.9). A `required-claims` of `aud` counts as a check; for Entra tokens so do the ids of client applications.',
  examples: {
    bad: [
      {
        xml: `<«validate-jwt» header-name="Authorization">
  <openid-config url="https://login.example.com/.well-known/openid-configuration" />
</validate-jwt>`,
      },
      { xml: '<«validate-azure-ad-token» tenant-id="{{tenant}}" />' },
    ],
    good: [
      {
        xml: `<validate-jwt header-name="Authorization">
  <openid-config url="https://login.example.com/.well-known/openid-configuration" />
  <audiences>
    <audience>fedpass</audience>
  </audiences>
</validate-jwt>`,
      },
      {
        xml: `<validate-azure-ad-token tenant-id="{{tenant}}">
  <client-application-ids>
    <application-id>{{client}}</application-id>
  </client-application-ids>
</validate-azure-ad-token>`,
      },
    ],
  },
  messages: { anyAudience },
  check({ document, report }) {
    for (const policy of document.named('validate-jwt', 'validate-azure-ad-token'))
      if (!checksAudience(policy)) report(anyAudience, policy.nameSpan, { policy: policy.name });
  },
});

const checksAudience = (policy: ElementView): boolean =>
  hasItems(policy.child('audiences')) ||
  hasItems(policy.child('client-application-ids')) ||
  hasItems(policy.child('backend-application-ids')) ||
  (policy.child('required-claims')?.named('claim') ?? []).some((claim) => /^(?:aud|azp|appid)$/.test(claim.literal('name') ?? ''));

const hasItems = (list: ElementView | undefined): boolean => list !== undefined && list.children.length > 0;
