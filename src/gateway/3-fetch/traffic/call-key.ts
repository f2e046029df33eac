import { hash } from 'node:crypto';
import type { X509Certificate2 } from '../../../runtime/dotnet/security/x509/certificate.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import type { ClientCertificate } from '../../../runtime/ports/certificates.ts';
import type { HeaderList } from '../../../runtime/ports/send.ts';
import type { ClientRequest } from '../../client-request.ts';

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
 * no consent repeats), who asked for them, and who the client is. A digest: what is in it holds credentials. Undefined: it cannot be told.
 */
export function callKey(
  { tokens, transport }: Exchange,
  request: KeyedRequest,
  { caller, certificate }: ClientRequest,
): string | undefined {
  const { method, url, headers, body, timeoutMs, totalMs, followRedirects } = request;
  const own = certificate === null ? null : derOf(certificate);
  if (own === undefined) return undefined;
  const parts = [
    method,
    url,
    typeof body === 'string' || body === null ? body : [base64(body)],
    headers.filter(([name]) => !traceHeaders.has(name.toLowerCase())),
    [timeoutMs, totalMs, followRedirects],
    transport.certificate === undefined ? null : shown(transport.certificate),
    transport.proxy === undefined ? null : [transport.proxy.url, transport.proxy.username, transport.proxy.password?.reveal()],
    tokens.map(({ provider, connection, token, asker, ofMachine }) => [
      provider,
      connection,
      token.generation,
      token.accessToken.reveal(),
      asker?.kind === 'jwt' ? asker.token.reveal() : null,
      ofMachine,
    ]),
    [caller.user, caller.claims, caller.subscription, caller.product?.id ?? null, own],
  ];
  return hash('sha256', JSON.stringify(parts), 'base64');
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

/** Two certificates with one key are told apart, and so is one from the same with another chain. */
const shown = ({ info, chain }: ClientCertificate): readonly string[] => [info.thumbprint, chain];
