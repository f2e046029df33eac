import { leaksOf } from '../flow/leaks.ts';
import { defineRule, finding } from '../lint/define.ts';

const inBody = finding('{what} is put into the body that is sent to the backend', 'send it in the header `Authorization`');

/** A body of the token endpoint: there a token may be the proof that another one is asked for with (RFC 7521, RFC 8693). */
const asksForToken = /\bgrant_type\b|\bclient_assertion\b|\bsubject_token\b/;

export default defineRule({
  code: 'credential/token-in-body',
  severity: 'warning',
  summary: 'A token is put into the body of the request to the backend.',
  why: 'A body is data: backends log it, store it and echo it in error messages, and a GraphQL server shows its variables in traces. The header `Authorization` is what every layer knows to protect (RFC 9700 §4.3).',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-body>@(new JObject(new JProperty("token", «((Authorization)context.Variables["auth"]).AccessToken»)).ToString())</set-body>`,
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>`,
      },
    ],
  },
  messages: { inBody },
  check({ flow, report }) {
    for (const { sink, origin, span } of leaksOf(flow, 'request-body', ['token', 'authorization']))
      if (!asksForToken.test(sink.value.written)) report(inBody, span, { what: origin.what });
  },
});
