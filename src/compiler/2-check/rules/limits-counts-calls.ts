import { defineRule, finding } from '../lint/define.ts';

const calls = finding(
  'this counts calls to the subgraph: one request of a client may make several, or none',
  'put it into global.xml to count the requests of clients',
);

export default defineRule({
  code: 'limits/counts-calls',
  severity: 'info',
  summary: 'A limit in a subgraph document counts calls, not requests.',
  why: 'One GraphQL request becomes as many calls to a subgraph as its plan needs: a list of entities may be fetched in several steps, a cached part in none. A limit here protects the backend; a limit for clients belongs into `global.xml`, which runs once for each request.',
  examples: {
    bad: [
      { scope: 'subgraph', project: {}, xml: '<«rate-limit-by-key» calls="100" renewal-period="60" counter-key="@(context.User.Id)" />' },
    ],
    good: [
      {
        scope: 'global',
        project: {},
        xml: '<policies><inbound><rate-limit-by-key calls="100" renewal-period="60" counter-key="@(context.User.Id)" /></inbound></policies>',
      },
    ],
  },
  messages: { calls },
  check({ document, report }) {
    if (document.scope !== 'subgraph' && document.scope !== 'base') return;
    for (const limit of document.named('rate-limit', 'rate-limit-by-key', 'quota', 'quota-by-key')) report(calls, limit.nameSpan, {});
  },
});
