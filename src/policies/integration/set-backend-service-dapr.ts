import { Url } from '../../runtime/context/url.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, definePolicy, idAttribute, text, word } from '../define.ts';

const policy = definePolicy({
  name: 'set-backend-service-dapr',
  summary: 'Sends the request to a service behind the Dapr sidecar.',
  docs: 'Another name for `<set-backend-service backend-id="dapr">`. The request goes to `/v1.0/invoke/<app>/method/<method>` of the sidecar that `messaging.dapr` in `fedpass.yaml` names; its query stays. The host of the sidecar must be listed in `egress.allow`: whoever can reach a sidecar can reach everything behind it.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      'backend-id': word(['dapr'])({ required: true, expression: false, docs: 'Always `dapr`.' }),
      'dapr-app-id': text({ required: true, docs: 'The service.' }),
      'dapr-method': text({ required: true, docs: 'Its method: a path.' }),
      'dapr-namespace': text({ docs: 'The namespace that the service is in.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Without a sidecar',
      xml: '<set-backend-service-dapr backend-id="dapr" dapr-app-id="echo" dapr-method="echo" />',
      expect: { outcome: 'failed', forwarded: false, error: 'no Dapr sidecar is configured; add messaging.dapr in fedpass.yaml' },
    },
  ],
});
export default policy;

/** Reference: set-backend-service-dapr. Throws PolicyFailure when there is no sidecar, or a computed part is none. */
export function run(x: Exchange, { daprAppId, daprMethod, daprNamespace }: Args<typeof policy>): void {
  callThroughDapr(x, { daprAppId, daprMethod, daprNamespace });
}

/** What set-backend-service says of a service behind Dapr. */
export interface DaprService {
  readonly daprAppId: string;
  readonly daprMethod: string;
  readonly daprNamespace: string | undefined;
}

/** Turns the request to a method of a service (Dapr: "Service invocation API"). */
export function callThroughDapr(x: Exchange, { daprAppId, daprMethod, daprNamespace }: DaprService): void {
  const sidecar = x.ports.bus.sidecar;
  if (sidecar === undefined) throw failed('no Dapr sidecar is configured; add messaging.dapr in fedpass.yaml');
  const base = Url.parse(sidecar);
  if (base === undefined) throw failed('the address of the Dapr sidecar is no http or https URL');
  const app = part(daprNamespace === undefined || daprNamespace === '' ? daprAppId : `${daprAppId}.${daprNamespace}`, 'dapr-app-id');
  const method = daprMethod.replace(/^\//, '').split('/');
  const { url } = x.context.request;
  url.scheme = base.scheme;
  url.host = base.host;
  url.port = base.port;
  url.path = `${base.path.replace(/\/$/, '')}/v1.0/invoke/${app}/method/${method.map((each) => part(each, 'dapr-method')).join('/')}`;
}

/** One part of the path. `.` and `..` would lead to other interfaces of the sidecar, and encoding does not change them. */
function part(text: string, attribute: string): string {
  if (text === '' || text === '.' || text === '..') throw failed(`the computed ${attribute} is none`);
  return encodeURIComponent(text);
}

const failed = (text: string): PolicyFailure => new PolicyFailure('set-backend-service', null, 500, text);
