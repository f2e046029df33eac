import type { Related } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import { asksForNull } from '../flow/condition-facts.ts';
import type { VariableFact } from '../flow/variable-state.ts';
import { writtenNames } from '../flow/writes.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { VariableRead } from '../view/reads.ts';
import type { ValueView } from '../view/value-view.ts';

const never = finding('nothing sets the variable `{variable}`', 'set it before, or read it with `GetValueOrDefault`');
const later = finding('the variable `{variable}` is set only after this', 'set it before, or read it with `GetValueOrDefault`');
const sometimes = finding(
  'the variable `{variable}` is not set on every path to this',
  'give it a value on every path, ask with `ContainsKey`, or read it with `GetValueOrDefault`',
);

export default defineRule({
  code: 'variable/used-before-set',
  severity: 'warning',
  summary: 'A variable is read with `context.Variables["…"]` where it may not be set.',
  why: 'Reading a variable that is not there by index fails the request with “The given key was not present in the dictionary”, but only on the path that nobody tried: the branch not taken, the cache miss, the error before the variable was set. A look-up in the cache sets its variable only on a hit. When a file is checked by itself, a variable may come from a document that is not seen, so that only those are reported that this document sets elsewhere.',
  examples: {
    bad: [
      {
        xml: `<choose>
  <when condition="@(context.Request.Method == "POST")">
    <set-variable name="kind" value="write" />
  </when>
</choose>
<set-header name="X-Kind"><value>@((string)«context.Variables["kind"]»)</value></set-header>`,
      },
      {
        xml: `<set-header name="X-Kind"><value>@((string)«context.Variables["kind"]»)</value></set-header>
<set-variable name="kind" value="read" />`,
      },
      {
        project: {},
        xml: '<set-header name="X-Kind"><value>@((string)«context.Variables["kind"]»)</value></set-header>',
      },
      {
        title: 'There are no errors where none was found.',
        project: {},
        xml: `<validate-graphql-request max-size="10240" />
<set-header name="X-Errors"><value>@(«context.Variables["GraphQLErrors"]».ToString())</value></set-header>`,
      },
    ],
    good: [
      {
        xml: `<set-variable name="kind" value="read" />
<choose>
  <when condition="@(context.Request.Method == "POST")">
    <set-variable name="kind" value="write" />
  </when>
</choose>
<set-header name="X-Kind"><value>@((string)context.Variables["kind"])</value></set-header>`,
      },
      {
        xml: `<cache-lookup-value key="kind" variable-name="kind" />
<choose>
  <when condition="@(!context.Variables.ContainsKey("kind"))">
    <set-variable name="kind" value="read" />
  </when>
</choose>
<set-header name="X-Kind"><value>@((string)context.Variables["kind"])</value></set-header>`,
      },
      {
        project: { global: '<policies><inbound><set-variable name="kind" value="read" /></inbound></policies>' },
        xml: '<set-header name="X-Kind"><value>@((string)context.Variables["kind"])</value></set-header>',
      },
      {
        title: 'A limit tells what is left each time.',
        project: {},
        xml: `<rate-limit-by-key calls="10" renewal-period="60" counter-key="all" remaining-calls-variable-name="left" />
<set-header name="X-Left"><value>@(context.Variables["left"].ToString())</value></set-header>`,
      },
      {
        title: 'What is computed when the cache has nothing.',
        project: {},
        xml: `<cache-value key="kind" variable-name="kind" expires-after="60">
  <value><set-variable name="kind" value="read" /></value>
</cache-value>
<set-header name="X-Kind"><value>@((string)context.Variables["kind"])</value></set-header>`,
      },
      {
        title: 'A policy that fails says why in a variable.',
        project: {},
        xml: `<policies>
  <inbound>
    <validate-graphql-request max-size="10240" error-variable-name="wrong" />
  </inbound>
  <backend>
    <forward-request />
  </backend>
  <on-error>
    <set-header name="X-Errors"><value>@(context.Variables["GraphQLErrors"].ToString() + context.Variables["wrong"].ToString())</value></set-header>
  </on-error>
</policies>`,
      },
    ],
  },
  messages: { never, later, sometimes },
  check({ document, flow, report }) {
    // What a shared document reads may be set by those that use it.
    if (document.kind === 'fragment' || document.scope === 'base') return;
    const own = writtenNames(document.elements);
    for (const value of document.expressions) {
      const state = flow.stateOf(value);
      if (state === undefined) continue;
      const said = new Set<string>();
      for (const read of value.reads.reads) {
        const { name, how, span } = read;
        const fact = state.variables.get(name);
        if (how !== 'index' || fact?.sure === true || said.has(name) || asks(read)) continue;
        said.add(name);
        if (fact !== undefined && isExpected(fact, value)) continue;
        if (fact !== undefined) report(sometimes, span, { variable: name }, { related: related(document, fact) });
        else if (own.has(name)) report(later, span, { variable: name });
        else if (!state.open) report(never, span, { variable: name }, meant(name, state.variables.keys()));
      }
    }
  },
});

/** Whether the same expression looks before it reads. */
const asks = ({ value, name }: VariableRead): boolean =>
  value.reads.reads.some((other) => other.name === name && other.how !== 'index') || asksForNull(value, name);

/** Whoever handles an error may read what the policy that found it has written. */
const isExpected = ({ writes }: VariableFact, { owner }: ValueView): boolean =>
  owner.section === 'on-error' && writes.every(({ onFault }) => onFault);

const related = (document: DocumentView, { writes }: VariableFact): readonly Related[] =>
  writes
    .filter(({ at }) => document.elements.includes(at.owner))
    .slice(0, 3)
    .map(({ at }) => ({ source: document.source, span: at.span, message: 'set here' }));

function meant(name: string, candidates: Iterable<string>): { readonly help?: string } {
  const found = nearest(name, candidates);
  return found === undefined ? {} : { help: `did you mean \`${found}\`?` };
}
