import { asksForNull, variableBehind } from '../flow/condition-facts.ts';
import { ofKind } from '../flow/origin.ts';
import { defineRule, finding } from '../lint/define.ts';

const unchecked = finding(
  '`{variable}` is null when the call failed, since its errors are ignored; then this fails',
  'ask first: `context.Variables.GetValueOrDefault("{variable}") != null`',
);

export default defineRule({
  code: 'call/ignored-error',
  severity: 'warning',
  summary: 'The answer of a call whose errors are ignored is used without asking whether there is one.',
  why: '`ignore-error="true"` turns a failed call into a null, and the next expression into a null reference: the error is not ignored, it only lost its message. Ask for null and decide what then happens, or leave `ignore-error` out and let on-error tell what failed.',
  examples: {
    bad: [
      {
        xml: `<send-request mode="new" response-variable-name="answer" ignore-error="true">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
</send-request>
<set-header name="X-Status"><value>@(«((IResponse)context.Variables["answer"]).StatusCode».ToString())</value></set-header>`,
      },
    ],
    good: [
      {
        xml: `<send-request mode="new" response-variable-name="answer" ignore-error="true">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
</send-request>
<choose>
  <when condition="@(context.Variables.GetValueOrDefault("answer") != null)">
    <set-header name="X-Status"><value>@(((IResponse)context.Variables["answer"]).StatusCode.ToString())</value></set-header>
  </when>
</choose>`,
      },
      {
        xml: `<send-request mode="new" response-variable-name="answer" ignore-error="false">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
</send-request>
<set-header name="X-Status"><value>@(((IResponse)context.Variables["answer"]).StatusCode.ToString())</value></set-header>`,
      },
    ],
  },
  messages: { unchecked },
  check({ document, flow, report }) {
    const said = new Set<string>();
    for (const value of document.expressions) {
      if (value.reads.reads.length === 0) continue;
      const variables = flow.stateOf(value)?.variables;
      for (const { name } of value.reads.reads) {
        const fact = variables?.get(name);
        if (said.has(name) || fact?.nullable !== true || ofKind(fact.origins, 'answer').length === 0 || asksForNull(value, name)) continue;
        const access = value.nodes.find(
          (node) => node.kind === 'property' && node.receiver?.kind === 'convert' && variableBehind(node.receiver) === name,
        );
        if (access === undefined) continue;
        // The first use tells it all.
        said.add(name);
        report(unchecked, access.span, { variable: name });
      }
    }
  },
});
