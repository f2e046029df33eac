import { hostChosenBy } from '../flow/host.ts';
import { unionAll } from '../flow/origin.ts';
import { returnsOf } from '../flow/result-type.ts';
import { defineRule, finding } from '../lint/define.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { ValueView } from '../view/value-view.ts';

const chosen = finding(
  '{what} has a part in the host that is called',
  'write the host down, or choose it from a fixed table; only a path or a query may come from the client',
);

export default defineRule({
  code: 'security/host-chosen-by-client',
  severity: 'warning',
  summary: 'A client can choose the host that the gateway calls.',
  why: 'Whoever chooses the host reaches what only the gateway can reach (metadata addresses, internal services), and receives the headers that policies put on the call: tokens, keys, secrets. This is server-side request forgery (CWE-918). The gateway refuses addresses that its configuration does not allow, but the allow-list is the last line, not the first. A path or a query behind a host that is written down is not reported.',
  examples: {
    bad: [
      { xml: '<set-backend-service base-url="«@(context.Request.Headers.GetValueOrDefault("X-Backend", "https://crm.example.com"))»" />' },
      {
        xml: `<set-variable name="tenant" value="@(context.Request.Url.Query.GetValueOrDefault("tenant", "main"))" />
<send-request mode="new" response-variable-name="answer">
  <set-url>«@($"https://{context.Variables["tenant"]}.example.com/profile")»</set-url>
  <set-method>GET</set-method>
</send-request>`,
      },
      {
        title: 'A scheme decides on no host.',
        xml: '<set-backend-service base-url="«@("{{scheme}}://" + context.Request.Headers.GetValueOrDefault("X-Host", ""))»" />',
      },
    ],
    good: [
      {
        xml: `<send-request mode="new" response-variable-name="answer">
  <set-url>@("https://crm.example.com/profiles/" + context.Request.Headers.GetValueOrDefault("X-Profile", ""))</set-url>
  <set-method>GET</set-method>
</send-request>`,
      },
      {
        title: 'A named value is a base address, known or not.',
        xml: '<set-backend-service base-url="@("{{crm-url}}/profiles?id=" + context.Request.Url.Query.GetValueOrDefault("id", ""))" />',
      },
      {
        project: { namedValues: { 'crm-url': null } },
        xml: '<set-backend-service base-url="@($"{{crm-url}}/profiles/{context.Request.Headers.GetValueOrDefault("X-Profile", "")}")" />',
      },
      {
        xml: '<set-backend-service base-url="@(context.Request.Headers.GetValueOrDefault("X-Region", "") == "eu" ? "https://eu.example.com" : "https://us.example.com")" />',
      },
    ],
  },
  messages: { chosen },
  check({ document, flow, report }) {
    for (const value of addresses(document)) {
      const parts = flow.parts(value);
      if (parts === undefined) continue;
      const [origin] = unionAll(returnsOf(parts.body).map((node) => hostChosenBy(node, parts)));
      if (origin !== undefined) report(chosen, value.span, { what: origin.what });
    }
  },
});

/** What names a host to be called. */
function* addresses(document: DocumentView): Generator<ValueView> {
  for (const element of document.named('set-backend-service')) {
    const url = element.attribute('base-url');
    if (url !== undefined) yield url;
  }
  for (const element of document.named('set-url')) yield* element.texts;
}
