import type { Flow } from '../flow/flow.ts';
import { asksAbout, indexOf, type Lookup, lookupOf } from '../flow/null-guard.ts';
import { ofKind } from '../flow/origin.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { Bound, BoundCall } from '../types/bound.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { ValueView } from '../view/value-view.ts';

const absent = finding(
  '`{name}` may be absent, and then this fails with a null reference',
  'give a default: `GetValueOrDefault("{name}", "")`, or write `?.`',
);

const missing = finding(
  '`{name}` may be absent, and then this fails because the key is not there',
  'read it with `GetValueOrDefault("{name}", "")`',
);
const unread = finding('what the client sent may be no such token, and then this fails with a null reference', 'write `?.`');

export default defineRule({
  code: 'expression/null-member',
  severity: 'warning',
  summary: 'A header or query parameter that may be absent is used as if it were there.',
  why: '`GetValueOrDefault("X")` gives null for what the client did not send. Any member of it (`.Split`, `.StartsWith`, `.ToLower`) then fails the request with a null reference, `Headers["X"]` with a missing key, and any client can make it do so. `AsBasic()` and `AsJwt()` give null for what is no token. A name that the document asks about anywhere (`ContainsKey`, `check-header`, a comparison) is not reported.',
  examples: {
    bad: [
      {
        xml: '<set-variable name="kind" value="@(«context.Request.Headers.GetValueOrDefault("X-Kind").ToLower()»)" />',
      },
      {
        xml: '<set-variable name="kind" value="@(«context.Request.Headers["X-Kind"]»[0])" />',
      },
      {
        xml: '<set-variable name="user" value="@(«context.Request.Headers.GetValueOrDefault("Authorization", "").AsBasic().UserId»)" />',
      },
    ],
    good: [
      { xml: '<set-variable name="kind" value="@(context.Request.Headers.GetValueOrDefault("X-Kind", "none").ToLower())" />' },
      { xml: '<set-variable name="kind" value="@(context.Request.Headers.GetValueOrDefault("X-Kind")?.ToLower())" />' },
      {
        xml: `<choose>
  <when condition="@(context.Request.Headers.ContainsKey("X-Kind"))">
    <set-variable name="kind" value="@(context.Request.Headers.GetValueOrDefault("X-Kind").ToLower())" />
  </when>
</choose>`,
      },
    ],
  },
  messages: { absent, missing, unread },
  check({ document, flow, report }) {
    const asked = (found: Lookup): boolean =>
      isChecked(document, found.name) || document.expressions.some((other) => asksAbout(other, found));
    for (const value of document.expressions)
      for (const node of value.nodes) {
        const index = indexOf(node);
        if (index !== undefined && !asked(index)) report(missing, node.span, { name: index.name });
        if ((node.kind !== 'call' && node.kind !== 'property') || node.receiver === undefined || extension(node)) continue;
        const found = lookupOf(node.receiver);
        if (found !== undefined && !asked(found)) report(absent, node.span, { name: found.name });
        if (
          isParsed(node.receiver) &&
          flow.stateOf(value)?.tokenChecked !== 'yes' &&
          !asksAnything(value) &&
          isClients(flow, value, node.receiver)
        )
          report(unread, node.span, {});
      }
  },
});

const isParsed = (node: Bound): node is BoundCall =>
  node.kind === 'call' && (node.method.name === 'AsBasic' || node.method.name === 'AsJwt');

/** Whether the client sent what is parsed. */
function isClients(flow: Flow, value: ValueView, { receiver }: BoundCall): boolean {
  const parts = flow.parts(value);
  return parts !== undefined && receiver !== undefined && ofKind(parts.of(receiver), 'client', 'client-credential').length > 0;
}

/** Whether the expression asks for null anywhere: for a token that is parsed twice the first question is enough. */
const asksAnything = (value: ValueView): boolean =>
  value.nodes.some(
    (node) =>
      node.kind === 'coalesce' ||
      node.kind === 'is' ||
      (node.kind === 'binary' && [node.left, node.right].some(({ constant }) => constant !== undefined && constant.value === null)),
  );

/** An extension method takes null as an argument like any other. */
const extension = (node: { readonly kind: string; readonly method?: { readonly extension: boolean } }): boolean =>
  node.method?.extension === true;

/** Whether a policy refuses requests without the header. */
const isChecked = (document: DocumentView, name: string): boolean =>
  document.named('check-header').some((check) => check.literal('name')?.toLowerCase() === name.toLowerCase()) ||
  document.named('validate-jwt').some((check) => check.literal('header-name')?.toLowerCase() === name.toLowerCase());
