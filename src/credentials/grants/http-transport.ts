import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { openTunnel } from './proxy-tunnel.ts';
import { MAX_ANSWER_BYTES, type TokenHttpRequest, type TokenHttpResponse, type TokenTransport, TransportError } from './transport.ts';

/**
 * The transport over the network. Each call has a connection of its own: on a kept-alive one it could not be told whether a broken
 * connection had taken the request (rule R3), and token calls are rare.
 */
export const httpTransport: TokenTransport = async (request) => {
  const { url, route, timeoutMs } = request;
  const proxy = route?.proxy?.reveal();
  if (route === undefined || proxy === undefined || !url.startsWith('https:')) return exchange(request, {}, timeoutMs);
  // What cannot be used is found out before a connection stands that nobody would close.
  route.secureContext();
  const begun = performance.now();
  const tunnel = await openTunnel(new URL(url), new URL(proxy), route, timeoutMs);
  return exchange(request, { createConnection: () => secure(tunnel, request) }, Math.max(1, timeoutMs - (performance.now() - begun)));
};

/** TLS to the server itself, end to end through the proxy. */
function secure(tunnel: Socket, { url, route }: TokenHttpRequest): Socket {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return tlsConnect({
    socket: tunnel,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
    secureContext: route?.secureContext(),
  });
}

function exchange(
  { method, url, headers, body, route }: TokenHttpRequest,
  connection: Pick<RequestOptions, 'createConnection'>,
  timeoutMs: number,
): Promise<TokenHttpResponse> {
  return new Promise((resolve, reject) => {
    const overTls = url.startsWith('https:');
    let phase: 'not-sent' | 'no-answer' = 'not-sent';
    let answered = false;
    const begun = performance.now();
    const context = overTls ? route?.secureContext() : undefined;
    const send = overTls ? httpsRequest : httpRequest;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request: ClientRequest = send(url, {
      method,
      headers: { ...headers, ...length, connection: 'close' },
      ...('createConnection' in connection ? connection : { agent: false }),
      ...(context === undefined ? {} : { secureContext: context }),
    });

    const timer = setTimeout(() => {
      // An answer that waits in the socket while this process stood still comes in before the call is given up (rule R2).
      setImmediate(() => setImmediate(() => fail('timeout')));
    }, timeoutMs);
    const fail = (reason: string, at: 'too-large' | typeof phase = phase): void => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      request.destroy();
      reject(new TransportError(at, reason));
    };
    const succeed = (response: TokenHttpResponse): void => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      resolve(response);
    };

    request.on('socket', (socket) => {
      // The body is written only once the connection stands, so that "not sent" is known and not guessed.
      socket.once(overTls ? 'secureConnect' : 'connect', () => {
        if (answered) return;
        // Whoever stood still until now comes too late: others may count it as given up, and act (rule R1).
        if (performance.now() - begun >= timeoutMs) return fail('timeout');
        phase = 'no-answer';
        request.end(body);
      });
    });
    request.on('error', (error) => fail(codeOf(error)));
    request.on('response', (response) => read(response, succeed, fail));
  });
}

function read(
  response: IncomingMessage,
  succeed: (answer: TokenHttpResponse) => void,
  fail: (reason: string, at?: 'too-large') => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) fail('too-large', 'too-large');
    else chunks.push(chunk);
  });
  response.on('error', (error) => fail(codeOf(error)));
  response.on('aborted', () => fail('aborted'));
  response.on('end', () => {
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
    );
    succeed({ status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') });
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'broken';
}
