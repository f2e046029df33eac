import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { isLoopback } from '../../../gateway/1-accept/host-names.ts';
import { type Check, failed, ok, type ProbeBench, skipped, warning } from '../check.ts';
import { tooLate } from '../prober.ts';

const dayMs = 86_400_000;
const fewDays = 14;
const patienceMs = 10_000;

const nameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

export const tls: Check<ProbeBench> = {
  code: 'doctor/tls',
  title: 'clients reach it by TLS, with a certificate that they trust',
  right: 'put TLS before it, or set `listen.tls`; renew certificates in time; a private authority goes into `NODE_EXTRA_CA_CERTS`',
  async run({ gateway, publicName }) {
    const url = new URL(gateway.origin);
    if (url.protocol !== 'https:')
      return isLoopback(nameOf(url))
        ? skipped('it was probed on this machine; probe the public address with --url')
        : failed('tokens and data pass in the clear');
    if (isLoopback(nameOf(url)) && isIP(nameOf(url)) !== 0 && publicName === undefined)
      return skipped('its certificate is for no name that is known here; `listen.publicUrl` would say which');
    const socket = await handshake(url, publicName === undefined ? {} : { servername: publicName });
    const until = Date.parse(socket.getPeerCertificate().valid_to);
    // Node's types say Error; what stands there is its code.
    if (!socket.authorized) return failed(`the certificate is not trusted (${String(socket.authorizationError)})`);
    const days = Math.floor((until - Date.now()) / dayMs);
    return days < fewDays
      ? warning(`the certificate ends in ${days} days`)
      : ok(`${socket.getProtocol()}, and ${days} days left of the certificate`);
  },
};

/** What a platform says when there is nobody to talk to, so that nothing is known of TLS. */
const unreachable = /^E(?:CONNREFUSED|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT)$/;

export const tlsVersions: Check<ProbeBench> = {
  code: 'doctor/tls-versions',
  title: 'TLS older than 1.2 is not spoken (RFC 8996)',
  right: 'let the proxy before the gateway speak 1.2 and 1.3 alone, as the gateway does itself',
  async run({ gateway }) {
    const url = new URL(gateway.origin);
    if (url.protocol !== 'https:') return skipped('it was probed without TLS');
    // Old versions need signatures that the platform's own level of security does without.
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    try {
      return failed(`${(await handshake(url, old)).getProtocol()} is spoken`);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (unreachable.test(code) || (error instanceof Error && error.message === tooLate)) throw error;
      return ok('TLS 1.0 and 1.1 are refused');
    }
  },
};

/** Half a year, below which lists of browsers and auditors take the header for an attempt. */
const shortestMemoryS = 15_552_000;

export const strictTransport: Check<ProbeBench> = {
  code: 'doctor/hsts',
  title: 'browsers come back by TLS alone',
  right:
    'send `Strict-Transport-Security: max-age=31536000` from the proxy, or by `<set-header>` in the outbound section of `policies/global.xml`',
  async run({ gateway }) {
    if (!gateway.origin.startsWith('https:')) return skipped('it was probed without TLS');
    const { headers } = await gateway.ask('{ __typename }');
    const age = /\bmax-age="?(\d+)/i.exec(String(headers['strict-transport-security'] ?? ''))?.[1];
    if (age === undefined) return warning('`Strict-Transport-Security` is missing: the first request of a visit may go in the clear');
    return Number(age) < shortestMemoryS ? warning(`browsers keep it in mind for ${age} seconds only`) : ok('they are told to');
  },
};

/** A finished handshake, whatever is to be said of the certificate. The socket is gone; what it knows of the other side remains. */
const handshake = (
  url: URL,
  options: Pick<ConnectionOptions, 'servername' | 'minVersion' | 'maxVersion' | 'ciphers'>,
): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const host = nameOf(url);
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect(
      { host, port: Number(url.port || 443), ...name, timeout: patienceMs, rejectUnauthorized: false, ...options },
      () => {
        resolve(socket);
        setImmediate(() => socket.destroy());
      },
    );
    socket.on('timeout', () => socket.destroy(new Error(tooLate)));
    socket.on('error', reject);
  });
