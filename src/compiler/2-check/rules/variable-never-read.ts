import { readsByAttribute, writesOf } from '../flow/writes.ts';
import { defineRule, finding } from '../lint/define.ts';
import { texts } from '../lint/options.ts';
import type { ElementView } from '../view/element-view.ts';

const unread = finding(
  'nothing reads the variable `{variable}`',
  'remove the policy, or correct the name where the variable is meant to be read',
);

export default defineRule({
  code: 'variable/never-read',
  severity: 'info',
  summary: 'A variable is set and never read.',
  why: 'A value that nobody reads is work on each request, and often a sign that the reader asks for another name. Documents that include fragments or inherit policies which cannot be seen are left alone, and so are shared documents themselves: somebody else may read what they set.',
  options: { ignore: texts([], 'Names of variables that something outside of the documents reads.') },
  examples: {
    bad: [
      {
        xml: `<policies>
  <inbound>
    <set-variable name="«started»" value="@(context.Timestamp.ToString())" />
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
    <set-variable name="started" value="@(context.Timestamp.ToString())" />
  </inbound>
  <backend>
    <forward-request />
  </backend>
  <outbound>
    <set-header name="X-Started"><value>@((string)context.Variables["started"])</value></set-header>
  </outbound>
</policies>`,
      },
      {
        title: 'A fragment reads it.',
        project: {
          fragments: {
            stamp: '<fragment><set-header name="X-Started"><value>@((string)context.Variables["started"])</value></set-header></fragment>',
          },
        },
        xml: `<set-variable name="started" value="@(context.Timestamp.ToString())" />
<include-fragment fragment-id="stamp" />`,
      },
    ],
  },
  messages: { unread },
  check({ document, flow, options, report }) {
    // What a shared document sets may be read by those that use it.
    if (document.kind === 'fragment' || document.scope === 'base' || document.scope === 'global') return;
    const elements = [...document.elements];
    for (const splice of document.named('base', 'include-fragment')) {
      const policies = flow.spliced(splice);
      if (policies === 'unknown') return;
      for (const policy of policies) elements.push(...policy.all());
    }
    const read = readIn(elements);
    if (read === 'anything') return;
    for (const element of document.elements) {
      const writes = writesOf(element);
      if (writes === 'unknown' || !optional.has(element.name)) continue;
      for (const { name, at } of writes) if (!read.has(name) && !options.ignore.includes(name)) report(unread, at.span, { variable: name });
    }
  },
});

/** Policies whose only effect is the variable, or that need not write one. */
const optional: ReadonlySet<string> = new Set([
  'set-variable',
  'get-authorization-context',
  'cache-lookup-value',
  'authentication-managed-identity',
]);

function readIn(elements: readonly ElementView[]): ReadonlySet<string> | 'anything' {
  const names = new Set<string>();
  for (const element of elements) {
    const attribute = readsByAttribute(element)?.literal;
    if (attribute !== undefined) names.add(attribute);
    for (const value of [...element.attributes.values(), ...element.texts]) {
      if (value.reads.anything) return 'anything';
      for (const { name } of value.reads.reads) names.add(name);
    }
  }
  return names;
}
