import { message } from '../../diagnostics/message.ts';
import { Url } from '../../runtime/context/url.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, literal, text, url, word } from '../define.ts';
import { callThroughDapr } from '../integration/set-backend-service-dapr.ts';

const target = message(
  'set-backend-service/target',
  'error',
  '<set-backend-service> needs exactly one of base-url and backend-id, and has {count}',
  'keep one of them',
);
const daprPart = message(
  'set-backend-service/dapr-part',
  'error',
  'a service behind Dapr needs the attribute `{name}`',
  'write dapr-app-id and dapr-method beside backend-id="dapr"',
);

const serviceFabric = message(
  'set-backend-service/fabric',
  'warning',
  '`{name}` says how a service is found in Service Fabric, which nothing here knows: the request goes to the address of the backend',
  'remove it, and give the backend an address under `backends` in fedpass.yaml',
);

const policy = definePolicy({
  name: 'set-backend-service',
  summary: 'Sends the request to another base address.',
  docs: '`backend-id` names an entry of `backends` in `fedpass.yaml`: an address, or a pool of some that take turns. The path of the new base is put before the path that follows the service’s own base; the query stays. Another origin than those of the configuration must be allowed by `egress` there. `backend-id="dapr"` sends the request to a service behind the Dapr sidecar that `messaging.dapr` names',
  sections: ['inbound', 'backend'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      'base-url': url({ required: 'conditional', docs: 'The new base, absolute.' }),
      'backend-id': text({ required: 'conditional', names: 'backend', docs: 'A backend of `fedpass.yaml`, or `dapr`.' }),
      'sf-resolve-condition': bool({ docs: 'Service Fabric only.' }),
      'sf-service-instance-name': text({ docs: 'Service Fabric only.' }),
      'sf-partition-key': text({ docs: 'Service Fabric only.' }),
      'sf-replica-type': word(['primary', 'secondary'])({ docs: 'Service Fabric only.' }),
      'sf-listener-name': text({ docs: 'Service Fabric only.' }),
      'dapr-app-id': text({ docs: 'Dapr only.' }),
      'dapr-method': text({ docs: 'Dapr only.' }),
      'dapr-namespace': text({ docs: 'Dapr only.' }),
      id: idAttribute,
    },
  },
  messages: { target, daprPart, serviceFabric },
  check(element, report) {
    for (const [name, { nameSpan }] of element.attributes) if (name.startsWith('sf-')) report(serviceFabric, nameSpan, { name });
    const named = ['base-url', 'backend-id'].filter((name) => element.attributes.has(name));
    if (named.length !== 1) report(target, element.nameSpan, { count: named.length === 0 ? 'none' : 'both' });
    if (named.length !== 1 || literal(element, 'backend-id') !== 'dapr') return;
    for (const name of ['dapr-app-id', 'dapr-method']) if (!element.attributes.has(name)) report(daprPart, element.nameSpan, { name });
  },
  examples: [
    {
      title: 'Another host',
      xml: '<set-backend-service base-url="https://eu.crm.example/v2" />',
      given: { url: 'https://crm.example/graphql?x=1' },
      expect: { url: 'https://eu.crm.example/v2?x=1' },
    },
  ],
});
export default policy;

/**
 * Reference: set-backend-service. "Path and query of the request stay, only the base changes": the request's path behind the
 * service's base is kept. A subgraph's URL is its base, so nothing lies behind it.
 */
export function run(x: Exchange, args: Args<typeof policy>): void {
  if (args.baseUrl === undefined && args.backendId === 'dapr') {
    const { daprAppId = '', daprMethod = '', daprNamespace } = args;
    callThroughDapr(x, { daprAppId, daprMethod, daprNamespace });
    return;
  }
  const base = baseOf(x, args);
  const request = x.context.request.url;
  const service = x.context.api?.serviceUrl;
  const behind = service !== undefined && request.path.startsWith(service.path) ? request.path.slice(service.path.length) : '';
  request.scheme = base.scheme;
  request.host = base.host;
  request.port = base.port;
  request.path = behind === '' ? base.path : `${base.path.replace(/\/$/, '')}/${behind.replace(/^\//, '')}`;
}

function baseOf(x: Exchange, { baseUrl, backendId = '' }: Args<typeof policy>): Url {
  const address = baseUrl ?? x.ports.backends(backendId);
  if (address === undefined) throw failure(`there is no backend \`${backendId}\` in the configuration`);
  const base = Url.parse(address);
  if (base === undefined) throw failure('the computed base-url is no absolute http or https URL');
  return base;
}

const failure = (text: string): PolicyFailure => new PolicyFailure('set-backend-service', null, 500, text);
