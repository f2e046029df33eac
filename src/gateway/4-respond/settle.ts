import { SendFailure } from '../../runtime/ports/send.ts';
import type { Attempt, SubgraphRequest } from '../3-fetch/call.ts';
import { sentTokens } from '../3-fetch/refused-tokens.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Parts } from '../parts.ts';
import { failureError } from './failure-error.ts';
import { graphqlResponse } from './graphql-response.ts';
import { missingScopes } from './missing-scopes.ts';
import { firstText, masked, unmasked } from './reported.ts';
import { scrub } from './scrub.ts';
import { callError, type SubgraphError, scopeError } from './subgraph-error.ts';

/** What a call brought: a GraphQL response whose errors are safe to show. */
export interface SubgraphAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly SubgraphError[];
}

/** Makes the answer of a call from how its handler ended, and tells the operator what the client is not told. */
export function settle(
  { log }: Parts,
  subgraph: string,
  request: SubgraphRequest,
  client: ClientRequest,
  attempt: Attempt,
): SubgraphAnswer {
  const { x, outcome } = attempt;
  const failed = (error: SubgraphError, why: string): SubgraphAnswer => {
    // Nobody is left to miss anything when the client has gone.
    log[clientHasGone(client.signal) ? 'debug' : 'warn']({ requestId: client.id, ...error.extensions }, scrub(client.disclosed, why));
    return { data: null, errors: [error] };
  };

  const status = x.context.response?.statusCode ?? 0;
  // An on-error section that leaves a response below 400 behind has made the answer, as return-response does.
  if (outcome.kind === 'failed' && !(outcome.handled && status < 400)) {
    const { error, why } = failureError(subgraph, outcome, attempt.forwardError);
    return failed(error, why);
  }
  const body = x.context.response?.body ?? null;
  const representations = request.variables['representations'];

  if (outcome.kind !== 'completed') {
    if (status >= 400) return failed(callError('POLICY_RESPONSE', subgraph, status), `a policy ended the call with status ${status}`);
    const read = graphqlResponse(body, representations, request.shape);
    return read.kind === 'none'
      ? failed(callError('POLICY_RESPONSE', subgraph, status), `a policy ended the call with a body that ${read.why}`)
      : { data: read.data, errors: unmasked(subgraph, client.disclosed, read.errors) };
  }

  if (x.context.response === null)
    return failed(callError('POLICY_RESPONSE', subgraph, 200), 'the backend section sent nothing, and no policy made a response');
  // A redirect that was not followed is no answer either.
  const hasToken = x.tokens.length > 0;
  const lacking = hasToken && (status < 200 || status > 299) ? lackedBy(attempt, client.disclosed) : undefined;
  if (lacking !== undefined)
    return failed(scopeError(subgraph, lacking, status), `the subgraph found that the token lacks scopes (${lacking.join(' ')})`);
  if (status < 200 || status > 299)
    return failed(callError('SUBGRAPH_HTTP_ERROR', subgraph, status), `the subgraph answered with status ${status}`);
  const read = graphqlResponse(body, representations, request.shape);
  if (read.kind === 'none') return failed(callError('SUBGRAPH_BAD_RESPONSE', subgraph), `the body of the subgraph's answer ${read.why}`);
  if (read.errors.length === 0) return { data: read.data, errors: none };
  log.warn(
    { requestId: client.id, subgraph, errors: read.errors.length, first: firstText(client.disclosed, read.errors) },
    'the subgraph reported errors',
  );
  return { data: read.data, errors: masked(subgraph, client.disclosed, read.errors, hasToken) };
}

/** The scopes that the backend's own answer asks for, if what it refused was a token of ours. */
function lackedBy({ x, forwarded }: Attempt, disclosed: ReadonlySet<string>): readonly string[] | undefined {
  if (forwarded?.answer === undefined || sentTokens(x, forwarded).length === 0) return undefined;
  return missingScopes(forwarded.answer, disclosed);
}

const none: readonly SubgraphError[] = [];

const clientHasGone = ({ aborted, reason }: AbortSignal): boolean => aborted && reason instanceof SendFailure && reason.kind === 'aborted';
