import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, bool, definePolicy, idAttribute, literal, many, number, text } from '../define.ts';

const noValue = message(
  'emit-metric/dimension-without-value',
  'warning',
  'the dimension `{name}` has no value',
  'write a value; without one it is empty. Only these are known by themselves: {known}',
);
const tooMany = message(
  'emit-metric/too-many-dimensions',
  'error',
  '<emit-metric> has {count} dimensions',
  'ten are allowed, and five by the reference',
);

const policy = definePolicy({
  name: 'emit-metric',
  summary: 'Counts something of one’s own.',
  docs: 'Where `telemetry` of `fedpass.yaml` asks for metrics, they are shown with the gateway’s own at `/metrics` and sent to the OpenTelemetry collector; elsewhere nothing happens. A metric is a summary: how often it was measured and the sum of the values, which may be negative. It is called `<namespace>_<name>`, and dimensions are its labels; what is no letter, digit or `_` becomes `_`.\n\nEvery combination of values makes a series, and `telemetry.series` bounds how many there may be: never use a token, an address or an id of a request. What looks like a credential is taken out of values, and they are cut at 128 characters. Known by themselves are `API ID`, `Operation ID`, `Product ID`, `User ID`, `Subscription ID`, `Location`, `Gateway ID` and `Client IP address`; a value that there is none of is empty.',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      name: text({ required: true, expression: false, docs: 'Name of the metric.' }),
      namespace: text({ fallback: 'API Management', expression: false, docs: 'What the name is in.' }),
      value: number()({ fallback: 1, docs: 'What is added.' }),
      'default-dimensions': bool({ expression: false, docs: 'Only in the published schema; has no effect.' }),
      id: idAttribute,
    },
    children: {
      dimension: many(
        {
          attributes: {
            name: text({ required: true, docs: 'Name of the dimension.' }),
            value: text({ docs: 'Its value; a default dimension needs none.' }),
          },
        },
        'A property that the metric can be split by.',
        { min: 1 },
      ),
    },
  },
  messages: { noValue, tooMany },
  check(element, report) {
    const dimensions = element.children.filter(({ name }) => name === 'dimension');
    const eleventh = dimensions[10];
    if (eleventh !== undefined) report(tooMany, eleventh.nameSpan, { count: dimensions.length });
    for (const dimension of dimensions) {
      const name = literal(dimension, 'name');
      if (dimension.attributes.has('value') || name === undefined || defaults.has(name.toLowerCase())) continue;
      report(noValue, dimension.nameSpan, { name, known: [...defaults.values()].map(([shown]) => shown).join(', ') });
    }
  },
  examples: [
    {
      title: 'Calls by operation',
      xml: '<emit-metric name="calls" namespace="crm"><dimension name="Operation ID" /><dimension name="ring" value="stable" /></emit-metric>',
      expect: { outcome: 'completed' },
    },
  ],
});
export default policy;

/** Dimensions whose values are known by themselves (reference: emit-metric, default dimensions), by name in lower case. */
const defaults: ReadonlyMap<string, readonly [name: string, value: (x: Exchange) => string]> = new Map(
  (
    [
      ['API ID', (x) => x.context.api?.id ?? ''],
      ['Operation ID', (x) => x.context.operation?.id ?? ''],
      ['Product ID', (x) => x.context.product?.id ?? ''],
      ['User ID', (x) => x.context.user?.id ?? ''],
      ['Subscription ID', (x) => x.context.subscription?.id ?? ''],
      ['Location', (x) => x.context.deployment.region],
      ['Gateway ID', (x) => x.context.deployment.gatewayId],
      ['Client IP address', (x) => x.context.request.ipAddress],
    ] satisfies [string, (x: Exchange) => string][]
  ).map(([name, value]) => [name.toLowerCase(), [name, value]]),
);

/** Reference: emit-metric. */
export function run(x: Exchange, { name, namespace, value, dimension }: Args<typeof policy>): void {
  const dimensions = dimension.map((each) => [each.name, each.value ?? defaults.get(each.name.toLowerCase())?.[1](x) ?? ''] as const);
  x.ports.metrics({ name, namespace, value, dimensions });
}
