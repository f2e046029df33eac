import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import type { ProxyServer } from '../../runtime/ports/send.ts';
import { type Args, definePolicy, idAttribute, text, url } from '../define.ts';

const policy = definePolicy({
  name: 'proxy',
  summary: 'Sends the request to the backend through an HTTP proxy.',
  docs: 'For `https` backends the proxy opens a tunnel, for `http` ones it gets the whole address. The host of the proxy must be listed in `egress.allow`, and so must the backend, by its whole name: only the proxy knows which address stands behind it. Requests of `send-request` go through a proxy only when it stands inside them. In `global.xml` it does nothing, since each call to a backend has policies of its own.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      url: url({ required: true, docs: 'Address of the proxy, `http://` or `https://`.' }),
      username: text({ docs: 'User name for the proxy.' }),
      password: text({ docs: 'Password for the proxy.' }),
      id: idAttribute,
    },
  },
  examples: [
    {
      title: 'Leave through the proxy of the company',
      xml: '<proxy url="http://proxy.example.com:8080" username="fedpass" password="@(context.Variables.GetValueOrDefault&lt;string&gt;(&quot;proxyPassword&quot;))" />',
      given: { variables: { proxyPassword: 'not-a-real-one' }, response: { status: 200, body: 'ok' } },
      expect: { forwarded: true, response: { body: 'ok' } },
    },
  ],
});
export default policy;

/** Reference: proxy. Throws PolicyFailure when a computed url is none. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  x.transport.proxy = proxyServer(args);
}

/** The proxy that the element names, also as a part of a request that a policy sends of its own. */
export function proxyServer({ url, username, password }: Args<typeof policy>): ProxyServer {
  if (!/^https?:\/\/[^/?#@]+\/?$/i.test(url.trim()))
    throw new PolicyFailure('proxy', null, 500, 'the url of the proxy must be http:// or https:// with a host and nothing behind it');
  return {
    url: url.trim(),
    username: username === '' ? undefined : username,
    password: password === undefined ? undefined : new Secret(password),
  };
}
