import { asksForNull, variableBehind } from '../flow/condition-facts.ts';
import { ofKind } from '../flow/origin.ts';
import { defineRule, finding } from '../lint/define.ts';

const fails = finding(
  '`{variable}` is null when its token could not be had, since errors are ignored; then this fails',
  'ask first: `context.Variables.GetValueOrDefault("{variable}") != null`',
);
const empty = finding(
  '`{variable}` is null when its token could not be had, since errors are ignored; then this is sent without a token',
  'put it into a <when> that asks for the variable, or leave out `ignore-error="true"`',
);

export default defineRule({
  code: 'credential/bearer-without-null-check',
  severity: 'warning',
  summary: 'A token whose errors are ignored is used without asking whether there is one.',
  why: 'With `ignore-error="true"` a failed connection leaves null in the variable and the request goes on. Used with `?.`, the backend is called with an empty `Bearer `, which some take for an anonymous call and answer with public data; used without, the expression fails with a null reference that names neither the connection nor the reason. Decide what a call without a token means: another header, an answer of its own, or an error.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" ignore-error="true" />
<set-header name="Authorization">
  <value>«@("Bearer " + ((Authorization)context.Variables["auth"])?.AccessToken)»</value>
</set-header>`,
      },
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" ignore-error="true" />
<set-variable name="token" value="@(«((Authorization)context.Variables["auth"]).AccessToken»)" />
<set-header name="Authorization">
  <value>@("Bearer " + (string)context.Variables["token"])</value>
</set-header>`,
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" ignore-error="true" />
<choose>
  <when condition="@(context.Variables.GetValueOrDefault("auth") == null)">
    <return-response>
      <set-status code="401" reason="Unauthorized" />
    </return-response>
  </when>
</choose>
<set-header name="Authorization">
  <value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value>
</set-header>`,
      },
      {
        title: 'Without `ignore-error` a failure ends the request by itself.',
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization">
  <value>@("Bearer " + ((Authorization)context.Variables["auth"])?.AccessToken)</value>
</set-header>`,
      },
    ],
  },
  messages: { fails, empty },
  check({ document, flow, report }) {
    for (const value of document.expressions) {
      if (value.reads.reads.length === 0) continue;
      const variables = flow.stateOf(value)?.variables;
      for (const { name } of value.reads.reads) {
        const fact = variables?.get(name);
        if (fact?.nullable !== true || ofKind(fact.origins, 'authorization', 'token').length === 0 || asksForNull(value, name)) continue;
        const access = value.nodes.find(
          (node) => node.kind === 'property' && node.receiver?.kind === 'convert' && variableBehind(node.receiver) === name,
        );
        if (access !== undefined) report(fails, access.span, { variable: name });
        else if (value.owner.name === 'value' && ofKind(flow.origins(value), 'token').length > 0)
          report(empty, value.span, { variable: name });
      }
    }
  },
});
