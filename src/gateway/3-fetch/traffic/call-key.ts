import { hash } from 'node:crypto';
import type { X509Certificate2 } from '../../../runtime/dotnet/security/x509/certificate.ts';
import type { Exchange, HandedToken, Transport } from '../../../runtime/exchange.ts';
import type { HeaderList } from '../../../runtime/ports/send.ts';
import type { ClientRequest } from '../../client-request.ts';
import type { FlightKey } from './in-flight-calls.ts';

/** A request as it goes out, with what else its answer depends on. */
export interface KeyedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
  readonly timeoutMs: number;
  readonly totalMs: number;
  readonly followRedirects: boolean;
}

/** Headers that only tell traces apart (W3C Trace Context, B3): nobody is given another answer for them. */
const traceHeaders: ReadonlySet<string> = new Set([
  'traceparent',
  'tracestate',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-b3-flags',
]);

/**
 * Equal for calls that may share an answer: the whole request as policies made it, the certificate and the proxy, the connections by their tokens' generation (which
 * no consent repeats), who asked for them, and who the client is. A digest: what is in it holds credentials. Undefined: it cannot be told. All of it is as it is now,
 * whenever the digest is asked for.
 */
export function callKey(x: Exchange, request: KeyedRequest, { caller, certificate }: ClientRequest): FlightKey {
  const transport = { ...x.transport };
  const tokens = [...x.tokens];
  const { user, claims, subscription, product } = caller;
  return {
    mark: typeof request.body === 'string' ? request.body : request.url,
    text() {
      const own = certificate === null ? '' : derOf(certificate);
      if (own === undefined) return undefined;
      const who =
        user === null && subscription === null && product === null ? '' : JSON.stringify([user, claims, subscription, product?.id]);
      return hash('sha256', requestText(request) + transportText(transport) + tokensText(tokens) + part(who) + part(own), 'base64');
    },
  };
}

/** A text that says where it ends, so that no two lists of texts are written alike. */
const part = (text: string): string => `${text.length}:${text}`;

function requestText({ method, url, headers, body, timeoutMs, totalMs, followRedirects }: KeyedRequest): string {
  let text = part(method) + part(url);
  for (const [name, value] of headers) if (!traceHeaders.has(name.toLowerCase())) text += part(name) + part(value);
  text += body === null ? ']-' : typeof body === 'string' ? `]t${part(body)}` : `]b${part(base64(body))}`;
  return `${text}${timeoutMs},${totalMs},${followRedirects};`;
}

function transportText({ certificate, proxy }: Transport): string {
  const shown = certificate === undefined ? '-' : part(certificate.info.thumbprint) + part(certificate.chain);
  return proxy === undefined ? `${shown}-` : shown + part(proxy.url) + part(JSON.stringify([proxy.username, proxy.password?.reveal()]));
}

/** Tokens that were handed out. What they say stands in the request, wherever it matters. */
function tokensText(tokens: readonly HandedToken[]): string {
  let text = '';
  for (const { provider, connection, token, asker, ofMachine } of tokens)
    text += `${part(provider)}${part(connection)}${token.generation},${ofMachine === true},${asker?.kind === 'jwt' ? part(asker.token.reveal()) : '-'}`;
  return `${text}]`;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** A certificate as text. Undefined once a policy has disposed of it. */
export function derOf(certificate: X509Certificate2): string | undefined {
  try {
    return base64(certificate.der);
  } catch {
    return undefined;
  }
}
