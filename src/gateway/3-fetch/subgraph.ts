import type { ForwardHeaders } from '../../config/config.ts';
import type { ApiFacts } from '../../runtime/context/facts.ts';
import { Url } from '../../runtime/context/url.ts';
import { type ClientHeaderFilter, clientHeaderFilter } from './forward-headers.ts';

/**
 * What a backend speaks. `federation`: Federation 2. `graphql`: plain GraphQL, behind an overlay schema. `rest`: anything on HTTP; its
 * fields are resolved by documents.
 */
export type SubgraphKind = 'federation' | 'graphql' | 'rest';

/** A subgraph as it is configured. */
export interface SubgraphDefinition {
  readonly name: string;
  readonly url: string;
  readonly forwardHeaders: ForwardHeaders;
  /** Milliseconds that one call may take in all. */
  readonly timeoutMs: number;
}

/** A subgraph as calls need it: everything that can be known before the first one. */
export interface Subgraph {
  readonly name: string;
  /** Never changed; each call gets a copy. */
  readonly url: Url;
  /** For the egress check. */
  readonly origin: string;
  readonly timeoutMs: number;
  readonly clientHeaders: ClientHeaderFilter;
  readonly api: ApiFacts;
}

/** Works out a subgraph's facts. Throws when its URL is no http or https URL. */
export function subgraphFacts({ name, url: text, forwardHeaders, timeoutMs }: SubgraphDefinition): Subgraph {
  const url = Url.parse(text);
  if (url === undefined || !URL.canParse(text)) throw new TypeError(`the URL of subgraph \`${name}\` is no absolute http or https URL`);
  return {
    name,
    url,
    origin: new URL(text).origin,
    timeoutMs,
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
      subscriptionKeyHeader: 'Ocp-Apim-Subscription-Key',
      subscriptionKeyQuery: 'subscription-key',
    },
  };
}
