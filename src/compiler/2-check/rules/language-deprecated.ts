import { type DeprecatedName, deprecatedElements } from '../knowledge/deprecated-names.ts';
import { defineRule, finding } from '../lint/define.ts';

const deprecated = finding('<{name}> {why}', '{instead}');

export default defineRule({
  code: 'language/deprecated',
  severity: 'info',
  summary: 'An element is an alias, was replaced, or is not documented.',
  why: 'API Management still accepts these names. An alias makes documents harder to search, what was replaced gets no new features, and what no page describes may change or go without notice.',
  examples: {
    bad: [
      { xml: '<«set-backend-service-dapr» backend-id="dapr" dapr-app-id="crm" dapr-method="profiles" />' },
      {
        xml: `<validate-jwt header-name="Authorization">
  <«issuer-signing-tokens»>
    <token>{{signing-key}}</token>
  </issuer-signing-tokens>
</validate-jwt>`,
      },
    ],
    good: [
      { xml: '<set-backend-service backend-id="dapr" dapr-app-id="crm" dapr-method="profiles" />' },
      {
        xml: `<validate-jwt header-name="Authorization">
  <issuer-signing-keys>
    <key>{{signing-key}}</key>
  </issuer-signing-keys>
</validate-jwt>`,
      },
    ],
  },
  messages: { deprecated },
  check({ document, report }) {
    for (const [name, { status, instead }] of deprecatedElements)
      for (const element of document.named(name))
        report(deprecated, element.nameSpan, {
          name,
          why: reasons[status],
          instead: instead === undefined ? 'do without it' : `use ${instead}`,
        });
  },
});

const reasons: Readonly<Record<DeprecatedName['status'], string>> = {
  alias: 'is another name of a policy',
  legacy: 'was replaced',
  undocumented: 'is not documented',
};
