import type { Body } from './context/body.ts';
import type { Context } from './context/context.ts';
import { HeaderMap, type WritableHeaders } from './context/headers.ts';
import { Response } from './context/message.ts';
import type { Scope, SectionName } from './handler.ts';
import type { CredentialSource, Token } from './ports/credential-source.ts';
import type { Signal } from './ports/signal.ts';
import type { Trace } from './ports/trace.ts';
import { noSite, type Site, siteText } from './site.ts';

/** What forward-request may be told; the scope decides what forwarding means. */
export interface ForwardOptions {
  /** Milliseconds until the response headers must be there; undefined: the scope's own. */
  readonly timeoutMs: number | undefined;
  readonly followRedirects: boolean;
}

/** What an exchange needs from the scope that it runs in. */
export interface ExchangePorts {
  readonly credentials: CredentialSource;
  readonly trace: Trace;
  /**
   * Sends `context.request` to the backend and sets `context.response`: a subgraph call, a proxied API call, or the execution of
   * the GraphQL operation. Rejects with SendFailure or PolicyFailure.
   */
  readonly forward: (x: Exchange, options: ForwardOptions) => Promise<void>;
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
  readonly tokens: { readonly provider: string; readonly connection: string; readonly token: Token }[] = [];

  constructor(scope: Scope, context: Context, ports: ExchangePorts, signal: Signal | undefined) {
    this.scope = scope;
    this.context = context;
    this.ports = ports;
    this.signal = signal;
  }

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
