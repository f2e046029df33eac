import { connect } from 'node:tls';
import { isLoopback } from '../../../gateway/1-accept/host-names.ts';
import { type Check, failed, ok, type ProbeBench, skipped, warning } from '../check.ts';

const dayMs = 86_400_000;
const fewDays = 14;

export const tls: Check<ProbeBench> = {
  code: 'doctor/tls',
  title: 'clients reach it by TLS, with a certificate that they trust',
  right: 'put TLS before it, or set `listen.tls`; renew certificates in time',
  async run({ gateway }) {
    const url = new URL(gateway.origin);
    if (isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
      return skipped('it was probed on this machine; probe the public address with --url');
    if (url.protocol !== 'https:') return failed('tokens and data pass in the clear');
    const seen = await handshake(url);
    if (seen.kind === 'failed') return failed(`the certificate is not trusted (${seen.why})`);
    const days = Math.floor((seen.until - Date.now()) / dayMs);
    return days < fewDays
      ? warning(`the certificate ends in ${days} days`)
      : ok(`${seen.version}, and ${days} days left of the certificate`);
  },
};

type Handshake =
  | { readonly kind: 'done'; readonly version: string; readonly until: number }
  | { readonly kind: 'failed'; readonly why: string };

const handshake = (url: URL): Promise<Handshake> =>
  new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const socket = connect(
      { host, port: Number(url.port || 443), ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }), timeout: 10_000 },
      () => {
        const until = Date.parse(socket.getPeerCertificate().valid_to);
        resolve({ kind: 'done', version: socket.getProtocol() ?? 'TLS', until });
        socket.destroy();
      },
    );
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
    socket.on('error', (error: Error & { readonly code?: string }) => resolve({ kind: 'failed', why: error.code ?? 'no handshake' }));
  });
