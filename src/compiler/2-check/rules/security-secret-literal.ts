import type { Span } from '../../../diagnostics/span.ts';
import { soleValue } from '../flow/result-type.ts';
import { looksRandom, namesSecret, secretIn } from '../knowledge/secret-shapes.ts';
import { defineRule, finding } from '../lint/define.ts';
import { texts } from '../lint/options.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

const literal = finding(
  '{what} stands here in plain text',
  'make it a named value with a `secret` reference, and write its name in double braces here',
);

export default defineRule({
  code: 'security/secret-literal',
  severity: 'warning',
  summary: 'A token, key, password or connection string is written into a document.',
  why: 'Documents are committed, reviewed, copied and compiled; a secret in one is known to everybody who ever saw the repository, and changing it takes a release. A secret named value is read when the handler runs and never stands in compiled code. What was once committed must be considered known: replace it at its issuer. The finding does not show the secret, and neither do the lines around it. Secrets are told by the form that issuers give them, or by a name (`password`, `x-functions-key`, `client_secret`) with a random-looking value.',
  options: { allow: texts([], 'Values that are no secrets, as they stand in the document.') },
  conceals: true,
  examples: {
    bad: [
      {
        xml: '<set-header name="x-functions-key"><value>«k3Jf81mQz0Pw7LdR2sXv9TbN»</value></set-header>',
      },
      {
        xml: '<set-body>@("grant_type=client_credentials&client_id=crm&client_secret=«p8Vt2kQw9ZrL4mXc7Yb1»")</set-body>',
      },
      {
        xml: '<authentication-basic username="crm" password="«Tg5kP0vQx8Zw3Lr7»" />',
      },
    ],
    good: [
      { xml: '<set-header name="x-functions-key"><value>{{functions-key}}</value></set-header>' },
      { xml: '<authentication-basic username="crm" password="{{crm-password}}" />' },
      { title: 'An id is no secret.', xml: '<set-header name="X-Client"><value>2d0c7a3e-98b8-4f2b-8a0e-1c8a4b1f3d33</value></set-header>' },
      {
        options: { allow: ['k3Jf81mQz0Pw7LdR2sXv9TbN'] },
        xml: '<set-header name="x-functions-key"><value>k3Jf81mQz0Pw7LdR2sXv9TbN</value></set-header>',
      },
    ],
  },
  messages: { literal },
  check({ document, options, report }) {
    for (const value of document.values)
      for (const { span, what, text } of secretsOf(value)) if (!options.allow.includes(text)) report(literal, span, { what });
  },
});

interface Secret {
  readonly what: string;
  readonly span: Span;
  readonly text: string;
}

function secretsOf(value: ValueView): readonly Secret[] {
  if (value.bound !== undefined) return inStrings(value);
  const { tree } = value;
  if (tree.kind !== 'literal') return [];
  const found = secretIn(tree.text);
  if (found !== undefined)
    return [{ what: found.what, span: tree.map.span(found.start, found.end), text: tree.text.slice(found.start, found.end) }];
  const text = tree.text.trim();
  return isSecretHere(value, text) ? [{ what: 'a secret', span: value.span, text }] : [];
}

/** Inside the string literals of an expression; there the range is exact as long as the string has no escapes. */
function inStrings(value: ValueView): readonly Secret[] {
  return value.nodes.flatMap((node): Secret[] => {
    if (node.kind !== 'literal' || typeof node.constant.value !== 'string') return [];
    const text = node.constant.value;
    const whole = value.bound !== undefined && soleValue(value.bound.body) === node && isSecretHere(value, text);
    const found = secretIn(text) ?? (whole ? { what: 'a secret', start: 0, end: text.length } : undefined);
    if (found === undefined) return [];
    const { start, end } = node.span;
    const plain = end - start === text.length + 2;
    const span = plain ? { start: start + 1 + found.start, end: start + 1 + found.end } : node.span;
    return [{ what: found.what, span, text: text.slice(found.start, found.end) }];
  });
}

/** Whether a text is a secret because of where it stands: any password, and what looks random under a name that tells of a secret. */
function isSecretHere({ owner, attribute }: ValueView, text: string): boolean {
  if (attribute === 'password') return text !== '' && !text.includes('{{');
  if (!looksRandom(text)) return false;
  if (attribute !== undefined) return owner.name === 'set-variable' && attribute === 'value' && namesSecret(owner.literal('name') ?? '');
  if (owner.name === 'key') return owner.within(signing) !== undefined && owner.attribute('certificate-id') === undefined;
  return owner.name === 'value' && namesSecret(named(owner.parent));
}

const signing: ReadonlySet<string> = new Set(['issuer-signing-keys', 'decryption-keys']);

const named = (element: ElementView | undefined): string =>
  element?.name === 'set-header' || element?.name === 'set-query-parameter' || element?.name === 'check-header'
    ? (element.literal('name') ?? '')
    : '';
