import { Body } from '../../runtime/context/body.ts';
import type { OperationFacts } from '../../runtime/context/facts.ts';
import { RequestHeaders } from '../../runtime/context/headers.ts';
import { Variables } from '../../runtime/context/variables.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Outcome, runHandler } from '../../runtime/pipeline.ts';
import type { ResponseShape } from '../4-respond/fit-shape.ts';
import { type SubgraphAnswer, settle } from '../4-respond/settle.ts';
import { callCodes, lacksScopes } from '../4-respond/subgraph-error.ts';
import type { ClientRequest } from '../client-request.ts';
import { openExchange } from '../exchange-context.ts';
import type { Parts } from '../parts.ts';
import type { EgressCheck } from './egress.ts';
import { type Forwarded, forward } from './forward.ts';
import { dropTokens, refusedTokens } from './refused-tokens.ts';
import { withScopeOffers } from './scope-offer.ts';
import type { Sender } from './send.ts';
import type { Subgraph } from './subgraph.ts';
import type { ReadsOnly } from './traffic/reads-only.ts';
import type { SubgraphTraffic } from './traffic/subgraph-traffic.ts';

/** What a subgraph is asked. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** What the data of an answer must look like. */
  readonly shape: ResponseShape;
  /** The client's operation that it belongs to. */
  readonly operation: OperationFacts;
}

/** One run of a subgraph's handler, to its end. */
export interface Attempt {
  readonly x: Exchange;
  readonly outcome: Outcome;
  /** The last request that went out and was answered. */
  readonly forwarded: Forwarded | undefined;
  /** What forwarding itself failed with, to be told from failures of policies. */
  readonly forwardError: unknown;
}

/** What calls need beside the request. */
export interface CallRoom {
  readonly parts: Parts;
  readonly sender: Sender;
  readonly egress: EgressCheck;
  readonly traffic: SubgraphTraffic;
  /** Which requests to GraphQL APIs only read. */
  readonly readsOnly: ReadsOnly;
}

/**
 * The one way to a subgraph: its handler runs around an HTTP call, and what comes of it is a GraphQL answer with errors of the
 * gateway's own codes. Never rejects.
 */
export async function call(room: CallRoom, subgraph: Subgraph, request: SubgraphRequest, client: ClientRequest): Promise<SubgraphAnswer> {
  const { clock, meter } = room.parts;
  const begun = clock.elapsed();
  const answer = await twiceAtMost(room, subgraph, request, client);
  meter.subgraphCall(subgraph.name, outcomeOf(answer), clock.elapsed() - begun);
  return answer;
}

/** A code of our own, or that the subgraph reported errors: its codes could be any. */
function outcomeOf({ errors }: SubgraphAnswer): string {
  const code = errors[0]?.extensions.code;
  return code === undefined ? 'ok' : callCodes.has(code) ? code : 'ERRORS_REPORTED';
}

async function twiceAtMost(room: CallRoom, subgraph: Subgraph, request: SubgraphRequest, client: ClientRequest): Promise<SubgraphAnswer> {
  const first = await attempt(room, subgraph, request, client);
  const refused = refusedTokens(first.x, first.forwarded);
  if (refused.length === 0 || client.signal.aborted) return settled(room.parts, subgraph, request, client, first);
  await dropTokens(room.parts, client, subgraph.name, refused);
  return settled(room.parts, subgraph, request, client, await attempt(room, subgraph, request, client));
}

async function settled(
  parts: Parts,
  subgraph: Subgraph,
  request: SubgraphRequest,
  client: ClientRequest,
  attempt: Attempt,
): Promise<SubgraphAnswer> {
  const answer = settle(parts, subgraph.name, request, client, attempt);
  if (!answer.errors.some(lacksScopes)) return answer;
  return { ...answer, errors: await withScopeOffers(parts, client, attempt, answer.errors) };
}

async function attempt(room: CallRoom, subgraph: Subgraph, request: SubgraphRequest, client: ClientRequest): Promise<Attempt> {
  let forwarded: Forwarded | undefined;
  let forwardError: unknown;
  const x = openExchange(room.parts, client, callFacts(subgraph, request, client), async (exchange, options) => {
    forwarded = undefined;
    try {
      forwarded = await forward(room, subgraph, exchange, options, client);
    } catch (error) {
      forwardError = error;
      throw error;
    }
  });
  const outcome = await runHandler(client.handlers.subgraph(subgraph.name), x);
  if (outcome.kind === 'failed') room.parts.meter.policyFailure('subgraph', outcome.site.document, outcome.site.policy);
  return { x, outcome, forwarded, forwardError };
}

const noParameters: ReadonlyMap<string, string> = new Map();

/** What the document of a subgraph finds when it begins. */
export function callFacts(
  subgraph: Subgraph,
  { query, variables, operationName, operation }: Omit<SubgraphRequest, 'shape'>,
  client: ClientRequest,
) {
  const { seen } = client;
  return {
    scope: 'subgraph' as const,
    api: subgraph.api,
    operation,
    variables: new Variables(seen.variables),
    request: {
      method: 'POST',
      url: subgraph.url.copy(),
      originalUrl: client.url,
      headers: RequestHeaders.over(seen.headers, subgraph.clientHeaders(seen.headers, client.headers)),
      body: Body.json({ query, variables, operationName }),
      ipAddress: client.ipAddress,
      matchedParameters: noParameters,
      certificate: client.certificate,
    },
  };
}
