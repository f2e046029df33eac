import * as tls from 'node:tls';
import { readSigningKey } from '../client-keys/private-key.ts';
import type { Route } from './transport.ts';

/** What Node's TLS takes for a route. Nothing for a route without peculiarities, so that Node's own defaults stay. */
export function tlsOptions({ certificateAuthority, clientCertificate }: Route = {}): tls.SecureContextOptions {
  return {
    ...(certificateAuthority === undefined ? {} : { ca: [...publicAuthorities(), certificateAuthority] }),
    ...(clientCertificate === undefined
      ? {}
      : {
          cert: clientCertificate.chain,
          key: readSigningKey(clientCertificate.key.reveal())?.key.export({ type: 'pkcs8', format: 'pem' }),
        }),
  };
}

/** `ca` replaces what Node trusts, so that has to be repeated. Before Node 22.15 it cannot be asked what `NODE_EXTRA_CA_CERTS` added. */
function publicAuthorities(): readonly string[] {
  const asked: unknown =
    'getCACertificates' in tls && typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : undefined;
  return Array.isArray(asked) ? (asked as string[]) : tls.rootCertificates;
}
