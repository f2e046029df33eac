import { leaksOf } from '../flow/leaks.ts';
import { defineRule, finding } from '../lint/define.ts';

const logged = finding('{what} is written to {where}', 'log what identifies the call, such as `context.RequestId`');

export default defineRule({
  code: 'credential/token-in-log',
  severity: 'warning',
  summary: 'A token or secret is written to a trace, an event hub or a metric.',
  why: 'Logs are read by more people, kept longer and protected less than the request they tell of. Whoever reads a bearer token there can use it until it expires. Log what identifies the call instead: the connection, the subject, the request id. A digest (`SHA256`) of a token is not reported.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<trace source="crm">@("token " + «((Authorization)context.Variables["auth"]).AccessToken»)</trace>`,
      },
      {
        title: 'The client’s own token is no better.',
        xml: '<trace source="debug">@(«context.Request.Headers.GetValueOrDefault("Authorization", "")»)</trace>',
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<trace source="crm">@("token of crm/default for request " + context.RequestId)</trace>`,
      },
      {
        title: 'Whether there is a token is no secret.',
        xml: '<trace source="debug">@("has a token: " + context.Request.Headers.ContainsKey("Authorization"))</trace>',
      },
    ],
  },
  messages: { logged },
  check({ flow, report }) {
    for (const { sink, origin, span } of leaksOf(flow, 'log', ['token', 'authorization', 'client-credential', 'cookie', 'secret']))
      report(logged, span, { what: origin.what, where: sink.what });
  },
});
