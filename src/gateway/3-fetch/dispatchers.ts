import { createHash } from 'node:crypto';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { ClientCertificate } from '../../runtime/ports/certificates.ts';
import type { ProxyServer } from '../../runtime/ports/send.ts';
import { guardedLookup } from './guarded-lookup.ts';

/** How a request leaves: what else its connection must have in common with another's to be shared with it. */
export interface WayOut {
  /** The address behind the target's name must be a public one. */
  readonly guarded: boolean;
  readonly certificate: ClientCertificate | undefined;
  readonly proxy: (ProxyServer & { readonly guarded: boolean }) | undefined;
}

/** Ways with a certificate or a proxy that are kept open at most; the one used least recently is closed first. */
const mostSpecial = 64;

/** Milliseconds until a connection must stand. */
const connectTimeout = 10_000;

// Timeouts of requests are ours: undici's timers are coarse, and one timer covers the redirects as well.
const common = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 60_000, connections: 256 };

/**
 * The connection pools of one gateway. A connection that showed a certificate, or that went through a proxy, is never used by a
 * request that did not ask for the same.
 */
export class Dispatchers {
  readonly #named = new Agent({ ...common, connect: connectOptions(false) });
  readonly #guarded = new Agent({ ...common, connect: connectOptions(true) });
  readonly #special = new Map<string, Dispatcher>();
  readonly #closing = new Set<Dispatcher>();
  readonly #digests = new WeakMap<ClientCertificate, string>();

  pick(way: WayOut): Dispatcher {
    if (way.certificate === undefined && way.proxy === undefined) return way.guarded ? this.#guarded : this.#named;
    const key = this.#keyOf(way);
    const found = this.#special.get(key);
    if (found !== undefined) this.#special.delete(key);
    const dispatcher = found ?? open(way);
    this.#special.set(key, dispatcher);
    this.#trim();
    return dispatcher;
  }

  /** Ends all connections; what is under way fails. */
  async close(): Promise<void> {
    const all = [this.#named, this.#guarded, ...this.#special.values(), ...this.#closing];
    this.#special.clear();
    await Promise.all(all.map((each) => each.destroy()));
  }

  /** Tells ways apart without keeping what they hold. */
  #keyOf({ guarded, certificate, proxy }: WayOut): string {
    const parts = [
      guarded,
      certificate === undefined ? null : this.#digest(certificate),
      proxy === undefined ? null : [proxy.url, proxy.username ?? null, proxy.password?.reveal() ?? null, proxy.guarded],
    ];
    return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
  }

  #digest(certificate: ClientCertificate): string {
    const known = this.#digests.get(certificate);
    if (known !== undefined) return known;
    const digest = createHash('sha256').update(certificate.chain).update('\0').update(certificate.key.reveal()).digest('base64');
    this.#digests.set(certificate, digest);
    return digest;
  }

  #trim(): void {
    for (const [key, oldest] of this.#special) {
      if (this.#special.size <= mostSpecial) return;
      this.#special.delete(key);
      this.#closing.add(oldest);
      // Requests under way end first.
      void oldest
        .close()
        .catch(() => undefined)
        .finally(() => this.#closing.delete(oldest));
    }
  }
}

function open({ guarded, certificate, proxy }: WayOut): Dispatcher {
  const tls = certificate === undefined ? {} : { cert: certificate.chain, key: certificate.key.reveal() };
  if (proxy === undefined) return new Agent({ ...common, connect: { ...connectOptions(guarded), ...tls } });
  const { url, username, password } = proxy;
  const login = username === undefined ? undefined : `${username}:${password?.reveal() ?? ''}`;
  return new ProxyAgent({
    ...common,
    uri: url,
    ...(login === undefined ? {} : { token: `Basic ${Buffer.from(login, 'utf8').toString('base64')}` }),
    // Plain http goes to the proxy itself: most of them open no tunnel to port 80.
    proxyTunnel: false,
    proxyTls: connectOptions(proxy.guarded),
    requestTls: { timeout: connectTimeout, ...tls },
  });
}

const connectOptions = (guarded: boolean) => ({ timeout: connectTimeout, ...(guarded ? { lookup: guardedLookup } : {}) });
