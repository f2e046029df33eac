import { leaksOf } from '../flow/leaks.ts';
import { defineRule, finding } from '../lint/define.ts';

const inUrl = finding('{what} is put into {where}', 'send it in the header `Authorization`');

export default defineRule({
  code: 'credential/token-in-url',
  severity: 'warning',
  summary: 'A token is put into a URL or a query parameter.',
  why: 'URLs end up in access logs, traces, caches and `Referer` headers of everyone on the way. RFC 6750 §2.3 and RFC 9700 §4.3.2 advise against access tokens in URLs.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-query-parameter name="access_token"><value>@(«((Authorization)context.Variables["auth"]).AccessToken»)</value></set-query-parameter>`,
      },
    ],
    good: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>`,
      },
    ],
  },
  messages: { inUrl },
  check({ flow, report }) {
    for (const { sink, origin, span } of leaksOf(flow, 'url', ['token', 'authorization']))
      report(inUrl, span, { what: origin.what, where: sink.what });
  },
});
