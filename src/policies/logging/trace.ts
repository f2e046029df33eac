import type { Exchange } from '../../runtime/exchange.ts';
import { siteText } from '../../runtime/site.ts';
import { type Args, definePolicy, idAttribute, many, one, text, word } from '../define.ts';

const policy = definePolicy({
  name: 'trace',
  summary: 'Writes a line for the people who watch.',
  docs: 'Goes to the gateway’s log with document and line, and to the OpenTelemetry collector where `telemetry.otlp` of `fedpass.yaml` names one; `fedpass_traces_total` counts it. What is written is seen by operators: never write a token.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      source: text({ required: true, expression: false, docs: 'Who writes.' }),
      severity: word(['verbose', 'information', 'error'])({ fallback: 'verbose', expression: false, docs: 'How much it weighs.' }),
      id: idAttribute,
    },
    // The reference wants <message>; the published schema does not, and published policies write the text itself.
    text: text({ fallback: '', docs: 'The text, where there is no `<message>`.' }),
    children: {
      message: one({ text: text({ docs: 'The text.' }) }, 'What to write.'),
      metadata: many(
        {
          attributes: {
            name: text({ required: true, docs: 'Name of the property.' }),
            value: text({ required: true, docs: 'Its value.' }),
          },
        },
        'A property beside the text.',
      ),
    },
  },
  examples: [
    {
      title: 'Note who calls',
      xml: '<trace source="crm" severity="information"><message>@("call from " + context.Request.IpAddress)</message></trace>',
      expect: { traces: ['call from 203.0.113.7'] },
    },
  ],
});
export default policy;

/** Reference: trace. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  x.ports.trace({
    source: args.source,
    severity: args.severity,
    message: args.message ?? args.text,
    metadata: args.metadata.map(({ name, value }) => [name, value] as const),
    at: siteText(x.site),
  });
}
