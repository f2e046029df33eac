import { namesSecret } from '../knowledge/secret-shapes.ts';
import { defineRule, finding } from '../lint/define.ts';
import { texts } from '../lint/options.ts';

const plain = finding(
  'the named value `{name}` is plain text, although its name tells of a secret',
  'write `secret:` with a reference in place of `value:` in fedpass.yaml',
);

export default defineRule({
  code: 'security/plain-named-value',
  severity: 'warning',
  summary: 'A named value whose name tells of a secret is plain text in the configuration.',
  why: 'A plain named value is compiled into the handler: it stands in generated code, in source maps and wherever these are copied. A secret one is read when the handler runs, may be changed without a compile, and is masked in logs.',
  options: { allow: texts([], 'Names of named values that hold no secret, whatever they are called.') },
  examples: {
    bad: [
      {
        project: { namedValues: { 'crm-api-key': 'public' } },
        xml: '<set-header name="X-Key"><value>«{{crm-api-key}}»</value></set-header>',
      },
    ],
    good: [
      {
        project: { namedValues: { 'crm-api-key': null } },
        xml: '<set-header name="X-Key"><value>{{crm-api-key}}</value></set-header>',
      },
      {
        project: { namedValues: { 'crm-region': 'eu' } },
        xml: '<set-header name="X-Region"><value>{{crm-region}}</value></set-header>',
      },
    ],
  },
  messages: { plain },
  check({ document, namedValues, options, report }) {
    if (namedValues === 'unknown') return;
    const said = new Set<string>(options.allow);
    for (const value of document.values)
      for (const { name, span } of value.namedValues) {
        if (said.has(name) || !namesSecret(name) || namedValues.get(name)?.kind !== 'plain') continue;
        said.add(name);
        report(plain, span, { name });
      }
  },
});
