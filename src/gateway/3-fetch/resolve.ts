import { Body } from '../../runtime/context/body.ts';
import type { OperationFacts } from '../../runtime/context/facts.ts';
import { HeaderMap, RequestHeaders } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import { Variables } from '../../runtime/context/variables.ts';
import type { Exchange, ForwardOptions } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { HandlerModule } from '../../runtime/handler.ts';
import { type Outcome, runHandler } from '../../runtime/pipeline.ts';
import type { HeaderList, IncomingResponse } from '../../runtime/ports/send.ts';
import { failureError } from '../4-respond/failure-error.ts';
import { missingScopes } from '../4-respond/missing-scopes.ts';
import { scrub } from '../4-respond/scrub.ts';
import { callError, lacksScopes, type SubgraphError, scopeError } from '../4-respond/subgraph-error.ts';
import type { ClientRequest } from '../client-request.ts';
import { openExchange } from '../exchange-context.ts';
import type { CallRoom } from './call.ts';
import type { Forwarded } from './forward.ts';
import { outgoingBody, outgoingHead } from './outgoing.ts';
import { dropTokens, refusedTokens, sentTokens } from './refused-tokens.ts';
import type { ResolverTraffic } from './resolver-traffic.ts';
import { withScopeOffers } from './scope-offer.ts';
import type { Subgraph } from './subgraph.ts';
import { holdTokens } from './token-hosts.ts';
import { callKey } from './traffic/call-key.ts';
import { connectionsOf } from './traffic/connections-of.ts';

/** A field that a document resolves. */
export interface FieldToResolve {
  /** `Type.field`, for the log. */
  readonly field: string;
  readonly handler: HandlerModule;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** JSON; null at the root. */
  readonly parent: unknown;
  /** Whether equal reads may share an answer: not where writes may stand between them. */
  readonly shares: boolean;
  /** The client's operation that it belongs to. */
  readonly operation: OperationFacts;
}

/** What a resolver's call brought. */
export type Resolved =
  /** The body as text; undefined where it is empty. */
  { readonly kind: 'body'; readonly text: string | undefined } | { readonly kind: 'failed'; readonly error: SubgraphError };

interface Attempt {
  readonly x: Exchange;
  readonly outcome: Outcome;
  readonly forwarded: (Forwarded & { readonly key: string | undefined }) | undefined;
  readonly forwardError: unknown;
}

/** Runs the document of a resolver around one HTTP call. What the backend refuses a token for is tried once more with another. Never rejects. */
export async function resolveField(
  room: CallRoom,
  subgraph: Subgraph,
  field: FieldToResolve,
  client: ClientRequest,
  traffic: ResolverTraffic,
): Promise<Resolved> {
  const first = await attempt(room, subgraph, field, client, traffic);
  const refused = refusedTokens(first.x, first.forwarded);
  if (refused.length === 0 || client.signal.aborted) return offered(room, client, first, settled(room, subgraph, field, client, first));
  await dropTokens(room.parts, client, subgraph.name, refused);
  traffic.forget(first.forwarded?.key);
  const second = await attempt(room, subgraph, field, client, traffic);
  return offered(room, client, second, settled(room, subgraph, field, client, second));
}

async function offered({ parts }: CallRoom, client: ClientRequest, attempt: Attempt, resolved: Resolved): Promise<Resolved> {
  if (resolved.kind === 'body' || !lacksScopes(resolved.error)) return resolved;
  const [error = resolved.error] = await withScopeOffers(parts, client, attempt, [resolved.error]);
  return { kind: 'failed', error };
}

async function attempt(
  room: CallRoom,
  subgraph: Subgraph,
  field: FieldToResolve,
  client: ClientRequest,
  traffic: ResolverTraffic,
): Promise<Attempt> {
  let forwarded: Attempt['forwarded'];
  let forwardError: unknown;
  const x = openExchange(room.parts, client, resolverFacts(subgraph, field, client), async (exchange, options) => {
    forwarded = undefined;
    try {
      forwarded = await forwardRead(room, subgraph, exchange, options, client, { shares: field.shares, own: traffic });
    } catch (error) {
      forwardError = error;
      throw error;
    }
    // What the document makes of an answer is written for answers that are none of an error.
    if (forwarded.status >= 400)
      throw new PolicyFailure('forward-request', null, forwarded.status, `the backend answered with status ${forwarded.status}`);
  });
  const outcome = await runHandler(field.handler, x);
  // What the backend answered is no failure of a policy.
  if (outcome.kind === 'failed' && (forwarded === undefined || forwarded.status < 400))
    room.parts.meter.policyFailure('resolver', outcome.site.document, outcome.site.policy);
  return { x, outcome, forwarded, forwardError };
}

const noParameters: ReadonlyMap<string, string> = new Map();

/** What the document of a resolver finds when it begins. */
export function resolverFacts(
  subgraph: Subgraph,
  { arguments: given, parent, operation }: Pick<FieldToResolve, 'arguments' | 'parent' | 'operation'>,
  client: ClientRequest,
) {
  const { seen } = client;
  return {
    scope: 'resolver' as const,
    api: subgraph.api,
    operation,
    variables: new Variables(seen.variables),
    graphql: { arguments: given, parent },
    request: {
      method: 'GET',
      url: subgraph.url.copy(),
      originalUrl: client.url,
      headers: RequestHeaders.over(seen.headers, subgraph.clientHeaders(seen.headers, client.headers)),
      // Reference: graphql-resolvers. The arguments are the body of a request that has none of its own.
      body: Body.json(given),
      ipAddress: client.ipAddress,
      matchedParameters: noParameters,
      certificate: client.certificate,
    },
  };
}

const accept: HeaderList = [['accept', 'application/json']];
const ofJson: HeaderList = [...accept, ['content-type', 'application/json']];

async function forwardRead(
  { traffic, egress }: CallRoom,
  subgraph: Subgraph,
  x: Exchange,
  options: ForwardOptions,
  client: ClientRequest,
  { shares, own }: { readonly shares: boolean; readonly own: ResolverTraffic },
): Promise<NonNullable<Attempt['forwarded']>> {
  const body = outgoingBody(x);
  const { method, headers } = outgoingHead(x, body === null ? accept : ofJson);
  const url = x.context.request.url.toString();
  holdTokens(client.bound, { url, headers, body });
  const timeoutMs = options.timeoutMs || subgraph.timeoutMs;
  const totalMs = Math.max(timeoutMs, subgraph.timeoutMs);
  const { followRedirects } = options;
  const request = { method, url, headers, body, timeoutMs, totalMs, followRedirects };
  const reads = method === 'GET' || method === 'HEAD';
  const shared = reads && shares ? callKey(x, request, client) : undefined;
  const key = shared?.text();
  const leniency = { reads, key: subgraph.shareCalls && key !== undefined ? shared : undefined, connections: connectionsOf(x) };
  const response = await own.send(key, () => traffic.send(subgraph, { ...request, egress, signal: x.signal, ...x.transport }, leniency));
  x.context.response = responseOf(response);
  return { headers, status: response.status, answer: response, key };
}

const responseOf = ({ status, reason, headers, body }: IncomingResponse): Response =>
  new Response(status, reason, HeaderMap.from(headers), Body.bytes(body));

/** Makes the outcome of a resolver what its field needs, and tells the operator what the client is not told. */
function settled({ parts }: CallRoom, { name }: Subgraph, { field }: FieldToResolve, client: ClientRequest, attempt: Attempt): Resolved {
  const { x, outcome, forwarded, forwardError } = attempt;
  const failed = (error: SubgraphError, why: string): Resolved => {
    parts.log.warn({ requestId: client.id, field, ...error.extensions }, scrub(client.disclosed, why));
    return { kind: 'failed', error };
  };
  const lacking =
    forwarded?.answer !== undefined && sentTokens(x, forwarded).length > 0 ? missingScopes(forwarded.answer, client.disclosed) : undefined;
  if (lacking !== undefined)
    return failed(scopeError(name, lacking, forwarded?.status), `the backend found that the token lacks scopes (${lacking.join(' ')})`);
  if (forwarded !== undefined && forwarded.status >= 400)
    return failed(callError('SUBGRAPH_HTTP_ERROR', name, forwarded.status), `the backend answered with status ${forwarded.status}`);
  if (outcome.kind === 'failed') {
    const { error, why } = failureError(name, outcome, forwardError);
    return failed(error, why);
  }
  const { response } = x.context;
  const status = response?.statusCode ?? 0;
  // A fragment may hold a policy that ends the exchange; a redirect that was not followed is no value either.
  if (response === null || status < 200 || status > 299)
    return failed(
      callError(forwarded?.status === status ? 'SUBGRAPH_HTTP_ERROR' : 'POLICY_RESPONSE', name, status),
      `the resolver ended with status ${status}`,
    );
  if (response.body?.consumed) return failed(callError('POLICY_ERROR', name), 'an expression used the body of the answer up');
  const text = response.body?.contentText ?? '';
  return { kind: 'body', text: text.trim() === '' ? undefined : text };
}
