import { defineRule, finding } from '../lint/define.ts';

const endless = finding(
  'without a `timeout` this call may hold the request for a minute',
  'add `timeout="10"`, or as many seconds as the caller will wait',
);

export default defineRule({
  code: 'call/without-timeout',
  severity: 'info',
  summary: 'A call of a policy has no timeout of its own.',
  why: 'The default of `send-request` is 60 seconds, longer than most clients wait. When the called service hangs, every request that passes this policy hangs with it, and the gateway fills up with requests that nobody waits for any more.',
  examples: {
    bad: [
      {
        xml: `<«send-request» mode="new" response-variable-name="answer">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
</send-request>`,
      },
    ],
    good: [
      {
        xml: `<send-request mode="new" response-variable-name="answer" timeout="10">
  <set-url>https://crm.example.com/profile</set-url>
  <set-method>GET</set-method>
</send-request>`,
      },
    ],
  },
  messages: { endless },
  check({ document, report }) {
    for (const call of document.named('send-request'))
      if (call.attribute('timeout') === undefined && call.attribute('timeout-ms') === undefined) report(endless, call.nameSpan, {});
  },
});
