import * as tls from 'node:tls';
import type { Secret } from '../../runtime/ports/credential-source.ts';
import { readSigningKey } from '../client-keys/private-key.ts';

/** What is peculiar about the way to a server. */
export interface RouteFacts {
  /** The URL of an HTTP proxy, perhaps with user name and password. Only https goes through it. */
  readonly proxy?: Secret;
  /** PEM; trusted beside the public ones. */
  readonly certificateAuthority?: string;
  /** Shown to the server (RFC 8705): the chain in PEM, and its key. */
  readonly clientCertificate?: { readonly chain: string; readonly key: Secret };
}

/** How a server is reached, where that is not plainly over the network with the public certificates. */
export interface Route extends RouteFacts {
  /** For TLS with the server itself. Throws when certificate and key do not fit. */
  secureContext(): tls.SecureContext | undefined;
  /** For TLS with the proxy, which is shown no certificate of ours. */
  proxyContext(): tls.SecureContext | undefined;
}

/** Reading all public certificates takes long: it happens with the first call, and once. */
export function routeBy(facts: RouteFacts): Route {
  const { clientCertificate: _, ...toProxy } = facts;
  return { ...facts, secureContext: once(() => contextOf(facts)), proxyContext: once(() => contextOf(toProxy)) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Undefined without peculiarities, so that Node's own defaults stay. */
function contextOf({ certificateAuthority, clientCertificate }: RouteFacts): tls.SecureContext | undefined {
  if (certificateAuthority === undefined && clientCertificate === undefined) return undefined;
  const key = clientCertificate === undefined ? undefined : readSigningKey(clientCertificate.key.reveal())?.key;
  return tls.createSecureContext({
    ...(certificateAuthority === undefined ? {} : { ca: [...publicAuthorities(), certificateAuthority] }),
    ...(clientCertificate === undefined ? {} : { cert: clientCertificate.chain, key: key?.export({ type: 'pkcs8', format: 'pem' }) }),
  });
}

/** `ca` replaces what Node trusts, so that has to be repeated. Before Node 22.15 it cannot be asked what `NODE_EXTRA_CA_CERTS` added. */
function publicAuthorities(): readonly string[] {
  const asked: unknown =
    'getCACertificates' in tls && typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : undefined;
  return Array.isArray(asked) ? (asked as string[]) : tls.rootCertificates;
}
