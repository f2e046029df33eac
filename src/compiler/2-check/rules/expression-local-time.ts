import { defineRule, finding } from '../lint/define.ts';

const local = finding(
  '`DateTime.{member}` is the time of the machine that happens to run this',
  'use `DateTime.UtcNow`, or `context.Timestamp` for the time of the request',
);

export default defineRule({
  code: 'expression/local-time',
  severity: 'info',
  summary: 'The local time of the gateway is used.',
  why: 'Gateways run in UTC in the cloud and in local time on a desk; the same expression then gives times hours apart, which shows as tokens that expire early, caches that never do, and logs out of order. `UtcNow` is the same everywhere.',
  examples: {
    bad: [{ xml: '<set-header name="X-Time"><value>@(«DateTime.Now».ToString("o"))</value></set-header>' }],
    good: [
      { xml: '<set-header name="X-Time"><value>@(DateTime.UtcNow.ToString("o"))</value></set-header>' },
      { xml: '<set-header name="X-Time"><value>@(context.Timestamp.ToString("o"))</value></set-header>' },
    ],
  },
  messages: { local },
  check({ document, report }) {
    for (const value of document.expressions)
      for (const node of value.nodes)
        if (
          node.kind === 'property' &&
          node.receiver === undefined &&
          node.owner.definition.fullName === 'System.DateTime' &&
          /^(?:Now|Today)$/.test(node.member.name)
        )
          report(local, node.span, { member: node.member.name });
  },
});
