import { defineRule, finding } from '../lint/define.ts';
import type { ElementView } from '../view/element-view.ts';

const anyIssuer = finding('<validate-jwt> does not ask who made the token', 'add <issuers>, or take the keys from an <openid-config>');
const anyTenant = finding(
  'tokens of every tenant are accepted here',
  'name the tenant in the address, or list the issuers you trust in <issuers>',
);

export default defineRule({
  code: 'security/jwt-without-issuer',
  severity: 'warning',
  summary: 'A token is accepted whoever issued it.',
  why: 'A valid signature says that the key was right, not whose token it is. Where several issuers share keys, or one key document serves many tenants (`/common/`, `/organizations/` of Microsoft Entra), only the issuer tells them apart (RFC 8725 §3.8). With an `openid-config` of a single tenant the issuer comes from that document and is checked.',
  examples: {
    bad: [
      {
        xml: `<«validate-jwt» header-name="Authorization">
  <issuer-signing-keys>
    <key>{{signing-key}}</key>
  </issuer-signing-keys>
  <audiences><audience>fedpass</audience></audiences>
</validate-jwt>`,
      },
      {
        xml: `<validate-jwt header-name="Authorization">
  <openid-config url="«https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration»" />
  <audiences><audience>fedpass</audience></audiences>
</validate-jwt>`,
      },
    ],
    good: [
      {
        xml: `<validate-jwt header-name="Authorization">
  <issuer-signing-keys>
    <key>{{signing-key}}</key>
  </issuer-signing-keys>
  <audiences><audience>fedpass</audience></audiences>
  <issuers><issuer>https://login.example.com</issuer></issuers>
</validate-jwt>`,
      },
      {
        xml: `<validate-jwt header-name="Authorization">
  <openid-config url="https://login.example.com/.well-known/openid-configuration" />
  <audiences><audience>fedpass</audience></audiences>
</validate-jwt>`,
      },
    ],
  },
  messages: { anyIssuer, anyTenant },
  check({ document, report }) {
    for (const policy of document.named('validate-jwt')) {
      if (checksIssuer(policy)) continue;
      const configurations = policy.named('openid-config');
      if (configurations.length === 0) report(anyIssuer, policy.nameSpan, {});
      for (const configuration of configurations) {
        const url = configuration.attribute('url');
        if (url?.literal !== undefined && shared.test(url.literal)) report(anyTenant, url.span, {});
      }
    }
    for (const policy of document.named('validate-azure-ad-token')) {
      const tenant = policy.attribute('tenant-id');
      if (tenant?.literal === 'common' || tenant?.literal === 'organizations') report(anyTenant, tenant.span, {});
    }
  },
});

const shared = /^https:\/\/login\.(?:microsoftonline\.com|windows\.net|microsoftonline\.us)\/(?:common|organizations)\//i;

const checksIssuer = (policy: ElementView): boolean =>
  (policy.child('issuers')?.children.length ?? 0) > 0 ||
  (policy.child('required-claims')?.named('claim') ?? []).some((claim) => /^(?:iss|tid)$/.test(claim.literal('name') ?? ''));
