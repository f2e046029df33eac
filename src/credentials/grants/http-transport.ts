import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { MAX_ANSWER_BYTES, type TokenHttpResponse, type TokenTransport, TransportError } from './transport.ts';

/**
 * The transport over the network. Each call has a connection of its own: on a kept-alive one it could not be told whether a broken
 * connection had taken the request (rule R3), and token calls are rare.
 */
export const httpTransport: TokenTransport = ({ method, url, headers, body, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const secure = url.startsWith('https:');
    let phase: 'not-sent' | 'no-answer' = 'not-sent';
    let answered = false;
    const send = secure ? httpsRequest : httpRequest;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request: ClientRequest = send(url, { method, headers: { ...headers, ...length, connection: 'close' }, agent: false });

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
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        if (answered) return;
        phase = 'no-answer';
        request.end(body);
      });
    });
    request.on('error', (error) => fail(codeOf(error)));
    request.on('response', (response) => read(response, succeed, fail));
  });

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
