import { Url } from '../../runtime/context/url.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, definePolicy } from '../define.ts';
import { resolverParts } from './resolver-parts.ts';

/** In http-data-source set-url runs like a policy; elsewhere it is a part that its policy reads, and that is what the catalogue has. */
export const setUrl = definePolicy({
  name: 'set-url',
  summary: 'Says where the request of a resolver goes.',
  docs: 'An absolute http or https URL.',
  sections: [],
  scopes: ['resolver'],
  form: 'call',
  effect: 'sync',
  element: { ...resolverParts.url, attributes: {} },
  examples: [],
});

/** Reference: http-data-source. Throws PolicyFailure when a computed address is none. */
export function run(x: Exchange, args: Args<typeof setUrl>): void {
  const to = Url.parse(args.text.trim());
  if (to === undefined) throw new PolicyFailure('set-url', null, 500, 'the computed address is no absolute http or https URL');
  const { url } = x.context.request;
  url.scheme = to.scheme;
  url.host = to.host;
  url.port = to.port;
  url.path = to.path;
  for (const [name] of url.query.entries()) url.query.delete(name);
  for (const [name, values] of to.query.entries()) url.query.set(name, values);
}
