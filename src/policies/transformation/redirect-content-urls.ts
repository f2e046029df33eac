import { Body } from '../../runtime/context/body.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute } from '../define.ts';

/** Reference: redirect-content-urls. */
const policy = definePolicy({
  name: 'redirect-content-urls',
  summary: 'Rewrites links in the body, so that they lead through the gateway.',
  docs: 'In `outbound` the base address of the service becomes the address that the client called, in `inbound` the other way round. `Location` and `Content-Location` of a response are rewritten as well. Addresses are found as plain text.',
  sections: ['inbound', 'outbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  oncePerSection: true,
  touches: { requestBody: true, responseBody: true },
  element: { attributes: { id: idAttribute } },
  examples: [
    {
      title: 'Links of the service lead through the gateway',
      section: 'outbound',
      xml: '<redirect-content-urls />',
      given: {
        url: 'https://crm.internal/graphql',
        originalUrl: 'https://api.example.com/graphql',
        response: {
          status: 200,
          headers: { Location: 'https://crm.internal/graphql/2' },
          body: '{"next":"https://crm.internal/graphql/1"}',
        },
      },
      expect: {
        response: { headers: { Location: 'https://api.example.com/graphql/2' }, body: '{"next":"https://api.example.com/graphql/1"}' },
      },
    },
  ],
});

export default policy;

/** Headers of a response that hold an address of the service. */
const linkHeaders = ['Location', 'Content-Location'] as const;

export function run(x: Exchange, _none: Args<typeof policy>): void {
  const service = x.context.api?.serviceUrl;
  if (service === undefined) return;
  const own = baseOf(service.origin, service.path);
  const { originalUrl } = x.context.request;
  const ours = baseOf(originalUrl.origin, originalUrl.path);
  const [from, to] = x.onResponse ? [own, ours] : [ours, own];
  if (from === to) return;
  const message = x.onResponse ? x.context.response : x.context.request;
  if (message === null) return;
  const text = message.body?.contentText;
  if (text?.includes(from)) {
    x.context.host.budget.allocate(text.length + (text.split(from).length - 1) * to.length);
    message.body = Body.text(text.replaceAll(from, () => to));
  }
  if (!x.onResponse) return;
  for (const name of linkHeaders) {
    const values = x.context.response?.headers.get(name);
    if (values?.some((value) => value.startsWith(from)))
      x.context.response?.headers.set(
        name,
        values.map((value) => (value.startsWith(from) ? to + value.slice(from.length) : value)),
      );
  }
}

const baseOf = (origin: string, path: string): string => `${origin}${path.replace(/\/$/, '')}`;
