import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Route } from './route.ts';
import { TransportError } from './transport.ts';

/**
 * A connection to `target` through the proxy of the route, by `CONNECT` (RFC 9110 §9.3.6). Whatever goes wrong here, nothing of the
 * request itself has left: rejects with TransportError of phase `not-sent`.
 */
export function openTunnel(target: URL, proxy: URL, route: Route, timeoutMs: number): Promise<Socket> {
  const authority = `${target.hostname}:${target.port === '' ? '443' : target.port}`;
  return new Promise((resolve, reject) => {
    const connect = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
    const request: ClientRequest = connect({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorization(proxy) },
      agent: false,
      ...(proxy.protocol === 'https:' ? { secureContext: route.proxyContext() } : {}),
    });
    const timer = setTimeout(() => fail('timeout'), timeoutMs);
    const fail = (reason: string): void => {
      clearTimeout(timer);
      request.destroy();
      reject(new TransportError('not-sent', `proxy: ${reason}`));
    };
    request.on('connect', ({ statusCode = 0 }, socket, head) => {
      // What a proxy says before the TLS handshake is none of the server's.
      if (statusCode < 200 || statusCode > 299 || head.length > 0) {
        socket.destroy();
        fail(`status ${statusCode}`);
        return;
      }
      clearTimeout(timer);
      resolve(socket as Socket);
    });
    request.on('response', ({ statusCode = 0 }) => fail(`status ${statusCode}`));
    request.on('error', (error) => fail('code' in error && typeof error.code === 'string' ? error.code : 'broken'));
    request.end();
  });
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(plain).toString('base64')}` };
}
