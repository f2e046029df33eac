import type { ForwardHeaders } from '../../config/config.ts';
import type { ApiFacts } from '../../runtime/context/facts.ts';
import { Url } from '../../runtime/context/url.ts';
import { subscriptionKeyNames } from '../subscription-key-names.ts';
import { type ClientHeaderFilter, clientHeaderFilter } from './forward-headers.ts';
import type { BreakerRules } from './traffic/breaker.ts';
import type { RetryRules } from './traffic/retry.ts';

/**
 * What a backend speaks. `federation`: Federation 2. `graphql`: plain GraphQL, behind an overlay schema. `rest`: anything on HTTP; its
 * fields are resolved by documents.
 */
export type SubgraphKind = 'federation' | 'graphql' | 'rest';

/** A subgraph as it is configured. */
export interface SubgraphDefinition {
  readonly name: string;
  /** `federation` without it. */
  readonly kind?: SubgraphKind;
  /** May be empty for `rest`: its resolvers say where they send. */
  readonly url: string;
  readonly forwardHeaders: ForwardHeaders;
  /** Milliseconds that one call may take in all. */
  readonly timeoutMs: number;
  /** Without them nothing is sent again. */
  readonly retry?: RetryRules;
  /** Without them it is called however it fares. */
  readonly breaker?: BreakerRules | undefined;
  /** Whether equal calls that are on the way at the same time are one; not without it. */
  readonly shareCalls?: boolean;
}

/** A subgraph as calls need it: everything that can be known before the first one. */
export interface Subgraph {
  readonly name: string;
  readonly kind: SubgraphKind;
  /** Never changed; each call gets a copy. */
  readonly url: Url;
  /** For the egress check; undefined where no address is configured. */
  readonly origin: string | undefined;
  readonly timeoutMs: number;
  readonly retry: RetryRules;
  readonly breaker: BreakerRules | undefined;
  readonly shareCalls: boolean;
  readonly clientHeaders: ClientHeaderFilter;
  readonly api: ApiFacts;
}

/** What policies see as the address of a subgraph that has none (RFC 6761 §6.4). Nothing may be sent there. */
const nowhere = 'https://resolvers.invalid/';

/** Works out a subgraph's facts. Throws when its URL is no http or https URL. */
export function subgraphFacts(definition: SubgraphDefinition): Subgraph {
  const { name, kind = 'federation', url: text, forwardHeaders, timeoutMs } = definition;
  const isNowhere = kind === 'rest' && text === '';
  const url = Url.parse(isNowhere ? nowhere : text);
  if (url === undefined || !(isNowhere || URL.canParse(text)))
    throw new TypeError(`the URL of subgraph \`${name}\` is no absolute http or https URL`);
  return {
    name,
    kind,
    url,
    origin: isNowhere ? undefined : new URL(text).origin,
    timeoutMs,
    retry: definition.retry ?? { attempts: 0, wait: 0 },
    breaker: definition.breaker,
    shareCalls: definition.shareCalls ?? false,
    clientHeaders: clientHeaderFilter(forwardHeaders),
    api: {
      id: name,
      name,
      path: name,
      protocols: [url.scheme],
      serviceUrl: url,
      isCurrentRevision: true,
      revision: '1',
      version: null,
      subscriptionKeyHeader: subscriptionKeyNames.header,
      subscriptionKeyQuery: subscriptionKeyNames.query,
    },
  };
}
