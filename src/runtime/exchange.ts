import type { Body } from './context/body.ts';
import type { Context } from './context/context.ts';
import { HeaderMap, type WritableHeaders } from './context/headers.ts';
import { Response } from './context/message.ts';
import type { Scope, SectionName } from './handler.ts';
import type { Outcome } from './pipeline.ts';
import type { Backends } from './ports/backends.ts';
import type { Background } from './ports/background.ts';
import type { Caches } from './ports/cache.ts';
import type { Certificates, ClientCertificate } from './ports/certificates.ts';
import type { Counter } from './ports/counter.ts';
import type { Asker, CredentialSource, Token } from './ports/credential-source.ts';
import type { ManagedIdentity } from './ports/managed-identity.ts';
import type { MessageBus } from './ports/message-bus.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Schemas } from './ports/schemas.ts';
import type { ProxyServer, Send } from './ports/send.ts';
import type { Signal } from './ports/signal.ts';
import type { SigningKeys } from './ports/signing-keys.ts';
import type { Sleep } from './ports/sleep.ts';
import type { Slots } from './ports/slots.ts';
import type { Trace } from './ports/trace.ts';
import type { ResponseLookup } from './response-lookup.ts';
import { noSite, type Site, siteText } from './site.ts';

/** What forward-request may be told; the scope decides what forwarding means. */
export interface ForwardOptions {
  /** Milliseconds until the response headers must be there; undefined: the scope's own. */
  readonly timeoutMs: number | undefined;
  readonly followRedirects: boolean;
}

/** What policies use of the outside: the same for every exchange of a gateway. */
export interface PolicyServices {
  readonly backends: Backends;
  readonly caches: Caches;
  readonly background: Background;
  readonly counter: Counter;
  readonly slots: Slots;
  readonly certificates: Certificates;
  readonly managedIdentity: ManagedIdentity;
  readonly signingKeys: SigningKeys;
  readonly bus: MessageBus;
  readonly metrics: Metrics;
  readonly schemas: Schemas;
  readonly sleep: Sleep;
}

/** What an exchange needs from the scope that it runs in. */
export interface ExchangePorts extends PolicyServices {
  readonly credentials: CredentialSource;
  readonly trace: Trace;
  /** Plain HTTP, to where the configuration lets policies send. */
  readonly send: Send;
  /**
   * Sends `context.request` to the backend and sets `context.response`: a subgraph call, a proxied API call, or the execution of
   * the GraphQL operation. Rejects with SendFailure or PolicyFailure.
   */
  readonly forward: (x: Exchange, options: ForwardOptions) => Promise<void>;
}

/** Work of a policy that is done when the response is known: a count, a header that every answer carries. */
export type Finisher = (x: Exchange) => Promise<void> | void;

/** How the request goes out, beside what the request itself says. Policies such as authentication-certificate and proxy set it. */
export interface Transport {
  certificate?: ClientCertificate;
  proxy?: ProxyServer;
  /** What the backend is told of the trace that the request belongs to (W3C Trace Context); absent: nothing. Only the gateway sets it. */
  traceparent?: string;
}

/** A token that a policy was given. Provider and connection also tell apart what was fetched with it. */
export interface HandedToken {
  readonly provider: string;
  readonly connection: string;
  readonly token: Token;
  /** Who asked for it. */
  readonly asker?: Asker;
  /** It is of the machine's identity, not of a connection of the credential manager. */
  readonly ofMachine?: true;
}

/** One request with its response, as policies see and change it. */
export class Exchange {
  readonly scope: Scope;
  readonly context: Context;
  readonly ports: ExchangePorts;
  readonly signal: Signal | undefined;
  /** The section that runs now; it decides which message set-header and the like work on. */
  section: SectionName = 'inbound';
  /** The policy that runs now. */
  site: Site = noSite;
  /** The expression that was entered last, if it belongs to the current policy. */
  expression: Site | undefined;
  /** Tokens handed to policies in this exchange, so that an upstream 401 can drop the one it was sent with. */
  readonly tokens: HandedToken[];
  readonly finishers: { readonly site: Site; readonly run: Finisher }[];
  readonly transport: Transport;
  /** Set by cache-lookup. */
  lookup: ResponseLookup | undefined;
  /** The response says something that is for this caller alone: no cache may keep it. */
  personal = false;
  /** From a hit of cache-lookup to the cache-store that the response was kept by: what stands between was done to it then. */
  replay = false;

  /** `shared`: another exchange that works on the same messages at the same time. */
  constructor(scope: Scope, context: Context, ports: ExchangePorts, signal: Signal | undefined, shared?: Exchange) {
    this.scope = scope;
    this.context = context;
    this.ports = ports;
    this.signal = signal;
    this.tokens = shared?.tokens ?? [];
    this.finishers = shared?.finishers ?? [];
    this.transport = shared?.transport ?? {};
  }

  /**
   * The same exchange for policies that run beside others: context, tokens and finishers are shared, the place where it stands is its
   * own. `signal` ends only the fork.
   */
  fork(signal: Signal | undefined = this.signal): Exchange {
    const fork = new Exchange(this.scope, this.context, this.ports, signal, this);
    fork.section = this.section;
    fork.site = this.site;
    return fork;
  }

  /** Has work done when the response is known, whatever it is; in the order in which it was asked for. */
  atEnd(run: Finisher): void {
    this.finishers.push({ site: this.site, run });
  }

  /** The handler has come to its end. For who watches an exchange; nothing is left to do here. */
  ended(_outcome: Outcome): void {}

  /** Enters a policy. */
  on(site: Site): void {
    this.site = site;
    this.expression = undefined;
  }

  /** Enters an expression and gives it its `context`. */
  at(site: Site): Context {
    this.expression = site;
    this.context.host.budget.begin();
    return this.context;
  }

  /** The place to name in errors and traces: the expression, if one was entered, else the policy. */
  get where(): Site {
    return this.expression ?? this.site;
  }

  /** True where policies work on the response. */
  get onResponse(): boolean {
    return this.section === 'outbound' || this.section === 'on-error';
  }

  /** The headers of the message of this section. In on-error and outbound a missing response is made. */
  get headers(): WritableHeaders {
    return this.onResponse ? this.ensureResponse().headers : this.context.request.headers;
  }

  /** The response, made when there is none. */
  ensureResponse(): Response {
    this.context.response ??= new Response(200, 'OK', HeaderMap.empty(), null);
    return this.context.response;
  }

  /** Replaces the body of the message of this section. */
  setBody(body: Body): void {
    if (this.onResponse) this.ensureResponse().body = body;
    else this.context.request.body = body;
  }

  /** The current place as text: document, line and column. */
  get place(): string {
    return siteText(this.where);
  }
}
