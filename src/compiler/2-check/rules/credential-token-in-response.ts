import { leaksOf } from '../flow/leaks.ts';
import { defineRule, finding } from '../lint/define.ts';

const handedOut = finding('{what} is put into {where}', 'keep it in the gateway: the client needs what the backend answers, not the token');

export default defineRule({
  code: 'credential/token-in-response',
  severity: 'warning',
  summary: 'A token or secret is handed to the client.',
  why: 'The gateway holds tokens so that clients need none. A client that receives one can call the backend past every policy, quota and log of the gateway, and so can whoever reads the client’s memory, storage or logs. An endpoint that is meant to hand out tokens is an authorization server: suppress the finding there and say who may call it.',
  examples: {
    bad: [
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<return-response>
  <set-body>@(«((Authorization)context.Variables["auth"]).AccessToken»)</set-body>
</return-response>`,
      },
      {
        section: 'outbound',
        title: 'A secret named value.',
        project: { namedValues: { 'crm-key': null } },
        xml: '<set-header name="X-Debug-Key"><value>«{{crm-key}}»</value></set-header>',
      },
      {
        section: 'outbound',
        title: 'Beside something else.',
        project: { namedValues: { 'crm-key': null } },
        xml: '<set-header name="X-Debug-Key"><value>@(«$"{{crm-key}}/{context.RequestId}"»)</value></set-header>',
      },
    ],
    good: [
      {
        title: 'A named value of which nothing is known need not be a secret.',
        section: 'outbound',
        xml: '<set-header name="Location"><value>@($"{{gateway-url}}/sign-in")</value></set-header>',
      },
      {
        xml: `<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />
<set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>`,
      },
    ],
  },
  messages: { handedOut },
  check({ flow, report }) {
    for (const { sink, origin, span } of leaksOf(flow, 'response', ['token', 'authorization', 'secret']))
      report(handedOut, span, { what: origin.what, where: sink.what });
  },
});
